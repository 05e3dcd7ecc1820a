"""A whole filing is filled in and sent to be signed with the keyboard alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Q
from web.chromium import EXECUTABLE, launched, seat
from web.county import founded
from web.packages import CLEAN, fill

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment
from jiping.web.drafts.models import Cell, Draft
from jiping.web.drafts.naming import decoded
from jiping.web.drafts.reading import look_at
from jiping.web.drafts.sheets import tabs
from jiping.web.drafts.state import state_of

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed"
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not EXECUTABLE.exists(), reason="there is no Chromium here"),
]
FOCUSED = """() => {
    const at = document.activeElement;
    return {tag: at.tagName, id: at.id, ref: at.dataset.ref || "", page: at.dataset.page || "",
            locked: Boolean(at.readOnly), text: (at.innerText || at.value || "").trim()};
}"""
MANY = 400


@pytest.fixture
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright, launched(playwright) as browser:
        yield browser


def emptied(draft: Draft) -> dict[Ref, str]:
    """The laid out form without a word but those printed on it; what stood there."""
    words = draft.cells.exclude(column__in=("level1", "level2")).exclude(
        Q(column="weight") & ~Q(row__contains=".")
    )
    held = {cell.ref: cell.raw for cell in words if cell.raw.strip()}
    words.delete()
    draft.revision += 1
    draft.save()
    return held


def tab_to(page: Any, found: Any) -> dict[str, Any]:
    """Press Tab until the focus is where it should be."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        at: dict[str, Any] = page.evaluate(FOCUSED)
        if found(at):
            return at
    raise AssertionError("the keyboard does not get there")


def typed_in(page: Any, texts: dict[Ref, str]) -> set[Ref]:
    """Tab through the cells of the page that is open, and type what belongs there."""
    done: set[Ref] = set()
    at = tab_to(page, lambda at: at["ref"])
    while at["ref"]:
        ref = decoded(at["ref"])
        assert ref not in done, "the focus goes round"
        done.add(ref)
        if not at["locked"] and ref in texts:
            page.keyboard.insert_text(texts[ref])
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
    page.keyboard.press("Control+s")
    state = page.locator("#save-state")
    sync_api.expect(state).to_have_attribute("data-state", "saved", timeout=15_000)
    return done


def test_a_whole_filing_by_keyboard(
    transactional_db: None, chromium: Any, live_server: Any
) -> None:
    county = founded()
    part = county.assignments["灯"]
    texts = emptied(fill(part, CLEAN))
    page = seat(chromium, live_server.url, county.people["filer@灯"])
    page.goto(f"{live_server.url}/fill/{part.pk}/")
    draft = Draft.objects.get(assignment=part)
    slugs = [tab.slug for tab in tabs(state_of(draft))]
    done = typed_in(page, texts)
    for slug in slugs[1:]:
        page.locator("body").press("Control+Home")
        page.reload()
        tab_to(page, lambda at, slug=slug: at["page"] == slug)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{slug}/")
        done |= typed_in(page, texts)
    locked = look_at(Draft.objects.get(pk=draft.pk)).locked
    stored = {cell.ref: cell.raw for cell in Cell.objects.filter(draft=draft)}
    missing = {ref for ref in texts if stored.get(ref, "") != texts[ref]} - locked
    assert not missing, sorted(map(str, missing))[:10]
    assert texts.keys() <= done | locked
    page.goto(f"{live_server.url}/packages/{part.pk}/")
    tab_to(page, lambda at: at["tag"] == "BUTTON" and "送负责人签署" in at["text"])
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    sync_api.expect(page.locator("body")).to_contain_text("待负责人签署")
    assert Assignment.objects.get(pk=part.pk).state == "signing"
    assert not page.faults
