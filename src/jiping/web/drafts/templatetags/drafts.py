"""What pages about drafts ask."""

from typing import Any

from django import template
from django.urls import reverse

from jiping.model.values import Ref
from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.policy import decide
from jiping.web.drafts.evidence.places import HandedIn
from jiping.web.drafts.models import Draft, Evidence
from jiping.web.drafts.naming import anchor, encoded
from jiping.web.drafts.sheets import Tab
from jiping.web.drafts.targets.changes import changes_of

register = template.Library()


@register.filter
def address(ref: Ref) -> str:
    """An address as a form sends it back."""
    return encoded(ref)


@register.filter
def short(ref: Ref) -> str:
    """An address as part of an id."""
    return anchor(ref)


@register.simple_tag
def indicator_rows(draft: Draft, tab: Tab) -> list[str]:
    """The keys of the indicators of a table, whose evidence is shown beside it."""
    return [
        row["key"]
        for sheet in draft.shape.get("sheets", ())
        if (sheet["form"], sheet["key"]) == (tab.form, tab.key)
        for row in sheet["rows"]
        if row["kind"] == "indicator"
    ]


@register.simple_tag
def evidence_address(evidence: Evidence, user: User) -> str:
    """Where this person may fetch a file; nothing where they may not."""
    if decide(user, "evidence.view", evidence) and evidence.file:
        return reverse("evidence-file", args=[evidence.pk])
    if decide(user, "evidence.examine", HandedIn(evidence)) and evidence.file:
        return reverse("evidence-examine", args=[evidence.pk])
    return ""


@register.inclusion_tag("drafts/target_changes.html")
def target_changes(assignment: Assignment) -> dict[str, Any]:
    """What was changed of the approved targets: old, new, by whom, and why."""
    return {"changes": changes_of(assignment)}
