"""A unit that has begun to fill in, and short ways to type."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from jiping.model.values import Ref
from jiping.web.accounts.models import Membership, Role, User
from jiping.web.drafts import actions
from jiping.web.drafts.models import Draft


@dataclass
class Desk:
    """One person at one draft. ``type`` saves cells as the page does, having seen what
    stands there but in the cells ``unseen``."""

    client: Any
    draft: Draft
    user: User
    page: str = "one"
    unseen: set[Ref] = field(default_factory=set)

    def post(self, *cells: tuple[Ref, str], **more: Any) -> Any:
        body = {
            "cells": [
                {
                    "ref": [ref.form, ref.key, ref.row, ref.column],
                    "raw": raw,
                    "version": 0 if ref in self.unseen else self.version(ref),
                }
                for ref, raw in cells
            ],
            "page": self.page,
            **more,
        }
        url = f"/fill/{self.draft.assignment_id}/save/"
        return self.client.post(url, json.dumps(body), content_type="application/json")

    def type(self, *cells: tuple[Ref, str], **more: Any) -> dict[str, Any]:
        answer = self.post(*cells, **more)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def version(self, ref: Ref) -> int:
        found = self.draft.cells.filter(
            form=ref.form, key=ref.key, row=ref.row, column=ref.column
        )
        return found.get().version if found else 0

    def text(self, ref: Ref) -> str:
        found = self.draft.cells.filter(
            form=ref.form, key=ref.key, row=ref.row, column=ref.column
        )
        return found.get().raw if found else ""

    def shape(self) -> dict[str, Any]:
        self.draft.refresh_from_db()
        return self.draft.shape


@pytest.fixture
def desk(county) -> Desk:
    """The filer of 灯 with a draft of two projects."""
    user = county.people["filer@灯"]
    draft = county.assignments["灯"].draft
    actions.StartDraft(user, draft, ["路灯维护", "节日亮化"]).perform()
    return Desk(county.client("filer@灯"), Draft.objects.get(pk=draft.pk), user)


@pytest.fixture
def colleague(county, desk) -> Desk:
    """A second filer of the same unit, at the same draft."""
    user = User.objects.create_user("second", password="right-Horse-9", name="同事")
    Membership.objects.create(user=user, unit=county.units["灯"], role=Role.FILER)
    county.people["second"] = user
    return Desk(county.client("second"), desk.draft, user, page="two")
