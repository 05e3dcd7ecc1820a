"""Words, places and widths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writers.outcomes import FILING, FOLLOWS, LEAD, OUTCOME, PROJECT, SCORE

from jiping.model.document import Place
from jiping.writers.arrange import by_form, clusters
from jiping.writers.width import CLINGING, pad, table, width, wrap
from jiping.writers.words import form_heading, place_words, plain


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(file="a"), "整份"),
        (Place(file="a", lines=(12,)), "行12"),
        (Place(file="a", lines=(5, 3, 4, 9)), "行3-5、9"),
        (Place(file="a", table=1, row=5, column=3), "表1 第5行第3列"),
        (Place(file="a", table=2), "表2"),
        (Place(file="a", table=2, row=1), "表2 第1行"),
        (Place(file="a", paragraph=12), "第12段"),
        (Place(file="a", lines=(7,), table=1, row=5, column=3), "行7"),
        (
            Place(file="a", sheet="附件1", table=1, row=5, column=3),
            "工作表“附件1”第5行第3列",
        ),
        (Place(file="a", sheet="附件4", paragraph=2, row=8), "工作表“附件4”第8行"),
        (Place(file="a", page=3, table=1, row=5, column=3), "第3页表1 第5行第3列"),
        (Place(file="a", page=3, paragraph=4), "第3页第4段"),
    ],
)
def test_a_place_is_said_in_the_terms_of_its_file(place, words):
    assert place_words(place) == words


def test_the_file_stands_in_front_when_asked_for():
    assert (
        place_words(Place(file="包.zip!a.docx", lines=(1,)), file=True)
        == "包.zip!a.docx 行1"
    )
    assert place_words(Place(file="a.docx"), file=True) == "a.docx"


def test_headings_take_the_printed_annex_and_the_name_of_the_project():
    assert form_heading(FILING, "base") == "附件一 基础数据表"
    assert form_heading(FILING, "project", PROJECT) == f"附件3 {PROJECT}"
    assert form_heading(FILING, "report", "1") == "附件4 自评报告"
    assert form_heading(FILING, "package") == "资料包"


@given(st.text())
def test_plain_text_cannot_steer_a_terminal(text):
    line = plain(text)
    assert line.isprintable()
    assert line == line.strip()


def test_plain_text_keeps_what_is_printed():
    assert plain("经费控制情况\n（万元）\u202e\x1b[31m") == "经费控制情况 （万元） [31m"


@given(st.text(alphabet="绩效ab ，。", max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing_but_spaces(text, columns):
    lines = wrap(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        hanging = line.rstrip("".join(CLINGING) + " ")
        one_piece = hanging.isascii() or width(hanging) == 2
        assert width(hanging) <= columns or (one_piece and " " not in hanging)


def test_a_line_breaks_between_chinese_characters_but_not_before_punctuation():
    assert wrap("检查自评资料，列出问题", 12) == ["检查自评资", "料，列出问题"]


def test_columns_align_by_what_the_terminal_shows():
    lines = list(table([("项目", "分值"), ("a", "10")], indent="  "))
    assert lines == ["  项目  分值", "  a     10"]
    assert width(pad("分值", 6)) == 6


def test_consequences_stand_under_their_cause():
    base, project = by_form(OUTCOME)
    assert (base.form, project.key) == ("base", PROJECT)
    assert base.clusters[0].lead == LEAD
    assert base.clusters[0].consequences == (FOLLOWS,)
    assert project.clusters[0].lead == SCORE


def test_a_group_without_its_cause_still_shows_every_finding():
    (alone,) = clusters([FOLLOWS])
    assert alone.lead == FOLLOWS
    assert not alone.consequences
