"""The score sheet: every item once, points that add up, what is open left open."""

import io

import docx
import pytest
from writers.fonts import requires_pdf
from writers.outcomes import OUTCOME
from writers.test_grades import ITEM, OPEN, PROPOSED

from jiping.model.grade import Grade
from jiping.writers.forms.plan import Grid, Text
from jiping.writers.grade_sheet import grade_file, grade_plan
from jiping.writers.grades import NO_RUBRIC

GRADE = Grade(items=(ITEM, PROPOSED, OPEN), citation="考核规程附件5")


def plan(grade: Grade = GRADE):
    return grade_plan([(OUTCOME, grade)])


def table() -> Grid:
    (grid,) = (b for b in plan().pages[0].blocks if isinstance(b, Grid))
    return grid


def column(number: int) -> list[str]:
    return [box.text for box in table().boxes if box.column == number]


def said(grade: Grade = GRADE) -> str:
    blocks = plan(grade).pages[0].blocks
    return "\n".join(b.text for b in blocks if isinstance(b, Text))


def test_items_stand_in_the_order_of_the_form_with_their_stages():
    assert column(1)[1:3] == ["自评报告\n（28分）", f"布置自评\n（{OPEN.points}分）"]
    assert column(2)[1:3] == ["完整性·报告正文\n（8分）", "反映问题\n（20分）"]


def test_points_are_given_proposed_or_left_open():
    assert column(4) == ["得分", "6", "建议13至16", "待定", "已定6"]
    assert column(5)[1].startswith("扣2分：没有政府性基金一节（")
    assert "待定：" in column(5)[3]


def test_whose_it_is_and_what_it_rests_on():
    assert "被考核单位：青石县水利局　　年度：2023" in said()
    assert "依据：考核规程附件5。" in said()
    assert "评分人：____" in said()


def test_a_year_without_a_rubric_has_no_table():
    assert NO_RUBRIC in said(Grade(items=()))
    assert not any(isinstance(b, Grid) for b in plan(Grade(items=())).pages[0].blocks)


def test_several_packages_have_pages_of_their_own():
    pages = grade_plan([(OUTCOME, GRADE)] * 2).pages
    assert [page.name for page in pages] == ["评分表-1", "评分表-2"]


def test_as_word():
    opened = docx.Document(io.BytesIO(grade_file(OUTCOME, GRADE, ".docx")))
    assert len(opened.tables) == 1


@requires_pdf
def test_as_pdf():
    assert grade_file(OUTCOME, GRADE, ".pdf").startswith(b"%PDF-")


def test_in_no_other_format():
    with pytest.raises(ValueError, match=r"可以写成 \.docx、\.pdf"):
        grade_file(OUTCOME, GRADE, ".xlsx")
