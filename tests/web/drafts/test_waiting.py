"""A half-filled draft: what is blank is told from what contradicts itself, until signing."""

import pytest
from web.packages import CLEAN, fill

from jiping.model.finding import Severity
from jiping.model.values import Ref
from jiping.web.drafts.actions import SaveCells, StartDraft, Typed
from jiping.web.drafts.models import Draft
from jiping.web.drafts.state import left, state_of
from jiping.web.submissions import findings
from jiping.web.submissions.gate import gate
from jiping.web.submissions.package import package_of


@pytest.fixture
def drafted(county):
    """城本's draft, filled in and clean."""
    fill(county.assignments["城本"], CLEAN)
    return county


def draft_of(county) -> Draft:
    return Draft.objects.get(assignment=county.assignments["城本"])


def typed(county, texts: dict[Ref, str]) -> None:
    items = [Typed(ref, raw) for ref, raw in texts.items()]
    SaveCells(county.people["filer@城本"], draft_of(county), items).perform()


def rules(county, severity: str) -> set[str]:
    found = left(state_of(draft_of(county)))["findings"]
    return {each["rule"] for each in found if each["severity"] == severity}


def test_a_clean_draft_waits_for_nothing(drafted) -> None:
    shown = left(state_of(draft_of(drafted)))
    assert (shown["errors"], shown["waiting"], shown["blank"]["count"]) == (0, 0, 0)


def test_a_draft_just_begun_shouts_at_nobody(county) -> None:
    draft = Draft.objects.get(assignment=county.assignments["灯"])
    StartDraft(county.people["filer@灯"], draft, ["灯杆更换"]).perform()
    state = state_of(Draft.objects.get(pk=draft.pk))
    shown = left(state)
    assert shown["errors"] == 0
    assert shown["waiting"] > 0 and shown["blank"]["count"] > 20
    # The findings themselves stay what they are.
    severities = {spot.finding.severity for spot in state.look.spots}
    assert Severity.ERROR in severities


def test_half_filled_contradictions_are_few_and_real(drafted) -> None:
    draft = draft_of(drafted)
    cells = [
        cell.ref
        for cell in draft.cells.order_by("pk")
        if cell.raw and cell.source != "derived" and not cell.locked
    ]
    typed(drafted, dict.fromkeys(cells[len(cells) // 2 :], ""))
    shown = left(state_of(draft_of(drafted)))
    assert [f for f in shown["findings"] if f["severity"] == "error"] == []
    assert shown["errors"] == 0
    assert shown["waiting"] >= 3
    assert all(
        each["severity"] != "error" and each["word"] != "错误"
        for each in shown["findings"]
    )


def test_a_wrong_figure_is_an_error_however_much_is_blank(drafted) -> None:
    draft = draft_of(drafted)
    projects = [s for s in draft.shape["sheets"] if s["form"] == "project"]
    assert len(projects) == 2
    one, other = (s["key"] for s in projects)
    blanked = draft.cells.filter(form="project", key=other).exclude(raw="")
    texts = {c.ref: "" for c in blanked if c.source != "derived" and not c.locked}
    typed(drafted, {**texts, Ref("project", one, "total", "weight"): "12"})
    found = rules(drafted, "error")
    assert found, "the weights of a whole table do not add up: that waits for nothing"
    assert rules(drafted, "waiting")


def test_at_signing_all_of_them_are_errors(drafted) -> None:
    draft = draft_of(drafted)
    projects = [s["key"] for s in draft.shape["sheets"] if s["form"] == "project"]
    blanked = draft.cells.filter(form="project", key=projects[1]).exclude(raw="")
    texts = {c.ref: "" for c in blanked if c.source != "derived" and not c.locked}
    typed(drafted, texts)
    shown = left(state_of(draft_of(drafted)))
    records = package_of(draft_of(drafted)).records
    errors = findings.of_severity(records, findings.ERROR)
    assert len(errors) == shown["waiting"] + shown["errors"] > 0
    held = gate(drafted.assignments["城本"], records, drafted.campaign.unit_due)
    assert len(held.errors) == len(errors)


def test_the_page_is_told(drafted) -> None:
    page = drafted.client("filer@城本").get(
        f"/fill/{drafted.assignments['城本'].pk}/base/"
    )
    assert page.status_code == 200
    assert '"waiting": 0' in page.content.decode()
