"""A draw that was published beforehand and that anyone can repeat."""

import hashlib
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.packages import submitted

from jiping.cli import main
from jiping.pipeline.draw import draw, list_digest, seed_digest
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.reviews.actions import Announce, Open
from jiping.web.reviews.models import Draw
from jiping.web.reviews.views import _again

LIST = ["101001\t甲单位", "101002\t乙单位", "102002\t丙单位", "103001\t丁单位"]
CODES = st.lists(
    st.text("0123456789", min_size=1, max_size=8), min_size=1, max_size=40, unique=True
)


def test_the_draw_of_a_known_seed() -> None:
    made = draw("种子2024", LIST, 2)
    lots = sorted(
        (hashlib.sha256(f"种子2024\n{line[:6]}".encode()).hexdigest(), line)
        for line in LIST
    )
    assert [(lot.digest, lot.line) for lot in made.drawn] == lots[:2]
    assert made.seed_digest == hashlib.sha256("种子2024".encode()).hexdigest()
    text = "".join(f"{line}\n" for line in LIST)
    assert made.list_digest == hashlib.sha256(text.encode()).hexdigest()


@given(CODES, st.text(min_size=1).filter(str.strip), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(codes, seed, random) -> None:
    mixed = [f" {code} " for code in codes] + ["", "  "]
    random.shuffle(mixed)
    count = 1 + len(codes) // 2
    first, again = draw(seed, codes, count), draw(seed, mixed, count)
    assert first == again
    assert len(first.drawn) == count
    assert {lot.code for lot in (*first.drawn, *first.rest)} == set(codes)


@given(CODES, st.text(min_size=1).filter(str.strip))
def test_drawing_one_more_keeps_who_was_drawn(codes, seed) -> None:
    for count in range(1, len(codes)):
        fewer, more = draw(seed, codes, count), draw(seed, codes, count + 1)
        assert more.drawn[:count] == fewer.drawn


@pytest.mark.parametrize(
    ("seed", "lines", "count", "said"),
    [
        (" ", LIST, 1, "种子"),
        ("种子", LIST, 5, "1到4"),
        ("种子", LIST, 0, "1到4"),
        ("种子", [], 1, "0个单位"),
        ("种子", ["1\t甲", "1\t乙"], 1, "重复"),
    ],
)
def test_what_cannot_be_drawn_is_said(seed, lines, count, said) -> None:
    with pytest.raises(ValueError, match=said):
        draw(seed, lines, count)


def test_the_command_repeats_a_draw(tmp_path, capsys) -> None:
    file = tmp_path / "名单.txt"
    file.write_text("\n".join(reversed(LIST)), "utf-8")
    asked = ["draw", "--seed", "种子2024", "--list", str(file), "--count", "2"]
    digests = [
        "--seed-digest",
        seed_digest("种子2024"),
        "--list-digest",
        list_digest(LIST),
    ]
    assert main([*asked, *digests]) == 0
    said = capsys.readouterr().out
    assert [line.split("\t")[1] for line in said.splitlines()[2:]] == [
        lot.code for lot in draw("种子2024", LIST, 2).drawn
    ]
    assert main([*asked, "--list-digest", "0" * 64]) == 2
    assert "不符" in capsys.readouterr().err
    assert (
        main(["draw", "--seed", "x", "--list", str(tmp_path / "无"), "--count", "1"])
        == 2
    )


def announced(county, **more) -> Draw:
    given_ = {"title": "2023年度抽查", "count": 1} | more
    return Announce(county.people["reviewer@财"], county.campaign, **given_).perform()


def test_a_seed_stays_sealed_until_it_is_opened(county, client) -> None:
    for short in ("城本", "灯", "馆"):
        submitted(county, short)
    made = announced(county, seed="封存的种子第一号")
    page = client.get(f"/review/draw/{made.pk}/").content.decode()
    assert made.list_digest in page
    assert made.seed_digest in page
    assert "封存的种子第一号" not in page
    assert "封存的种子第一号" not in str(Record.objects.latest("number").facts)
    submitted(county, "城")
    opened = Open(county.people["bureau_head@财"], made).perform()
    assert len(opened.population) == 3
    expected = draw("封存的种子第一号", opened.population, 1).drawn[0]
    assert opened.result == [[expected.line, expected.digest]]
    page = client.get(f"/review/draw/{made.pk}/").content.decode()
    assert "封存的种子第一号" in page
    listed = client.get(f"/review/draw/{made.pk}/list.txt").content.decode()
    assert list_digest(listed.splitlines()) == made.list_digest
    with pytest.raises(Refused, match="已开签"):
        Open(county.people["reviewer@财"], made).perform()


def test_a_public_figure_goes_into_the_seed(county) -> None:
    submitted(county, "灯")
    made = announced(county, seed="封存的种子第二号", public_source="下期开奖号码")
    with pytest.raises(Refused, match="请填写下期开奖号码"):
        Open(county.people["reviewer@财"], made).perform()
    opened = Open(county.people["reviewer@财"], made, "4 7 1").perform()
    assert opened.whole_seed == "封存的种子第二号-4 7 1"


def test_who_may_draw(county) -> None:
    submitted(county, "灯")
    with pytest.raises(Refused, match="1到1"):
        announced(county, count=2)
    with pytest.raises(Refused, match="至少8个字符"):
        announced(county, seed="短")
    for who in ("officer@城", "head@灯", "auditor@财", "administrator@财"):
        with pytest.raises(Refused, match="没有这个权限"):
            Announce(
                county.people[who], county.campaign, title="抽查", count=1
            ).perform()
        url = f"/review/draws/{county.campaign.pk}/announce/"
        assert county.client(who).post(url, {"count": "1"}).status_code == 403
    client = county.client("reviewer@财")
    sent = {"title": "抽查", "count": "1"}
    url = f"/review/draws/{county.campaign.pk}/announce/"
    page = client.post(url, sent)
    assert page.status_code == 303
    made = Draw.objects.get()
    assert client.post(f"/review/draw/{made.pk}/open/").status_code == 303
    assert "jiping draw --seed" in client.get(page["Location"]).content.decode()


def test_the_command_to_draw_again_holds_what_the_shell_would_part() -> None:
    told = Draw(pk=7, seed="种子", public_value="3 8 1", count=2, list_digest="ab")
    again = shlex.split(_again(told))
    assert again[:4] == ["jiping", "draw", "--seed", "种子-3 8 1"]
