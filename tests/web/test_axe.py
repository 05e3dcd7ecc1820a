"""Every page, in a real browser, is free of what axe calls serious or critical."""

import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from web.addresses import Page, pages
from web.chromium import EXECUTABLE, launched, seat
from web.county import BACKEND
from web.world import World, built

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment, DepartmentNotice
from jiping.web.drafts.models import Draft
from jiping.web.drafts.naming import slug_of
from jiping.web.grading.models import DepartmentGrade
from jiping.web.publication.models import Publication

AXE = files("axe_playwright_python") / "axe.min.js"
PICTURES = os.environ.get("JIPING_PICTURES", "")
sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed"
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not EXECUTABLE.exists(), reason="there is no Chromium here"),
]
# Whoever sees most of a page comes first.
PEOPLE = (
    "filer@城本", "officer@城", "reviewer@财", "administrator@财", "head@城本",
    "head@灯", "filer@灯", "bureau_head@财", "auditor@财",
)  # fmt: skip
BAD = {"serious", "critical"}
# Redirects, files and what is only sent to.
NO_PAGES = {
    "board", "departments", "fill", "targets", "followup-budget-now",
    "assignment-notice", "department-group-file", "department-notice-file",
    "evidence-file", "evidence-examine", "followup-proof", "letter", "summary-file",
    "targets-template",
    # Parts of a page, for what is named behind the question mark.
    "cell-panel", "import-source", "public-cell",
}  # fmt: skip


@pytest.fixture
def world(transactional_db: None) -> World:
    """Everything, stored for good so that the server sees it."""
    return built()


@pytest.fixture
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


class Visits:
    """Goes through pages as whoever may see them, and keeps what axe says."""

    def __init__(self, world: World, browser: Any, server: str) -> None:
        self.world, self.server, self.browser = world, server, browser
        self.clients = {name: self._client(name) for name in PEOPLE}
        self.seats: dict[str, Any] = {}
        self.source = AXE.read_text("utf-8")
        self.seen: set[str] = set()
        self.bad: dict[str, list[str]] = {}

    def _client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.world.county.people[name], BACKEND)
        return client

    def _seat(self, name: str) -> Any:
        if name not in self.seats:
            person = self.world.county.people.get(name)
            self.seats[name] = seat(self.browser, self.server, person)
        return self.seats[name]

    def all(self, addresses: dict[str, str], people: tuple[str, ...] = PEOPLE) -> None:
        """Visit each address (by a name for it) as the first who is shown a page."""
        for name, address in addresses.items():
            who = next((p for p in people if self._shown(p, address)), None)
            if who is not None:
                self.visit(name, who, address)

    def _shown(self, person: str, address: str) -> bool:
        answer = self.clients[person].get(address)
        html = answer.get("Content-Type", "").startswith("text/html")
        return answer.status_code == 200 and html

    def visit(self, name: str, person: str, address: str) -> None:
        """One page as one person."""
        page = self._seat(person)
        page.goto(f"{self.server}{address}")
        page.evaluate(self.source)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        self.seen.add(name)
        faults = [
            f"{v['id']} ({v['impact']}): {n['html'][:160]} {n['failureSummary'][:240]}"
            for v in found["violations"]
            if v["impact"] in BAD
            for n in v["nodes"][:3]
        ]
        if faults:
            self.bad[f"{name} {address} {person}"] = faults
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{PICTURES}/{name}.png")


def addresses(world: World, of: str) -> dict[str, str]:
    return {page.name: page.address(world, of) for page in pages() if _can_be(page)}


def _can_be(page: Page) -> bool:
    """Not what draws a file."""
    ends = (".docx", ".csv", ".xlsx", ".jsonl", ".txt", ".<str:kind>", "file/")
    return not page.route.startswith("api/") and not page.route.endswith(ends)


def test_axe_finds_nothing_serious_on_any_page(
    world: World, chromium: Any, live_server: Any
) -> None:
    visits = Visits(world, chromium, live_server.url)
    visits.all(addresses(world, "城本"))
    left = addresses(world, "灯")
    visits.all({n: at for n, at in left.items() if n not in visits.seen})
    _variants(world, visits)
    _later(world, visits)
    visits.visit("sign-in", "public", "/sign-in/")
    visits.visit("refused", "filer@灯", "/people/")
    visits.visit("missing", "public", "/nowhere/")
    for name in ("public", "public-filing", "public-waivers", "waivers", "draws"):
        visits.visit(f"{name}-to-all", "public", left[name])
    said = [f"{at}\n  " + "\n  ".join(v) for at, v in visits.bad.items()]
    assert not visits.bad, "\n".join(said)
    unseen = left.keys() - visits.seen - NO_PAGES
    forgotten = sorted(name for name in unseen if not _is_sent_to(name))
    assert not forgotten, " ".join(forgotten)


def _is_sent_to(name: str) -> bool:
    """Whether the page answers nobody who only looks."""
    page = next(p for p in pages() if p.name == name)
    view = page.pattern.callback
    while hasattr(view, "__wrapped__"):
        names = view.__code__.co_freevars
        if "request_method_list" in names:
            cell = view.__closure__[names.index("request_method_list")]
            return "GET" not in cell.cell_contents
        view = view.__wrapped__
    return name in (
        "sign-out",
        "first",
        "robots",
        "health",
        "open-message",
        "token-end",
    )


def _variants(world: World, visits: Visits) -> None:
    """Pages that look otherwise for others."""
    part = world.county.assignments["城本"].pk
    draft = Draft.objects.get(assignment=part)
    project = next(s for s in draft.shape["sheets"] if s["form"] == "project")
    slugs = {"overall", "report", "funds"}
    for slug in slugs:
        visits.all({f"fill-{slug}": f"/fill/{part}/{slug}/"})
    at = slug_of(Ref("project", project["key"], "", ""))
    visits.all({"fill-project": f"/fill/{part}/{at}/"})
    for person in ("bureau_head@财", "officer@城", "filer@灯", "administrator@财"):
        visits.all({f"home-{person}": "/"}, (person,))
    campaign = world.county.campaign.pk
    visits.all({"campaign-bureau": f"/campaigns/{campaign}/"}, ("reviewer@财",))
    visits.all({"fill-start": f"/fill/{world.assignment('馆').pk}/"}, ("filer@灯",))


def _later(world: World, visits: Visits) -> None:
    """What is there in another state only."""
    drafted = world.drafted.pk
    visits.all({"campaign-edit": f"/campaigns/{drafted}/edit/"})
    DepartmentGrade.objects.update(state="told")
    DepartmentNotice.objects.update(issued_at=None)
    Publication.objects.update(state="correcting")
    Assignment.objects.filter(unit=world.county.units["城本"]).update(state="signing")
    package = f"/packages/{world.county.assignments['城本'].pk}/"
    visits.all({"package-signing": package}, ("head@城本",))
    Assignment.objects.filter(unit=world.county.units["灯"]).update(state="approved")
    visits.all({"review-judging": f"/review/{world.submission.pk}/"}, ("reviewer@财",))
    Assignment.objects.filter(unit=world.county.units["灯"]).update(state="submitted")
    examine = f"/department/packages/{world.submission.pk}/"
    visits.all({"department-judging": examine}, ("officer@城",))
    left = addresses(world, "灯")
    again = ("grading-read", "department-notice", "publication-one")
    visits.all({name: left[name] for name in again}, ("officer@城",))
    called_off = world.assignment("馆").pk
    Assignment.objects.filter(pk=called_off).update(state="called_off")
    restore = f"/campaigns/assignments/{called_off}/restore/"
    visits.all({"assignment-restore": restore}, ("reviewer@财",))
