"""What the page is told, as data: at its beginning, and after every save."""

from typing import Any

from django.urls import reverse

from jiping.web.drafts.models import Draft
from jiping.web.drafts.naming import anchor, slug_of
from jiping.web.drafts.saving import MOST_CELLS, Saved
from jiping.web.drafts.state import State, left

_URLS = (
    "save-cells",
    "cell-panel",
    "settle-conflict",
    "renew-figures",
    "reshape-draft",
)


def page_data(user: int, draft: Draft, state: State, page: str) -> dict[str, Any]:
    """What a page of a draft begins with: addresses, what is left to do, conflicts."""
    urls = {name: reverse(name, args=[draft.assignment_id]) for name in _URLS}
    return {
        "draft": draft.pk,
        "user": user,
        "page": page,
        "urls": urls,
        "base": reverse("fill", args=[draft.assignment_id]),
        "signIn": reverse("sign-in"),
        "rules": reverse("rule-page", args=["-"]),
        "left": left(state),
        "conflicts": open_conflicts(state),
        "figures": stale_figures(state),
        "mostCells": MOST_CELLS,
    }


def saved_data(draft: Draft, saved: Saved) -> dict[str, Any]:
    """What became of a save, and how the draft stands after it."""
    assert saved.book is not None and saved.look is not None
    state = State(draft, saved.book, saved.look)
    held = {**saved.seen, **saved.changed}
    return {
        "cells": {
            anchor(ref): {
                "raw": each.raw,
                "version": each.version,
                "derived": ref in saved.derived,
            }
            for ref, each in held.items()
        },
        "locked": [anchor(ref) for ref in state.locked],
        "refused": {anchor(ref): why for ref, why in saved.refused.items()},
        "figures": stale_figures(state),
        "conflicts": open_conflicts(state),
        "left": left(state),
        "revision": draft.revision,
    }


def stale_figures(state: State) -> dict[str, list[dict[str, Any]]]:
    """The figures of each paragraph that their cells no longer say."""
    return {
        anchor(ref): [
            {"said": f.said, "now": f.now, "stale": f.stale} for f in found if f.stale
        ]
        for ref, found in state.figures.items()
    }


def open_conflicts(state: State) -> list[dict[str, Any]]:
    """Both values of every cell that a person is to decide."""
    return [
        {
            "id": anchor(each.ref),
            "page": slug_of(each.ref),
            "words": state.words.get(each.ref, ""),
            "mine": each.raw,
            "by": str(each.by),
            "at": each.at.isoformat(),
            "theirs": state.held(each.ref).raw,
            "theirs_by": str(each.theirs_by or "系统"),
            "theirs_at": each.theirs_at.isoformat() if each.theirs_at else "",
            "ref": [each.form, each.key, each.row, each.column],
        }
        for each in state.conflicts
    ]
