"""The items that events decide, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiping import law, rubric
from jiping.model.grade import GradeItem
from jiping.rubric import Absence, Document, Events, HandIn

PARAMETERS = law.parameters(2023)
DAY = date(2024, 4, 30)
NOTICE = Document(
    title="关于开展绩效自评的通知", number="澄城〔2024〕3号", day=date(2024, 2, 26)
)
GROUP = Document(title="关于成立自评工作小组的通知", day=date(2024, 2, 27))
DUE = date(2024, 3, 29)


def graded(**known: object) -> dict[str, GradeItem]:
    events = Events(as_of=DAY, **known)  # type: ignore[arg-type]
    return {item.key: item for item in rubric.grade(None, PARAMETERS, events).items}


def hand_in(came: date | None, late: int | None, **more: object) -> GradeItem:
    known = HandIn(due=DUE, came=came, days_late=late, **more)  # type: ignore[arg-type]
    return graded(hand_in=known)["hand_in"]


def test_a_department_that_did_everything_loses_nothing() -> None:
    items = graded(
        notice=NOTICE,
        group=GROUP,
        hand_in=HandIn(due=DUE, came=DUE, days_late=0),
        units=("本级", "路灯所"),
    )
    points = {
        key: item.awarded for key, item in items.items() if item.state == "decided"
    }
    assert points == {
        "notice.issued": 2, "notice.content": 6, "working_group": 2, "unit_check": 10, "hand_in": 10,
    }  # fmt: skip


def test_without_a_notice_its_contents_are_lost_too() -> None:
    items = graded()
    assert items["notice.issued"].awarded == 0
    assert items["notice.content"].awarded == 0
    assert items["working_group"].awarded == 0


@pytest.mark.parametrize(("count", "left"), [(1, 5), (3, 3), (6, 0)])
def test_each_content_that_a_notice_lacks_costs_one(count: int, left: int) -> None:
    names = ("自评范围", "主要依据", "主要内容", "工作程序", "工作要求", "附件")[:count]
    paper = Document(title="通知", day=DAY, lacks=names)
    item = graded(notice=paper)["notice.content"]
    assert item.awarded == left
    assert [d.reason for d in item.deductions] == [
        f"通知没有写明“{n}”。" for n in names
    ]


@given(st.integers(min_value=0, max_value=30))
def test_each_absent_unit_costs_one_and_is_named(count: int) -> None:
    absences = tuple(
        Absence(unit=f"单位{n}", text=f"单位{n}没有自查。") for n in range(count)
    )
    units = tuple(f"单位{n}" for n in range(max(count, 1)))
    item = graded(units=units, absences=absences)["unit_check"]
    assert item.awarded == max(10 - count, 0)
    assert [
        d.reason.startswith(f"单位{n}没有自查") for n, d in enumerate(item.deductions)
    ] == [True] * count
    assert all(0 <= d.points <= 1 for d in item.deductions)


@pytest.mark.parametrize(("late", "left"), [(1, 9), (3, 7), (10, 0), (25, 0)])
def test_each_working_day_late_costs_one(late: int, left: int) -> None:
    item = hand_in(date(2024, 4, 3), late)
    assert item.awarded == left
    assert f"迟{late}个工作日" in item.deductions[0].reason


def test_what_has_not_come_in_counts_until_the_day_of_the_grade() -> None:
    item = hand_in(None, 22)
    assert item.awarded == 0
    assert "到2024年4月30日没有提交" in item.deductions[0].reason


def test_before_the_last_day_nothing_is_decided() -> None:
    known = HandIn(due=date(2024, 5, 6), came=None, days_late=0)
    assert graded(hand_in=known)["hand_in"].state == "open"


def test_a_year_that_the_calendar_lacks_is_said_and_not_guessed() -> None:
    item = hand_in(date(2024, 4, 3), None)
    assert item.state == "open"
    assert "工作日安排" in item.open_reason


def test_an_extension_and_a_return_are_said() -> None:
    item = hand_in(DUE, 0, extended="延至2024-03-29，系统故障", again=2)
    told = [e.text for e in item.evidence]
    assert any("系统故障" in text for text in told)
    assert any("又提交2次" in text for text in told)


def test_the_parts_still_add_up_to_a_hundred() -> None:
    items = graded(notice=NOTICE).values()
    assert sum((item.points for item in items), Decimal(0)) == 100
