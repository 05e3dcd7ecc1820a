"""The sheet for the next budget, and the ranking."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from jiping.web.core.actions import Refused
from jiping.web.followup.models import Note, Suggestion
from jiping.web.followup.origins import Part
from jiping.web.followup.results import WHOLE, lines, lines_of, ranking
from jiping.web.followup.suggesting import SuggestBudget, WriteNote
from jiping.web.followup.workbook import (
    budget_workbook,
    ranking_workbook,
    tasks_workbook,
)
from jiping.web.grading.models import DepartmentGrade
from jiping.web.reviews.models import ReviewResult


def sheet(data: bytes):
    return load_workbook(io.BytesIO(data)).active


def test_a_line_for_the_whole_and_each_project(county, result) -> None:
    whole, first, second = lines(county.campaign)
    assert (whole.name, whole.score, whole.self_score, whole.grade) == (
        WHOLE, Decimal(90), Decimal("99.17"), "优",
    )  # fmt: skip
    assert (first.name, first.score, first.self_score) == (
        "业务工作经费", Decimal(88), Decimal("99.16"),
    )  # fmt: skip
    assert (first.budget, first.execution) == (Decimal("60.00"), Decimal("96.40"))
    assert (second.score, second.grade) == (Decimal(70), "中")
    assert first.problems == ("第0项：执行数与决算不符",)
    assert second.problems == ()
    assert whole.problems[0].startswith("1.预算编制不够细")


def test_without_a_recheck_there_is_no_line(county, version) -> None:
    assert lines(county.campaign) == []


def test_of_one_department_alone(county, result) -> None:
    assert len(lines(county.campaign, county.units["城"])) == 3
    assert lines(county.campaign, county.units["文"]) == []


def test_a_person_decides_with_a_reason(county, result, part) -> None:
    reviewer = county.people["reviewer@财"]
    key = lines_of(part)[1].key
    assert all(line.suggestion is None for line in lines_of(part))
    SuggestBudget(reviewer, part, key, "cut", "结余较多，压减购置").perform()
    SuggestBudget(reviewer, part, key, "mended", "整改完成后再安排").perform()
    made = Suggestion.objects.get()
    assert (made.choice, made.reason) == ("mended", "整改完成后再安排")
    assert lines_of(part)[1].suggestion == made


@pytest.mark.parametrize(
    ("key", "choice", "reason", "said"),
    [
        (None, "", "结余较多", "请选择"),
        (None, "cut", " ", "理由"),
        ("没有的", "cut", "结余较多", "没有这个项目"),
    ],
)
def test_suggestions_that_are_none(county, result, part, key, choice, reason, said):
    key = lines_of(part)[1].key if key is None else key
    with pytest.raises(Refused, match=said):
        SuggestBudget(county.people["reviewer@财"], part, key, choice, reason).perform()
    assert not Suggestion.objects.exists()


def test_a_department_suggests_nothing(county, result, part) -> None:
    with pytest.raises(Refused) as refusal:
        SuggestBudget(
            county.people["officer@城"], part, "", "cut", "自行核减"
        ).perform()
    assert refusal.value.denied


def test_the_ranking_gives_the_same_rank_for_the_same_score(county, result) -> None:
    version = result.submission
    for short, score in (("城本", "90"), ("馆", "60")):
        copy = type(version).objects.create(
            **{
                f.attname: getattr(version, f.attname)
                for f in version._meta.concrete_fields
                if f.attname not in ("id", "assignment_id")
            },
            assignment=county.assignments[short],
        )
        ReviewResult.objects.create(
            submission=copy, score=score, grade="优", rows=[], rule_set="t",
            by=county.people["reviewer@财"],
        )  # fmt: skip
    DepartmentGrade.objects.create(
        campaign=county.campaign, department=county.units["城"], state="final",
        total="87.5",
    )  # fmt: skip
    found = [(r.rank, r.unit.short_name) for r in ranking(county.campaign)]
    assert found == [(1, "城本"), (1, "灯"), (3, "馆"), (None, "城")]
    department = ranking(county.campaign)[-1]
    assert (department.work, department.work_rank) == (Decimal("87.5"), 1)


def test_a_grade_counts_once_it_is_final(county, result) -> None:
    DepartmentGrade.objects.create(
        campaign=county.campaign,
        department=county.units["城"],
        state="told",
        total="87",
    )
    assert all(each.work is None for each in ranking(county.campaign))


def test_notes_are_written_and_taken_away(county, result, part) -> None:
    reviewer = county.people["reviewer@财"]
    WriteNote(reviewer, part, "复核分较自评低9分").perform()
    assert ranking(county.campaign)[0].note == "复核分较自评低9分"
    WriteNote(reviewer, part, " ").perform()
    assert not Note.objects.exists()


def test_the_workbooks(county, result, part, late) -> None:
    reviewer = county.people["reviewer@财"]
    key = lines_of(part)[1].key
    SuggestBudget(reviewer, part, key, "first", "=1+1 民生项目").perform()
    WriteNote(reviewer, part, "@备注").perform()
    rows = list(sheet(budget_workbook(county.campaign, lines(county.campaign))).values)
    assert rows[1][:4] == ("单位编码", "单位", "项目", "全年预算数")
    assert rows[3][:8] == (
        "101002", "澄湖县路灯管理所", "业务工作经费", 60, 96.4, 99.16, 88, "良",
    )  # fmt: skip
    assert rows[3][10:12] == ("优先保障", "'=1+1 民生项目")
    ranked = list(
        sheet(ranking_workbook(county.campaign, ranking(county.campaign))).values
    )
    assert ranked[2][:3] == (1, "101002", "澄湖县路灯管理所")
    assert ranked[2][10] == "'@备注"
    book = tasks_workbook(county.campaign, [late], late.due.replace(day=13))
    assert list(sheet(book).values)[2][9:] == ("待整改", 10)


def test_a_draft_campaign_takes_nothing(county, result, part) -> None:
    county.campaign.state = "draft"
    county.campaign.save()
    with pytest.raises(Refused):
        WriteNote(
            county.people["reviewer@财"], Part(county.campaign, part.unit), "备注"
        ).perform()
