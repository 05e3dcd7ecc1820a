"""What people put down for the next budget and in the ranking."""

from collections.abc import Mapping
from typing import Any

from jiping.web.accounts.models import User
from jiping.web.core.actions import Action, Refused
from jiping.web.followup.actions import said
from jiping.web.followup.models import Note, Suggestion
from jiping.web.followup.origins import Part
from jiping.web.followup.results import lines_of


class SuggestBudget(Action[Suggestion]):
    """What the next budget should do with a project (``key``), or the unit as a whole
    (empty), and why. A person decides; nothing is proposed."""

    verb = "followup.suggest"
    actor: User
    subject: Part

    def __init__(
        self, actor: User, part: Part, key: str, choice: str, reason: str
    ) -> None:
        super().__init__(actor, part)
        self.key, self.choice, self.reason = key, choice, reason

    def effect(self) -> Suggestion:
        """Raises Refused for a project that is not there."""
        if self.choice not in Suggestion.Choice.values:
            raise Refused("请选择优先保障、核减或整改后安排。")
        part = self.subject
        if all(line.key != self.key for line in lines_of(part)):
            raise Refused("没有这个项目，或这个单位还没有复核结果，请刷新页面。")
        made, _ = Suggestion.objects.update_or_create(
            campaign=part.campaign,
            unit=part.unit,
            key=self.key,
            defaults={
                "choice": self.choice,
                "reason": said(self.reason, "理由", most=300),
                "by": self.actor,
            },
        )
        return made

    def facts(self, result: Suggestion) -> Mapping[str, Any]:
        """For which project, what and why."""
        return {
            "campaign": result.campaign_id,
            "project": result.key,
            "choice": result.choice,
            "reason": result.reason,
        }


class WriteNote(Action[Note | None]):
    """A remark to a unit in the ranking; empty takes it away."""

    verb = "followup.note"
    actor: User
    subject: Part

    def __init__(self, actor: User, part: Part, text: str) -> None:
        super().__init__(actor, part)
        self.text = text

    def effect(self) -> Note | None:
        text = said(self.text, "备注", 0, 300)
        at: dict[str, Any] = {
            "campaign": self.subject.campaign,
            "unit": self.subject.unit,
        }
        if not text:
            Note.objects.filter(**at).delete()
            return None
        defaults = {"text": text, "by": self.actor}
        return Note.objects.update_or_create(**at, defaults=defaults)[0]

    def facts(self, result: Note | None) -> Mapping[str, Any]:
        return {
            "campaign": self.subject.campaign.pk,
            "text": result.text if result else "",
        }
