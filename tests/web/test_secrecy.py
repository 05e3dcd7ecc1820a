"""One unit never sees another's draft: by page, interface, file name or id."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils.timezone import localdate
from web.addresses import Page, pages
from web.county import BACKEND
from web.world import World, lasting, taken_back

from jiping.web.api import operations
from jiping.web.api.actions import MakeToken, scopes
from jiping.web.api.models import Token
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.departments.actions import DepartmentJudges
from jiping.web.drafts.models import Draft, Evidence, Proposal
from jiping.web.submissions.models import Judgement

pytestmark = pytest.mark.django_db
# Whose draft is whose to see, besides the unit's own filer and head.
SEERS = {
    "城": {"filer@城", "head@城", "officer@城", "two@馆+城"},
    "城本": {"filer@城本", "head@城本", "officer@城", "two@馆+城"},
    "灯": {"filer@灯", "head@灯", "two@灯", "officer@城", "two@馆+城"},
    "文": {"officer@文"},
    "馆": {"filer@馆", "head@馆", "two@馆+城", "officer@文"},
}
WORDS = "仅本单位可见之语"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Each test takes back what it changes."""
    with lasting(django_db_blocker) as found:
        yield found


def client(world: World, name: str) -> Client:
    found = Client()
    if name != "public":
        found.force_login(world.county.people[name], BACKEND)
    return found


def strangers(world: World, short: str) -> list[str]:
    active = [n for n, p in world.county.people.items() if p.is_active]
    return [n for n in (*active, "public") if n not in SEERS[short]]


def of_drafts(world: World) -> list[Page]:
    """The pages that show or change a draft, its files or its import."""
    return [
        page
        for page in pages()
        if page.route.startswith(("fill/<", "evidence/<", "packages/<int:pk>"))
    ]


@pytest.mark.parametrize("short", SEERS)
def test_no_address_of_a_draft_opens_to_another(world: World, short: str) -> None:
    part = Assignment.objects.get(unit=world.county.units[short])
    addresses = list(_addresses(world, part))
    assert len(addresses) >= 16
    with taken_back():
        Evidence.objects.update(at=localdate() + timedelta(days=9))
        for name in strangers(world, short):
            browser = client(world, name)
            for address in addresses:
                answer = browser.get(address)
                if answer.status_code == 405:
                    answer = browser.post(address)
                said = f"{name} {address} {answer.status_code}"
                if name == "public":
                    assert answer.status_code == 302, said
                    assert "/sign-in/" in answer["Location"], said
                else:
                    assert answer.status_code == 403, said


def _addresses(world: World, part: Assignment) -> Iterator[str]:
    """Every address of a draft with every id that is there."""
    proposals = Proposal.objects.filter(draft__assignment=part)
    evidence = Evidence.objects.filter(draft__assignment=part)
    for page in of_drafts(world):
        at = f"/{page.route}".replace("<str:sheet>", "base")
        at = at.replace("<int:assignment>", str(part.pk)).replace("<int:pk>", str(part.pk))  # fmt: skip
        if "<int:proposal>" in at:
            yield from (at.replace("<int:proposal>", str(p.pk)) for p in proposals)
        elif "<int:evidence>" in at:
            yield from (at.replace("<int:evidence>", str(e.pk)) for e in evidence)
        else:
            yield at


def test_what_stands_in_a_draft_is_on_no_page_of_another(world: World) -> None:
    """Every page that a stranger may open, read for words out of a draft."""
    with taken_back():
        for short in ("城", "城本"):
            draft = Draft.objects.get(assignment__unit=world.county.units[short])
            Assignment.objects.filter(pk=draft.assignment_id).update(state="filling")
            draft.cells.filter(form="report").update(raw=WORDS)
            draft.cells.filter(column="level3").update(raw=WORDS)
            changed = draft.cells.filter(form="base", column="actual").update(
                raw="8131.07"
            )
            assert changed
            draft.revision += 1
            draft.save()
        read = 0
        for name in ("filer@灯", "head@馆", "officer@文", "reviewer@财", "bureau_head@财", "auditor@财", "administrator@财", "public"):  # fmt: skip
            browser = client(world, name)
            for page in pages():
                if not _may_hold(page):
                    continue
                for short in ("城本", "灯"):
                    address = page.address(world, of=short)
                    answer = browser.get(address)
                    if answer.status_code == 200 and not answer.streaming:
                        body = answer.content.decode("utf-8", "replace")
                        read += 1
                        assert WORDS not in body, (name, address)
                        assert "8131.07" not in body, (name, address)
        assert read > 100


def _may_hold(page: Page) -> bool:
    """Not what changes, draws files or is asked for elsewhere."""
    apart = ("api/", "packages/versions", "selfcheck", "sign-", "first", "review/<")
    return not page.route.startswith(apart) and "file" not in page.name


def key_of(world: World, name: str, chosen: list[str]) -> dict[str, str]:
    until = localdate() + timedelta(days=9)
    person = world.county.people[name]
    _, key = MakeToken(person, "检查", chosen, until).perform()
    return {"Authorization": f"Bearer {key}"}


def test_the_interface_opens_no_draft_to_another(world: World) -> None:
    with taken_back():
        parts = {a.pk: a.unit.short_name for a in Assignment.objects.all()}
        for name in ("filer@灯", "head@馆", "officer@城", "officer@文", "reviewer@财", "auditor@财", "administrator@财"):  # fmt: skip
            headers = key_of(world, name, list(scopes()))
            for pk, short in parts.items():
                for at in (f"/api/drafts/{pk}/filing", f"/api/drafts/{pk}/findings"):
                    status = Client().get(at, headers=headers).status_code
                    if name in SEERS[short]:
                        assert status in (200, 404, 409), (name, at)
                    else:
                        assert status in (403, 404), (name, at)


def test_no_operation_answers_without_a_key_or_beyond_its_scopes(world: World) -> None:
    with taken_back():
        reading = key_of(world, "filer@灯", ["read"])
        Token.objects.filter(user=world.county.people["filer@馆"]).delete()
        ended = key_of(world, "filer@馆", ["read"])
        Token.objects.filter(user=world.county.people["filer@馆"]).update(
            until=localdate() - timedelta(days=1)
        )
        seen = 0
        for page in pages():
            open_ = page.route.startswith("api/public/") or page.name in ("openapi-json", "api-root")  # fmt: skip
            if open_ or not page.route.startswith("api/"):
                continue
            address = page.address(world)
            actions = page.route.startswith("api/actions/")
            # From elsewhere each time: who tries keys is soon answered no more.
            browser = Client(REMOTE_ADDR=f"10.0.{seen}.1")
            ask = browser.post if actions else browser.get
            more = {"content_type": "application/json", "data": {}} if actions else {}
            seen += 1
            assert ask(address, **more).status_code == 401, address
            assert ask(address, headers=ended, **more).status_code == 401, address
            if actions:
                assert ask(address, headers=reading, **more).status_code == 403, address
        assert seen > len(operations.actions()) / 2


def test_files_are_handed_out_by_pages_alone(world: World) -> None:
    kept = [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]
    assert kept
    browser = client(world, "administrator@财")
    for path in kept:
        name = path.relative_to(settings.MEDIA_ROOT)
        for before in ("/media", "/files", "/static", ""):
            assert browser.get(f"{before}/{name}").status_code == 404, name


def test_nobody_judges_in_the_name_of_another_office(world: World) -> None:
    """The interface takes the office from the request."""
    with taken_back():
        Assignment.objects.filter(pk=world.submission.assignment_id).update(
            state="submitted"
        )
        for office in ("财", "文", "灯"):
            with pytest.raises(Refused), transaction.atomic():
                DepartmentJudges(
                    world.county.people["officer@城"],
                    world.submission,
                    world.county.units[office],
                    key=("R101", "base||reception|actual", ""),
                    verdict="agreed",
                    reason="",
                ).perform()
        assert not Judgement.objects.filter(submission=world.submission).exists()
