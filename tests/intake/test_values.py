"""Cells to values: the notations that filings use, and no text that makes it raise."""
# ruff: noqa: RUF001  (the full-width forms are the point)

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiping.intake.values import (
    absence,
    entry,
    fold,
    measure,
    measured,
    number,
    squash,
    text_entry,
    with_slack,
)
from jiping.model.values import Gap, Ref

REF = Ref("overall", "", "total", "executed")
WIDE_SPACE = "\u3000"


def test_fold_brings_widths_and_spaces_together() -> None:
    assert fold("１２．５％／Ａ，（甲）") == "12.5%/A,(甲)"
    assert fold("甲\u3000乙\xa0丙\r\n丁\x00\u200b戊") == "甲 乙 丙\n丁戊"
    assert fold("《办法》〔２０２０〕第1号、。") == "《办法》〔2020〕第1号、。"


def test_squash_compares_labels() -> None:
    assert squash("预  算\n单位") == squash("预算单位") == "预算单位"


@pytest.mark.parametrize("raw", ["", " ", WIDE_SPACE * 3, "\n\t", "\xa0", "\u200b"])
def test_blank(raw: str) -> None:
    assert absence(raw) is Gap.BLANK


@pytest.mark.parametrize(
    "raw",
    [
        "/",
        "／",
        "-",
        "—",
        "——",
        "－",
        "…",
        "……",
        "不适用",
        "无",
        "N/A",
        "\\",
        "（无）",
        "无。",
        "n/a",
        "...",
        "不涉及",
        "──",
    ],
)
def test_not_applicable(raw: str) -> None:
    assert absence(raw) is Gap.NOT_APPLICABLE


@pytest.mark.parametrize("raw", ["0", "0.00", "无偏差", "-3", "有所提升", "次"])
def test_stated(raw: str) -> None:
    assert absence(raw) is None


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("1,234.56", "1234.56", "万元"),
        ("１２３", "123", "万元"),
        ("12.5万元", "12.5", "万元"),
        ("3.5 万 元", "3.5", "万元"),
        ("3.5万", "3.5", "万元"),
        ("1.2亿元", "1.2", "亿元"),
        ("1250元", "1250", "元"),
        (" 88.00 ", "88.00", "万元"),
        ("100%", "100", "%"),
        ("83.33％", "83.33", "%"),
        ("百分之九十五", "95", "%"),
        ("10人", "10", "人"),
        ("12.5万人", "125000", "人"),
        ("10（人）", "10", "人"),
        ("(50分)", "50", "分"),
        ("¥3", "3", "万元"),
        ("-3.2", "-3.2", "万元"),
        ("五", "5", "万元"),
        ("十二", "12", "万元"),
        ("二十三", "23", "万元"),
        ("一百零五", "105", "万元"),
        ("三百万元", "300", "万元"),
        ("一亿二千万", "120000000", "万元"),
        ("１，２００。", "1200", "万元"),
        ("1200平方米", "1200", "㎡"),
    ],
)
def test_number(raw: str, value: str, unit: str) -> None:
    got, printed = number(raw, "万元")
    assert isinstance(got, Decimal)
    assert (str(got), printed) == (value, unit)


@pytest.mark.parametrize(
    "raw",
    [
        "1e5",
        "9" * 29,
        "1,23",
        "10 7",
        "约3",
        "1.2.3",
        "NaN",
        "Infinity",
        "万",
        "见附件",
        "٣",
    ],
)
def test_unreadable(raw: str) -> None:
    assert number(raw, "万元") == (Gap.UNREADABLE, "万元")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("≤130次", "number ≤ 130 次 bare"),
        ("168.5/10万", "number 168.5 /10万 bare"),
        ("420例/十万人以下", "number ≤ 420 /10万 bare"),
        ("≤3起/万人", "number ≤ 3 /万 bare"),
        ("2/千人", "number 2 /1000 bare"),
        ("每月不少于1次", "number ≥ 1 次/月"),
        ("月均3次", "number 3 次/月"),
        ("每天8小时", "number 8 小时/天"),
        ("每两月1次", "number 1 次 several"),
        ("7×24小时", "number 24 小时 several"),
        ("1/3", "number 1 several"),
        ("12次（每月1次）", "number 12 次 bare"),
        ("≦125万元", "number ≤ 125 万元 bare"),
        ("＞＝90％", "percent ≥ 90 % bare"),
        ("不低于95%", "percent ≥ 95 % bare"),
        ("95%及以上", "percent ≥ 95 % bare"),
        ("控制在130次以内", "number ≤ 130 次 bare"),
        ("大于3场", "number > 3 场 bare"),
        ("不少于五次", "number ≥ 5 次 bare"),
        ("百分之九十五", "percent 95 % bare"),
        ("≥100百分比", "percent ≥ 100 % bare"),
        ("11.3万人", "number 113000 人 bare"),
        ("187253次", "number 187253 次 bare"),
        ("1.5亿元", "number 1.5 亿元 bare"),
        ("500 m2", "number 500 ㎡ bare"),
        ("3次/年", "number 3 次/年 bare"),
        ("约20次", "number 20 次 approximate bare"),
        ("30余人", "number 30 人 approximate bare"),
        ("3-5次", "range 3 5 次 bare"),
        ("90%～95%", "range 90 95 % bare"),
        ("1次至2次", "range 1 2 次 bare"),
        ("≤90天", "number ≤ 90 天 bare"),
        ("15个工作日内", "number ≤ 15 工作日 bare"),
        ("0起", "number 0 起 bare"),
        ("增长-3.2%", "percent -3.2 %"),
        ("557.7", "number 557.7 bare"),
        ("2023年度", "date 2023-12-31 bare"),
        ("2023年12月底前", "date ≤ 2023-12-31 bare"),
        ("２０２３．１２．３１", "date 2023-12-31 bare"),
        ("2024年2月", "date 2024-02-29 bare"),
        ("2023年第3季度", "date 2023-09-30 bare"),
        ("2023年上半年", "date 2023-06-30 bare"),
        ("2023年1月至12月", "date 2023-12-31 bare"),
        ("按期完成，截止2023年12月", "date ≤ 2023-12-31"),
        ("12月底前", "date ≤ bare"),
        ("≤30分钟", "number ≤ 30 分钟 bare"),
        ("95分", "number 95 分 bare"),
        ("98分/100分", "number 98 分 bare"),
        ("2000元/生·年", "number 2000 元/生·年 bare"),
        ("≮90%", "percent ≥ 90 % bare"),
        ("九成以上", "percent ≥ 90 % bare"),
        ("每月10日前", "date ≤ bare"),
        ("10日内", "number ≤ 10 天 bare"),
        ("次", "unit 次 bare"),
        ("（万元）", "unit 万元 bare"),
        ("百分比", "unit % bare"),
        ("平方米", "unit ㎡ bare"),
        ("召开8次例会、12余次现场会", "number 8 次 approximate several"),
        ("撰写分析报告8篇", "number 8 篇"),
        ("2023年培训3期", "number 3 期 2023-12-31"),
        ("完成5G基站3座", "number 3 座"),
        ("1.培训", "text"),
        ("第3批", "text"),
        ("三合一系统", "text"),
        ("健全“1+3”工作模式", "text"),
        ("12345热线平稳运行", "text"),
        ("12345热线办结率98%", "percent 98 %"),
        ("项目投资557.7", "number 557.7"),
        ("≤年初预算80万元", "number ≤ 80 万元"),
        ("不少于5次", "number ≥ 5 次 bare"),
        ("10/12", "number 10 several"),
        ("有所提升", "text"),
        ("", "none"),
        ("/", "none"),
    ],
)
def test_measure(raw: str, expected: str) -> None:
    found = measure(raw)
    parts = (
        found.kind,
        found.relation,
        "" if found.number is None else str(found.number),
        "" if found.upper is None else str(found.upper),
        found.unit,
        found.date,
        "approximate" if found.approximate else "",
        "several" if found.several else "",
        "bare" if found.bare else "",
    )
    assert " ".join(part for part in parts if part) == expected


def test_entries_keep_the_text_and_tell_absences_apart() -> None:
    assert entry(REF, " 12.50\u3000", "万元").raw == "12.50"
    assert entry(REF, WIDE_SPACE, "万元").value is Gap.BLANK
    assert entry(REF, "——", "万元").value is Gap.NOT_APPLICABLE
    assert entry(REF, "若干", "万元").value is Gap.UNREADABLE
    assert text_entry(REF, " 良好 ").text == "良好"
    assert text_entry(REF, "不适用").value is Gap.NOT_APPLICABLE
    target = measured(REF, "≥95%")
    assert target.text == "≥95%"
    assert target.measure is not None
    assert target.measure.number == 95


def test_slack_is_half_the_finest_digit_of_the_table() -> None:
    raws = ["12.5", "3", "0.00", "/", "100%", "83.3%", "10人"]
    slacks = [
        str(cell.slack) for cell in with_slack(entry(REF, raw, "万元") for raw in raws)
    ]
    assert slacks == ["0.005", "0.005", "0", "0", "0.05", "0.05", "0"]
    finer = with_slack([entry(REF, "89.974", "万元"), entry(REF, "90.00", "万元")])
    assert [cell.slack for cell in finer] == [Decimal("0.0005")] * 2


CELLISH = st.text(
    alphabet="0123456789.,%％-—~～年月日第季度上下半底前内≥≤<>万亿百千元次人㎡m²三十百分之约余、。() \n/"
)


@settings(deadline=None)
@given(st.text() | CELLISH)
def test_no_text_makes_it_raise(text: str) -> None:
    fold(text)
    absence(text)
    number(text, "万元")
    measured(REF, text)
    with_slack([entry(REF, text, "万元")])


@settings(deadline=None)
@given(st.text() | CELLISH)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squash(squash(text)) == squash(text)


@settings(deadline=None)
@given(
    st.decimals(
        allow_nan=False,
        allow_infinity=False,
        places=3,
        min_value=-(10**20),
        max_value=10**20,
    )
)
def test_printed_decimals_come_back(value: Decimal) -> None:
    assert number(f"{value:f}", "万元") == (value, "万元")
    assert number(f"{value:,f}", "万元")[0] == value


@settings(deadline=None)
@given(
    st.integers(min_value=0, max_value=10**9),
    st.sampled_from(["次", "%", "㎡", "万元"]),
)
def test_a_printed_quantity_is_measured_as_printed(value: int, unit: str) -> None:
    found = measure(f"≥{value}{unit}")
    assert (found.number, found.unit, found.relation, found.bare) == (
        value,
        unit,
        "≥",
        True,
    )
