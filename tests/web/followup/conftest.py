"""Units with accepted packages, and things to be mended."""

from datetime import date

import pytest
from web_filings import handed_in, sample

from jiping.model.values import Ref
from jiping.web.core.uploads import File
from jiping.web.followup.actions import IssueRectifications, Wanted
from jiping.web.followup.models import Rectification
from jiping.web.followup.origins import Part
from jiping.web.reviews.models import ReviewResult
from jiping.web.submissions import findings
from jiping.web.submissions.models import Judgement, Submission

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def version(county, tmp_path) -> Submission:
    """灯's accepted package, with one finding agreed and one dismissed."""
    made = handed_in(
        county.assignments["灯"], sample(), county.people["head@灯"], tmp_path
    )
    for number, verdict in enumerate(("agreed", "dismissed")):
        at = Ref("project", made.filing["sheets"][2]["key"], "total", "executed")
        record = findings.by_hand(
            at,
            f"第{number}项：执行数与决算不符",
            ("附件3", "年度资金总额", "全年执行数"),
        )
        rule, where, stated = findings.key_of(record)
        Judgement.objects.create(
            submission=made,
            rule=rule,
            at_ref=where,
            stated=f"{stated}{number}",
            record=record,
            verdict=verdict,
            by=county.people["reviewer@财"],
            by_unit=county.units["财"],
        )
    return made


@pytest.fixture
def result(county, version) -> ReviewResult:
    """Its re-check: 90 by the whole, 88 and 70 by its projects."""
    keys = [s["key"] for s in version.filing["sheets"] if s["form"] == "project"]
    rows = [
        {"at": f"project|{key}|a", "points": points}
        for key, points in zip(keys, ("88", "70"), strict=True)
    ]
    return ReviewResult.objects.create(
        submission=version,
        self_score="99.17",
        self_grade="优",
        score="90",
        grade="优",
        rows=rows,
        rule_set="test",
        by=county.people["reviewer@财"],
    )


@pytest.fixture
def part(county) -> Part:
    return Part(county.campaign, county.units["灯"])


@pytest.fixture
def issued(county, part):
    """Asks 灯 to mend something of a person's own words."""

    def made(person: str = "reviewer@财", due: date = date(2099, 1, 1)):
        (task,) = IssueRectifications(
            county.people[person],
            part,
            [Wanted("", "台账没有按时登记", "30日内补登台账")],
            due if due.year < 2090 else None,
            None if due.year < 2090 else 20,
        ).perform()
        return task

    return made


@pytest.fixture
def late(issued) -> Rectification:
    """A task whose day is over."""
    task = issued()
    Rectification.objects.filter(pk=task.pk).update(due=date(2020, 1, 3))
    task.refresh_from_db()
    return task


@pytest.fixture
def proof() -> File:
    return File("整改照片.pdf", PDF)
