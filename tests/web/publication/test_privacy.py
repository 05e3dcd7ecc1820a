"""Personal data is found wherever and however it stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiping.rules.shared.text_personal import is_identity
from jiping.web.publication.drawn import Line
from jiping.web.publication.privacy import SHOWN, masked, scan

DIGITS = "0123456789"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PROSE = st.text(alphabet="的一是在有我单位路灯维修，。：（）、万元\n", max_size=20)
GAPS = st.sampled_from(["", " ", "-", "－", "\u3000", "—"])
WIDTHS = st.booleans()


def drawn(*texts: str) -> list[Line]:
    return [
        Line(slot=f"0.{n}", where="附件1", role="body", text=text)
        for n, text in enumerate(texts)
    ]


def hidden(*texts: str) -> list[str]:
    """The texts with everything masked that was found."""
    lines = drawn(*texts)
    spans: dict[str, dict[int, int]] = {}
    for each in scan(lines):
        spans.setdefault(each.slot, {})[each.start] = len(each.found)
    return [masked(line.text, spans.get(line.slot, {})) for line in lines]


def wide(text: str) -> str:
    return text.translate({ord(d): ord(d) + 0xFEE0 for d in DIGITS})


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    second = draw(st.sampled_from("3456789"))
    rest = draw(st.text(alphabet=DIGITS, min_size=9, max_size=9))
    gap = draw(GAPS)
    number = f"1{second}{rest[0]}{gap}{rest[1:5]}{gap}{rest[5:]}"
    return wide(number) if draw(WIDTHS) else number


@st.composite
def identities(draw: st.DrawFn) -> str:
    place = draw(st.integers(min_value=110000, max_value=659999))
    day = draw(st.dates(date(1930, 1, 1), date(2020, 1, 1)))
    serial = draw(st.integers(min_value=0, max_value=999))
    body = f"{place}{day:%Y%m%d}{serial:03}"
    check = "10X98765432"[
        sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11
    ]
    number = body + draw(st.sampled_from([check, check.lower()]))
    assert is_identity(number)
    return wide(number) if draw(WIDTHS) else number


@given(before=PROSE, number=mobiles(), after=PROSE)
def test_a_mobile_number_is_never_left(before: str, number: str, after: str) -> None:
    (left,) = hidden(f"{before}{number}{after}")
    assert number not in left
    assert SHOWN in left
    assert left.replace(SHOWN, "").replace("\n", "") in f"{before}{after}".replace(
        "\n", ""
    )


@given(before=PROSE, number=identities(), after=PROSE)
def test_an_identity_number_is_never_left(before: str, number: str, after: str) -> None:
    (left,) = hidden(f"{before}{number}{after}")
    assert number not in left
    assert number[6:14] not in left


@given(st.text(max_size=60))
def test_any_text_can_be_looked_through_twice(text: str) -> None:
    (once,) = hidden(text)
    assert hidden(once) == [once] or SHOWN in hidden(once)[0]


@pytest.mark.parametrize(
    "text",
    [
        "填表人：欧明轩    填报日期：2024年6月12日",
        "填表人（签字）：欧 明 轩",
        "联系人:欧明轩 联系电话：0730-8881234",
        "单位负责人签字：欧明轩",
        "经办人　：　欧明轩",
        "审核人：欧明轩，",
    ],
)
def test_a_name_after_its_label_is_found(text: str) -> None:
    (left,) = hidden(text)
    assert "欧明轩" not in left.replace(" ", "")
    assert SHOWN in left


def test_a_name_in_a_cell_beside_its_label_is_found() -> None:
    left = hidden("填表人", "欧明轩", "联系电话：", "8881234")
    assert left[1] == SHOWN
    assert hidden("联系电话：8881234")[0] == f"联系电话：{SHOWN}"


def test_a_name_found_once_is_found_everywhere() -> None:
    left = hidden("填表人：欧明轩", "由欧明轩同志负责，欧 明轩签收。")
    assert "明轩" not in left[1]


@pytest.mark.parametrize(
    "text",
    [
        "填表人：（公开版本已隐去）    填报日期：2024年6月12日",
        "单位负责人签字：(已签章)",
        "全年执行数138001.38万元，执行率98.64%。",
        "2023年12月31日前完成，编号2023100112。",
        "负责人：无",
        "年初预算13800138000.00元",
    ],
)
def test_what_is_nobodys_is_left_alone(text: str) -> None:
    assert hidden(text) == [text]


def test_overlapping_stretches_are_hidden_together() -> None:
    assert masked("甲乙丙丁戊", {1: 2, 2: 2}) == f"甲{SHOWN}戊"
