"""What the workbench knows of a department becomes events."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from web_filings import handed_in, sample

from jiping.web.campaigns.models import DepartmentNotice, Extension, WorkingGroup
from jiping.web.grading.actions import Propose
from jiping.web.grading.happened import events_of

DAY = date(2024, 4, 30)


def test_a_notice_counts_from_when_it_was_issued(county) -> None:
    department = county.units["城"]
    notice = DepartmentNotice.objects.create(
        campaign=county.campaign, department=department, title="通知", scope="全部单位"
    )
    assert events_of(county.campaign, department, DAY).notice is None
    notice.issued_at = timezone.now()
    notice.save()
    found = events_of(county.campaign, department, DAY).notice
    assert found is not None
    assert found.lacks == ("主要依据", "主要内容", "工作程序", "工作要求", "附件")
    assert not found.stamped


def test_the_bureaus_own_notice_is_not_the_departments(county) -> None:
    county.campaign.scope = county.campaign.basis = "有"
    county.campaign.save()
    assert events_of(county.campaign, county.units["城"], DAY).notice is None


def test_a_group_is_registered(county) -> None:
    department = county.units["城"]
    WorkingGroup.objects.create(
        campaign=county.campaign, department=department, title="成立小组", dated=DAY
    )
    found = events_of(county.campaign, department, DAY).group
    assert found is not None and found.title == "成立小组"


def test_absent_units_are_named(county, tmp_path) -> None:
    handed_in(county.assignments["灯"], sample(), county.people["head@灯"], tmp_path)
    found = events_of(county.campaign, county.units["城"], DAY)
    assert found.units == ("澄湖县城市管理局（本级）", "澄湖县路灯管理所")
    assert [a.unit for a in found.absences] == ["澄湖县城市管理局（本级）"]


@pytest.mark.parametrize(
    ("at", "late"),
    [
        ("2024-03-29T23:30", 0),
        ("2024-04-01T08:00", 1),
        # 4–6 April 2024 are days off; Sunday the 7th is worked.
        ("2024-04-07T08:00", 4),
        ("2024-04-08T08:00", 5),
    ],
)
def test_lateness_counts_working_days_only(
    county, tmp_path, at: str, late: int
) -> None:
    part = county.assignments["城"]
    handed_in(part, sample(), county.people["head@城"], tmp_path, at=at)
    found = events_of(county.campaign, county.units["城"], DAY).hand_in
    assert found is not None
    assert (found.due, found.days_late) == (date(2024, 3, 29), late)


def test_an_extension_moves_the_day_and_resubmission_does_not(county, tmp_path) -> None:
    part = county.assignments["城"]
    by = county.people["reviewer@财"]
    part.due = date(2024, 4, 12)
    part.save()
    Extension.objects.create(assignment=part, until=part.due, reason="水灾", by=by)
    for at in ("2024-04-12T09:00", "2024-05-20T09:00"):
        handed_in(part, sample(), by, tmp_path, at=at)
    found = events_of(county.campaign, county.units["城"], DAY).hand_in
    assert found is not None
    assert (found.days_late, found.again) == (0, 1)
    assert "水灾" in found.extended


def test_the_computed_items_of_a_whole_grade(grade) -> None:
    points = {
        item.key: item.awarded for item in grade.items.all() if not item.is_judged
    }
    assert points == {
        "notice.issued": 0, "notice.content": 0, "working_group": 0, "unit_check": 8,
        "hand_in": 7, "completeness.body": 8, "completeness.attachments": 7,
        "tables.weights": 5, "tables.level_three": 5,
    }  # fmt: skip
    assert grade.total is None
    assert all(item.clause for item in grade.items.all())


def test_missing_chapters_cost_two_each_with_their_evidence(county, tmp_path) -> None:
    text = sample().replace("下一步改进措施", "其他事项")
    handed_in(county.assignments["城"], text, county.people["head@城"], tmp_path)
    made = Propose(
        county.people["reviewer@财"], county.campaign, county.units["城"]
    ).perform()
    item = made.items.get(key="completeness.body")
    assert item.awarded == Decimal(6)
    assert "下一步改进措施" in item.grounds["deductions"][0]["text"]
