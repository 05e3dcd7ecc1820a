"""Whose turn it is, who is late, and what the board counts."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.utils import timezone
from web.packages import WARNED, fill, submitted

from jiping.web.boards import charts
from jiping.web.boards.figures import board, seen_by
from jiping.web.boards.todo import tasks
from jiping.web.campaigns.models import Assignment
from jiping.web.grading.models import DepartmentGrade
from jiping.web.inbox.models import Message
from jiping.web.inbox.tell import tell
from jiping.web.submissions import findings
from jiping.web.submissions.actions import AnswerWarning
from jiping.web.submissions.package import package_of

DAY = date(2024, 3, 20)


def warned(county):
    """A package handed in with a warning that was answered."""
    assignment = county.assignments["灯"]
    draft = fill(assignment, WARNED)
    for each in findings.of_severity(package_of(draft).records, findings.WARNING):
        key = findings.key_of(each)
        AnswerWarning(county.people["filer@灯"], assignment, key, "情况属实").perform()
    return submitted(county, "灯")


@pytest.mark.parametrize(
    ("state", "person", "doing"),
    [
        ("filling", "filer@灯", "填报"),
        ("returned", "filer@灯", "按退回意见修改"),
        ("signing", "head@灯", "审阅并签署"),
        ("submitted", "officer@城", "审核"),
        ("approved", "reviewer@财", "复核"),
    ],
)
def test_the_turn_is_that_of_one_role(county, state, person, doing) -> None:
    submitted(county, "灯")
    county.assignments["灯"].refresh_from_db()
    county.assignments["灯"].moved(state)
    county.assignments["灯"].save()
    turns = {
        name: [t.doing for t in tasks(user) if t.unit == county.units["灯"]]
        for name, user in county.people.items()
    }
    others = {name for name, doing_ in turns.items() if doing_} - {
        person,
        "bureau_head@财",
    }
    assert turns[person] == [doing]
    assert not others


@pytest.mark.parametrize(
    ("state", "people", "doing"),
    [
        ("proposed", {"reviewer@财"}, "考核评分"),
        ("told", {"officer@城"}, "答复考核得分"),
        ("objected", {"bureau_head@财"}, "复查考核异议"),
        ("final", set(), ""),
    ],
)
def test_a_grade_waits_for_somebody(county, state, people, doing) -> None:
    Assignment.objects.update(state="accepted")
    DepartmentGrade.objects.create(
        campaign=county.campaign, department=county.units["城"], state=state
    )
    waiting = {
        name: [t.doing for t in tasks(u) if t.link.startswith("/grading/")]
        for name, u in county.people.items()
    }
    assert {name for name, found in waiting.items() if found} == people
    assert all(waiting[name] == [doing] for name in people)


def test_every_task_opens(county) -> None:
    submitted(county, "灯")
    opened = 0
    for name, user in county.people.items():
        for task in tasks(user):
            assert county.client(name).get(task.link).status_code == 200
            opened += 1
    assert opened == 4


def test_nothing_but_making_it_public_is_to_do_once_accepted(county) -> None:
    Assignment.objects.update(state="accepted")
    left = {task.doing for user in county.people.values() for task in tasks(user)}
    assert left == {"准备公开"}


class TestBoard:
    def test_it_counts_states_and_late_ones_with_names(self, county) -> None:
        county.assignments["馆"].moved("accepted")
        county.assignments["馆"].save()
        found = board(seen_by(county.people["reviewer@财"], county.campaign), DAY)
        rows = {each.department: (each.whole, each.late) for each in found.standings}
        assert rows == {"澄湖县城市管理局": (3, 3), "澄湖县文化旅游局": (1, 0)}
        lamp = next(x for x in found.late if x.assignment.unit == county.units["灯"])
        assert (lamp.days, lamp.people) == (3, ("filer@灯（单位填报人）",))

    def test_a_department_sees_its_own(self, county) -> None:
        seen = seen_by(county.people["officer@文"], county.campaign)
        assert [each.unit.short_name for each in seen] == ["馆"]

    def test_scores_execution_and_rules_come_from_the_last_version(
        self, county
    ) -> None:
        submission = warned(county)
        found = board(seen_by(county.people["auditor@财"], county.campaign), DAY)
        (scored,) = found.scored
        assert scored.score == submission.self_score
        total = next(
            row
            for sheet in submission.filing["sheets"]
            for row in sheet["rows"]
            if sheet["form"] == "overall" and row["key"] == "total"
        )["cells"]
        rate = Decimal(total["executed"]["value"]) / Decimal(total["revised"]["value"])
        assert scored.execution == round(rate * 100, 2)
        stored = [f["rule"] for f in submission.findings if f["severity"] != "info"]
        assert {rule: count for rule, _, _, count, _ in found.rules} == {
            rule: stored.count(rule) for rule in stored
        }

    def test_the_page_shows_tables_beside_charts(self, county) -> None:
        warned(county)
        page = county.client("reviewer@财").get(f"/board/{county.campaign.pk}/")
        text = page.content.decode()
        assert page.status_code == 200
        assert text.count("<svg") == 4
        assert text.count("<table") == 4
        assert "style=" not in text

    def test_a_filer_has_no_board(self, county) -> None:
        page = county.client("filer@灯").get(f"/board/{county.campaign.pk}/")
        assert page.status_code == 403

    def test_the_export_holds_no_formula(self, county) -> None:
        county.units["灯"].name = "=1+1"
        county.units["灯"].save()
        page = county.client("reviewer@财").get(
            f"/board/{county.campaign.pk}/packages.csv"
        )
        rows = list(csv.reader(StringIO(page.content.decode("utf-8-sig"))))
        assert len(rows) == 5
        assert "'=1+1" in {row[1] for row in rows}


class TestMessages:
    def test_each_person_is_told_once(self, county) -> None:
        filer = county.people["filer@灯"]
        tell([filer, filer], "test.done", "办好了。", "/board/")
        assert Message.objects.get().to == filer

    def test_opening_one_marks_it_read_and_goes_there(self, county) -> None:
        tell([county.people["filer@灯"]], "test.done", "办好了。", "/fill/")
        message = Message.objects.get()
        page = county.client("filer@灯").get(f"/inbox/{message.pk}/")
        assert (page.status_code, page["Location"]) == (303, "/fill/")
        message.refresh_from_db()
        assert message.read_at <= timezone.now()

    def test_anothers_cannot_be_opened(self, county) -> None:
        tell([county.people["filer@灯"]], "test.done", "办好了。", "/fill/")
        page = county.client("filer@馆").get(f"/inbox/{Message.objects.get().pk}/")
        assert page.status_code == 404

    def test_mail_goes_out_where_a_server_is_set(
        self, county, settings, mailoutbox
    ) -> None:
        settings.EMAIL_HOST = "mail.example"
        settings.TASKS = {
            "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
        }
        filer = county.people["filer@灯"]
        filer.email = "filer@example.org"
        filer.save()
        tell([filer], "test.done", "办好了。")
        assert [m.to for m in mailoutbox] == [["filer@example.org"]]
        assert Message.objects.get().mailed_at is not None


def test_a_name_is_never_markup() -> None:
    part = charts.Part(amount=1, kind="plain", name="<b>")
    assert "<b>" not in charts.bars("<i>", [("<script>", [part])])


def test_a_plot_begins_where_its_lowest_point_asks() -> None:
    def drawn(*figures: str) -> str:
        points = [
            charts.Point(across=Decimal(f), up=Decimal(99), kind="plain", name=f)
            for f in figures
        ]
        return charts.plot("图", "执行率", "得分", points)

    assert ">80</text>" in drawn("98.5", "100")
    assert ">0</text>" not in drawn("98.5", "100")
    assert ">40</text>" in drawn("98.5", "47")
    assert ">0</text>" in drawn("-3", "140")
    assert ">80</text>" in drawn()
