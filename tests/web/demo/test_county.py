"""The whole county, loaded once into a workbench of its own."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from web.own import Own, workbench

pytestmark = pytest.mark.slow

_STATES = """
import json
from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.grading.models import DepartmentGrade
from jiping.web.publication.models import Publication
from jiping.web.submissions.models import Decision, Submission, Waiver
from jiping.web.audit.chain import prove_stored
from jiping.web.audit.models import Record
from jiping.web.departments.models import Elimination
from jiping.web.drafts.models import Conflict, Evidence
from jiping.web.followup.models import Note, Rectification, Suggestion
from jiping.web.boards.todo import tasks
from django.utils.timezone import localdate
from django.contrib.auth.hashers import check_password
last, now = Campaign.objects.order_by("year")
own = lambda c: Assignment.objects.filter(campaign=c)
print(json.dumps({
    "campaigns": [last.state, now.state],
    "last": sorted(set(own(last).values_list("state", flat=True))),
    "now": sorted(set(own(now).values_list("state", flat=True))),
    "units": own(now).count(),
    "late": sum(one.is_late(localdate()) for one in own(now)),
    "extended": own(now).filter(extensions__isnull=False).count(),
    "grades": sorted({g.campaign.state + " " + g.state for g in DepartmentGrade.objects.all()}),
    "public": sorted({p.state for p in Publication.objects.filter(assignment__campaign=now)}),
    "public_last": Publication.objects.filter(assignment__campaign=last, state="published").count(),
    "corrected": Publication.objects.filter(editions__number=2).count(),
    "waivers": sorted(w.policy_state for w in Waiver.objects.all()),
    "letters": Decision.objects.filter(kind="returned").exclude(letter="").count(),
    "late_hand_in": Submission.objects.filter(late_days__gt=0).count(),
    "eliminations": Elimination.objects.count(),
    "evidence": Evidence.objects.count(),
    "mending": sorted(r.state for r in Rectification.objects.all()),
    "mending_late": sum(r.is_late(localdate()) for r in Rectification.objects.all()),
    "mending_of": sorted({r.source for r in Rectification.objects.all()}),
    "suggested": sorted(s.choice for s in Suggestion.objects.all()),
    "notes": Note.objects.count(),
    "doing": sorted({t.doing for u in User.objects.all() for t in tasks(u)}),
    "transfers": own(now).exclude(amount=None).count(),
    "roles": sorted({m.role for u in User.objects.all() for m in u.roles}),
    "roles_there": sorted(Role.values),
    "faults": list(prove_stored().faults),
    "lines": Record.objects.count(),
    "future": Record.objects.filter(at__date__gte=localdate()).count(),
    "unlogged": own(now).exclude(state="filling").count()
        - len({r.subject for r in Record.objects.filter(verb="package.hand_over")}
              & {f"assignment:{one.pk}" for one in own(now)}),
    "password": all(check_password(WORD, u.password) for u in User.objects.all()[:3]),
}))
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    """The county in a folder of its own, and what the command said."""
    with workbench(tmp_path_factory.mktemp("demo") / "home") as own:
        own.environment.pop("DATABASE_URL", None)
        own.environment["PYTHONIOENCODING"] = "utf-8"
        done = own.jiping("demo", "--load-only", seconds=300)
        assert done.returncode == 0, done.stderr
        (own.home.parent / "said.txt").write_text(done.stdout, "utf-8")
        yield own


@pytest.fixture(scope="module")
def state(demo: Own) -> dict[str, object]:
    """What there is in it."""
    word = (demo.home / "demo.password").read_text()
    found: dict[str, object] = json.loads(demo.python(f"WORD = {word!r}\n{_STATES}"))
    return found


def test_last_year_is_closed_accepted_graded_and_public(state) -> None:
    assert state["campaigns"] == ["closed", "issued"]
    assert state["last"] == ["accepted"]
    assert state["public_last"] >= 12 and state["corrected"] == 1
    assert "closed final" in state["grades"]


def test_this_year_shows_every_state(state) -> None:
    every = ["accepted", "approved", "filling", "returned", "signing", "submitted"]
    assert state["now"] == every
    assert state["units"] >= 14 and state["transfers"] == 2
    assert state["late"] >= 2 and state["late_hand_in"] >= 2
    assert state["extended"] == 1 and state["letters"] == 1
    assert {"issued objected", "issued proposed"} <= set(state["grades"])
    assert state["public"] == ["preparing", "published"]
    assert state["waivers"] == ["asked", "granted"]
    assert state["eliminations"] == 1 and state["evidence"] == 1


def test_last_years_results_are_used(state) -> None:
    assert state["mending"] == ["closed"] * 3 + ["open", "reported"]
    assert state["mending_late"] == 1
    assert state["mending_of"] == ["deduction", "report"]
    assert state["suggested"] == ["cut", "first", "mended"]
    assert state["notes"] == 2
    assert {"整改并反馈", "核查整改", "填报", "准备公开"} <= set(state["doing"])


def test_the_log_proves_that_it_all_happened(state) -> None:
    assert state["faults"] == [] and state["lines"] > 200
    assert state["future"] == 0
    assert state["unlogged"] == 0


def test_somebody_holds_every_role(state) -> None:
    assert state["roles"] == state["roles_there"]


def test_the_table_names_account_password_and_what_to_try(demo: Own, state) -> None:
    said = (demo.home.parent / "said.txt").read_text("utf-8")
    word = (demo.home / "demo.password").read_text()
    assert word in said and state["password"] is True
    for account in ("reviewer", "officer-city", "filer-road-upkeep", "auditor"):
        assert account in said
    database = (demo.home / "jiping.sqlite3").read_bytes()
    assert word.encode() not in database


def test_a_second_load_changes_nothing(demo: Own) -> None:
    before = _rows(demo.home)
    done = demo.jiping("demo", "--load-only")
    assert done.returncode == 0
    assert (demo.home / "demo.password").read_text() in done.stdout
    assert _rows(demo.home) == before


def _rows(home: Path) -> dict[str, int]:
    with sqlite3.connect(home / "jiping.sqlite3") as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        return {
            name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]
            for (name,) in names.fetchall()
        }


def test_other_data_are_not_touched(tmp_path: Path, demo: Own) -> None:
    (tmp_path / "jiping.sqlite3").write_bytes(b"other")
    other = Own(tmp_path, {**demo.environment, "JIPING_HOME": str(tmp_path)})
    for more in ((), ("--fresh",)):
        done = other.jiping("demo", "--load-only", *more)
        assert done.returncode == 2 and "JIPING_HOME" in done.stderr
    assert (tmp_path / "jiping.sqlite3").read_bytes() == b"other"
