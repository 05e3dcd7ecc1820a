"""Days on which things go wrong: nothing typed is lost, nothing is half, and one sentence
says what to do."""

import errno
import json
import os
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from web.own import workbench
from web.packages import CLEAN, STATEMENTS, fill, submitted

from jiping.model.values import Ref
from jiping.web.accounts.models import Membership, Role
from jiping.web.administration.actions.units import EndUnit
from jiping.web.audit.chain import prove_stored
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.core.uploads import File
from jiping.web.drafts.evidence.actions import AddEvidence
from jiping.web.drafts.models import Cell, Change, Conflict, Draft, Evidence
from jiping.web.submissions.actions import HandOver, Submit
from jiping.web.submissions.models import Submission

RECEPTION = Ref("base", "", "reception", "actual")
AT = {"form": "base", "key": "", "row": "reception", "column": "actual"}
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture
def light(county: Any, tmp_path: Path, settings: Any) -> Any:
    """The part of 灯 with a full draft, files in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path
    fill(county.assignments["灯"], CLEAN)
    return county.assignments["灯"]


def typed(
    client: Client, part: Any, raw: str, version: int = 1, page: str = "one"
) -> Any:
    """Save one cell as a page does."""
    ref = [RECEPTION.form, RECEPTION.key, RECEPTION.row, RECEPTION.column]
    cells = [{"ref": ref, "raw": raw, "version": version}]
    body = json.dumps({"cells": cells, "page": page})
    url = f"/fill/{part.pk}/save/"
    return client.post(url, body, "application/json", headers={"HX-Request": "true"})


def raw_of(part: Any) -> str:
    return Cell.objects.get(draft__assignment=part, **AT).raw


# --- twice -------------------------------------------------------------------------


def test_a_save_sent_twice_is_one_change(county, light) -> None:
    client = county.client("filer@灯")
    first, second = (typed(client, light, "9.99") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert Change.objects.filter(**AT).count() == 1
    assert not second.json()["conflicts"]
    assert second.json()["revision"] == first.json()["revision"]


def test_a_double_click_hands_over_and_submits_once(county, light) -> None:
    filer, head = county.client("filer@灯"), county.client("head@灯")
    answers = [filer.post(f"/packages/{light.pk}/hand-over/") for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 403]
    assert "待负责人签署" in answers[1].content.decode()
    revision = Draft.objects.get(assignment=light).revision
    sent = {"revision": revision, "statement": STATEMENTS}
    answers = [head.post(f"/packages/{light.pk}/submit/", sent) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 403]
    assert Submission.objects.count() == 1


def test_two_tabs_keep_both_values(county, light) -> None:
    client = county.client("filer@灯")
    typed(client, light, "8.01", page="one")
    answer = typed(client, light, "8.02", page="two").json()
    (conflict,) = answer["conflicts"]
    assert (conflict["theirs"], conflict["mine"]) == ("8.01", "8.02")
    assert raw_of(light) == "8.01"
    assert Conflict.objects.get().raw == "8.02"


def test_a_page_come_back_to_writes_over_nothing(county, light) -> None:
    """The back button shows a page as it was; what it sends was typed over old values."""
    client = county.client("filer@灯")
    typed(client, light, "8.01", version=1, page="before")
    typed(client, light, "8.02", version=2, page="after")
    typed(client, light, "8.03", version=1, page="before")
    assert raw_of(light) == "8.02"
    assert Conflict.objects.get().raw == "8.03"


def test_a_form_come_back_to_after_submitting_is_refused_in_words(
    county, light
) -> None:
    made = submitted(county, "灯")
    sent = {"revision": 1, "statement": STATEMENTS}
    answer = county.client("head@灯").post(f"/packages/{light.pk}/submit/", sent)
    assert answer.status_code == 403
    assert "待主管部门审核" in answer.content.decode()
    late = typed(county.client("filer@灯"), light, "9.9")
    assert late.status_code == 403 and "不能" in late.content.decode()
    assert list(Submission.objects.all()) == [made]


# --- the session ends while somebody types --------------------------------------------


def test_a_save_without_a_session_is_told_so_and_can_be_sent_again(
    county, light
) -> None:
    client = county.client("filer@灯")
    client.logout()
    before = raw_of(light)
    answer = typed(client, light, "9.99")
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/sign-in/?next=")
    assert raw_of(light) == before
    again = typed(county.client("filer@灯"), light, "9.99")
    assert again.status_code == 200
    assert raw_of(light) == "9.99"


def test_a_token_of_an_ended_session_says_what_to_do(county, light) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = typed(client, light, "9.99")
    assert answer.status_code == 403
    assert "登录已过期" in answer.content.decode()


# --- a full disk -----------------------------------------------------------------------


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_keeps_a_submission_out_whole(county, light, monkeypatch) -> None:
    HandOver(county.people["filer@灯"], light).perform()
    monkeypatch.setattr("jiping.web.submissions.storing.os.fsync", _full)
    revision = Draft.objects.get(assignment=light).revision
    head = county.people["head@灯"]
    with pytest.raises(Refused, match="磁盘已满"):
        Submit(head, light, revision, STATEMENTS).perform()
    light.refresh_from_db()
    assert light.state == "signing"
    assert not Submission.objects.exists()
    assert not _files()
    monkeypatch.undo()
    assert Submit(head, light, revision, STATEMENTS).perform().number == 1
    assert len(_files()) == 1


def test_a_full_disk_keeps_evidence_out_whole(county, light, monkeypatch) -> None:
    draft = Draft.objects.get(assignment=light)
    sheet = next(s for s in draft.shape["sheets"] if s["form"] == "overall")
    row = next(r for r in sheet["rows"] if r["kind"] == "indicator")
    at, file = Ref("overall", "", row["key"]), File("验收单.pdf", PDF)
    monkeypatch.setattr("django.core.files.storage.filesystem.os.fdopen", _full)
    add = AddEvidence(county.people["filer@灯"], draft, at, file, "3", "")
    with pytest.raises(Refused, match="磁盘已满"):
        add.perform()
    assert not Evidence.objects.exists()
    assert not _files()


def _files() -> list[Path]:
    """What stands in the folder of files."""
    from_root = Path(timezone.settings.MEDIA_ROOT)
    return [path for path in from_root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("said", "shown"),
    [("database or disk is full", "磁盘已满"), ("database is locked", "太多")],
)
def test_what_the_database_cannot_do_now_is_said(
    county, light, monkeypatch, said: str, shown: str
) -> None:
    def unable(*_: object) -> None:
        raise OperationalError(said)

    monkeypatch.setattr("jiping.web.core.actions.append", unable)
    before = raw_of(light)
    answer = typed(county.client("filer@灯"), light, "9.99")
    assert answer.status_code == 503
    assert shown in answer.content.decode()
    assert raw_of(light) == before


def test_a_second_writer_of_sqlite_waits_and_is_told(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with workbench(tmp_path) as own:
        own.python('call_command("migrate", verbosity=0)')
        holder = sqlite3.connect(tmp_path / "jiping.sqlite3", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            waited, status, said = json.loads(own.python(_SECOND))
        finally:
            holder.rollback()
            holder.close()
    assert waited >= 1
    assert (status, "请过一分钟再试" in said) == (503, True)


_SECOND = """
import json, time
from django.conf import settings
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 1
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from jiping.web.audit.chain import append
from jiping.web.core.middleware import Refusals
from django.db import transaction
request = RequestFactory().get("/", headers={"HX-Request": "true"})
request.user, request.htmx = AnonymousUser(), True
begun = time.monotonic()
try:
    with transaction.atomic():
        append("a", "b", {}, None)
    answer = None
except Exception as fault:
    answer = Refusals(lambda _: None).process_exception(request, fault)
print(json.dumps([time.monotonic() - begun, answer and answer.status_code, answer and answer.content.decode()]))
"""


# --- days and clocks -------------------------------------------------------------------

SHANGHAI = ZoneInfo("Asia/Shanghai")


def _at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(ZoneInfo("UTC")))


def test_a_deadline_that_passes_while_the_form_is_open(
    county, light, monkeypatch
) -> None:
    """Signed a minute before midnight, sent a minute after: taken, and late by a day."""
    light.due = date(2024, 3, 14)
    light.save()
    _at(monkeypatch, datetime(2024, 3, 14, 23, 59, tzinfo=SHANGHAI))
    client = county.client("filer@灯")
    assert typed(client, light, raw_of(light) + "0").status_code == 200
    HandOver(county.people["filer@灯"], light).perform()
    head = county.client("head@灯")
    page = head.get(f"/packages/{light.pk}/")
    _at(monkeypatch, datetime(2024, 3, 15, 0, 1, tzinfo=SHANGHAI))
    sent = {"revision": page.context["draft"].revision, "statement": STATEMENTS}
    answer = head.post(f"/packages/{light.pk}/submit/", sent)
    assert answer.status_code == 303
    made = Submission.objects.get()
    assert (made.is_late, made.late_days) == (True, 1)


def test_a_clock_set_back_breaks_neither_log_nor_lateness(
    county, light, monkeypatch
) -> None:
    noon = datetime(2024, 3, 14, 12, tzinfo=SHANGHAI)
    client = county.client("filer@灯")
    _at(monkeypatch, noon)
    typed(client, light, "9.98")
    _at(monkeypatch, noon - timedelta(hours=5))
    assert typed(client, light, "9.99", version=2).status_code == 200
    made = submitted(county, "馆")
    assert not prove_stored().faults
    numbers = list(Record.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    lines = list(Change.objects.filter(**AT, draft__assignment=light))
    assert [line.after for line in lines] == ["9.99", "9.98"]
    assert (made.late_days, made.is_late) == (0, False)


# --- people and units ------------------------------------------------------------------


def test_a_unit_merged_in_mid_year_finishes_what_it_began(county, light) -> None:
    """Its own people go on; the files and the number of the unit stay its own."""
    admin = county.people["administrator@财"]
    into = county.units["城本"]
    client = county.client("filer@灯")
    assert typed(client, light, "9.97").status_code == 200
    EndUnit(
        admin, county.units["灯"], into, timezone.localdate(), "并入本级", carry=True
    ).perform()
    answer = typed(client, light, raw_of(light) + "0", version=2)
    assert answer.status_code == 200
    fill(light, CLEAN)
    made = submitted(county, "灯")
    assert made.assignment.unit == county.units["灯"]
    assert county.client("officer@城").get(f"/packages/versions/{made.pk}/").status_code == 200  # fmt: skip


def test_a_person_with_two_roles_has_both_and_no_more(county, light) -> None:
    """Filer of one unit and officer of another's department: each right where it is
    held."""
    person = county.people["filer@灯"]
    Membership.objects.create(
        user=person, unit=county.units["文"], role=Role.DEPARTMENT_OFFICER
    )
    library = county.assignments["馆"]
    fill(library, CLEAN)
    client = county.client("filer@灯")
    assert typed(client, light, "9.99").status_code == 200
    assert typed(client, library, "9.99").status_code == 403
    made = submitted(county, "馆")
    assert client.get(f"/packages/versions/{made.pk}/").status_code == 200
    other = submitted(county, "城本")
    assert client.get(f"/packages/versions/{other.pk}/").status_code == 403


def test_who_is_filer_and_head_may_sign_what_they_wrote(county, light) -> None:
    person = county.people["filer@灯"]
    Membership.objects.create(user=person, unit=county.units["灯"], role=Role.UNIT_HEAD)
    client = county.client("filer@灯")
    assert client.post(f"/packages/{light.pk}/hand-over/").status_code == 303
    revision = Draft.objects.get(assignment=light).revision
    sent = {"revision": revision, "statement": STATEMENTS}
    assert client.post(f"/packages/{light.pk}/submit/", sent).status_code == 303
    assert Submission.objects.get().by == person
