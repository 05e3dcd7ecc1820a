"""退回修改意见书 and 审核意见: everything found is said, nothing is invented."""

from dataclasses import replace
from datetime import date

import pytest
from writers.outcomes import FOLLOWS, LEAD, OUTCOME, SCORE

from jiping.model.finding import RuleCard
from jiping.writers.forms.plan import Grid, Text
from jiping.writers.letter import BLANK, BLANK_DAY, Letter, letter_plan

GIVEN = Letter(issuer="青石县财政局", day=date(2024, 6, 20), deadline=date(2024, 7, 5))


def blocks(letter: Letter = GIVEN, outcome=OUTCOME):
    (page,) = letter_plan(outcome, letter).pages
    return page.blocks


def said(letter: Letter = GIVEN, outcome=OUTCOME) -> str:
    return "\n".join(b.text for b in blocks(letter, outcome) if isinstance(b, Text))


def cells(outcome=OUTCOME) -> str:
    grids = [b for b in blocks(outcome=outcome) if isinstance(b, Grid)]
    return "\n".join(box.text for grid in grids for box in grid.boxes)


def test_unit_year_counts_deadline_and_signature():
    text = said()
    assert text.startswith("绩效自评资料退回修改意见书\n青石县水利局：\n")
    assert "2023年度" in text
    assert "错误1项、警告1项、提示1项" in text
    assert "于2024年7月5日前重新报送" in text
    assert text.endswith("青石县财政局\n2024年6月20日")


def test_what_is_not_given_is_left_to_be_filled_in():
    text = said(Letter())
    assert f"于{BLANK_DAY}前重新报送" in text
    assert text.endswith(f"{BLANK}\n{BLANK_DAY}")


def test_findings_by_form_with_their_consequences():
    headings = [b.text for b in blocks() if isinstance(b, Text) and b.role == "heading"]
    assert headings[0] == "一、附件一 基础数据表"
    text = cells()
    assert "表1 第3行第3列" in text
    assert f"{LEAD.message}（ZJ101）" in text
    assert "填报：4.80；应为：4.10；相差：0.70" in text
    assert f"由此引起：附件4 自评报告 第2段，{FOLLOWS.message}" in text
    assert f"依据：{LEAD.citation}" in text


def test_how_to_mend_is_the_first_sentence_of_the_rules_advice():
    page = "## 查什么\n合计。\n\n## 怎么改\n先改分项，\n再改合计。第二句。"
    card = replace(OUTCOME.cards["ZJ101"], page=page)
    assert isinstance(card, RuleCard)
    text = cells(replace(OUTCOME, cards={**OUTCOME.cards, "ZJ101": card}))
    assert "先改分项， 再改合计。" in text
    assert "第二句" not in text


def test_numbers_run_through_all_tables():
    grids = [b for b in blocks() if isinstance(b, Grid)]
    numbers = [
        box.text
        for grid in grids
        for box in grid.boxes
        if box.column == 1 and box.row > 1
    ]
    assert numbers == ["1", "2"]
    assert all(sum(grid.widths) <= 156 for grid in grids)


def test_what_was_not_checked_is_no_pass():
    text = said()
    assert "没有核对的事项" in text
    assert "有1项检查没有进行，不表示没有问题：资料中没有附件2。" in text
    assert "没有找到附件2，请补交。" in text


def test_control_characters_do_not_get_through():
    assert SCORE.message not in cells()
    assert "\x1b" not in cells()


def test_files_are_named_without_their_folder():
    place = LEAD.place._replace(file="/a/b/青石县水利局.docx")
    filing = replace(OUTCOME.filing, files=("/a/b/青石县水利局.docx", "/a/b/2.docx"))
    lead = replace(LEAD, place=place)
    outcome = replace(OUTCOME, filing=filing, findings=(lead,))
    assert "“青石县水利局.docx、2.docx”" in said(outcome=outcome)
    assert "/a/b" not in cells(outcome) + said(outcome=outcome)


@pytest.mark.parametrize("found", [(LEAD,), ()])
def test_an_opinion_leaves_the_conclusion_to_a_person(found):
    text = said(Letter(kind="opinion"), replace(OUTCOME, findings=found))
    assert text.startswith("绩效自评资料审核意见")
    assert f"审核结论：{BLANK * 3}。" in text
    assert ("没有查出问题" in text) == (not found)
    assert "退回" not in text


def test_the_letter_is_dated_by_its_day_else_by_the_year():
    assert letter_plan(OUTCOME, GIVEN).day == date(2024, 6, 20)
    assert letter_plan(OUTCOME, Letter()).day == date(2023, 12, 31)


def test_a_version_that_is_no_file_is_named_with_its_cells() -> None:
    letter = replace(GIVEN, version="2024年3月1日提交的第2版材料")
    assert "本意见依据你单位2024年3月1日提交的第2版材料作出。" in said(letter)
    grids = [b for b in blocks(letter) if isinstance(b, Grid)]
    text = "\n".join(box.text for grid in grids for box in grid.boxes)
    assert f"{LEAD.row_label} {LEAD.column_label}" in text
    assert "表1 第3行第3列" not in text
