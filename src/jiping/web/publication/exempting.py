"""What is not to be public: the head of the bureau decides, on a ground that stands."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.publication.actions import (
    OnAssignment,
    PublicationAction,
    begun,
)
from jiping.web.publication.masking import fill_masks
from jiping.web.publication.models import Publication

Told = Iterable[tuple[Iterable[User], str, str]]
State, Ground = Publication.State, Publication.Ground
_SHORTEST, _LONGEST = 4, 300


def _reason(text: str, what: str) -> str:
    text = text.strip()
    if len(text) < _SHORTEST:
        raise Refused(f"请写明{what}，至少{_SHORTEST}个字。")
    if len(text) > _LONGEST:
        raise Refused(f"{what}最多{_LONGEST}字，请缩短。")
    return text


class Exempt(OnAssignment):
    """The bureau's head approves that a filing is not made public: ``ground`` is
    ``secret`` (涉密) or ``other``, ``reason`` what says so (文号、定密依据). Deadlines are no
    longer watched; the public sees nothing of it."""

    verb = "publication.exempt"
    actor: User

    def __init__(
        self, actor: User, assignment: Assignment, reason: str, ground: str = "secret"
    ) -> None:
        super().__init__(actor, assignment)
        self.reason, self.ground = reason, ground

    def effect(self) -> Publication:
        """Raises Refused without a ground, or for what was public already."""
        publication = self.subject
        reason = _reason(self.reason, "不予公开的依据（文号或定密依据）")
        if self.ground not in Ground.values:
            raise Refused("请选择不予公开的事由：涉及国家秘密，或其他依法不予公开。")
        if publication.editions.exists() if publication.pk else False:
            raise Refused("已经公开过的材料不能改为不予公开，请撤回。")
        publication.reason, publication.ground = reason, self.ground
        publication.exempted_by = self.actor
        publication.exempted_at = timezone.now()
        begun(publication, State.EXEMPT)
        publication.masks.all().delete()
        return publication

    def facts(self, result: Publication) -> Mapping[str, Any]:
        """Why, and who approved."""
        more = {"ground": result.ground, "reason": result.reason}
        return {**super().facts(result), **more, "approver": str(self.actor)}

    def told(self, result: Publication) -> Told:
        ground = Ground(result.ground).label
        said = (
            f"{result}的自评材料经{self.actor}批准不予公开（{ground}）：{result.reason}"
        )
        yield self.people(), said, self.page


class Lift(PublicationAction):
    """It is to be public after all: the way begins anew, with the search for personal
    data."""

    verb = "publication.lift"
    actor: User

    def __init__(self, actor: User, subject: Publication, reason: str) -> None:
        super().__init__(actor, subject)
        self.reason = reason

    def effect(self) -> Publication:
        """Raises Refused without a reason."""
        publication = self.subject
        self.reason = _reason(self.reason, "改为公开的理由")
        publication.state, publication.reason = State.PREPARING, ""
        publication.ground = ""
        publication.exempted_by = publication.exempted_at = None
        publication.save()
        fill_masks(publication)
        return publication

    def facts(self, result: Publication) -> Mapping[str, Any]:
        """Why."""
        return {**super().facts(result), "reason": self.reason}

    def told(self, result: Publication) -> Told:
        said = f"{result}的自评材料改为公开，请确认个人信息后公开：{self.reason}"
        yield self.people(), said, self.page
