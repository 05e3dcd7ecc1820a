"""Taking an import in: first the rows as read, then all that they do in one action."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from jiping.web.accounts.models import Membership, User
from jiping.web.administration.actions.people import new_person
from jiping.web.administration.actions.units import record
from jiping.web.administration.importing.plan import Plan, Step, planned
from jiping.web.administration.importing.workbook import Rows
from jiping.web.administration.models import ImportBatch
from jiping.web.core.actions import Action, Refused
from jiping.web.units.models import Unit, UnitChange

_Kind = UnitChange.Kind


class KeepRows(Action[ImportBatch]):
    """Keep the rows of an uploaded workbook; nothing is changed by that."""

    verb = "import.upload"

    def __init__(self, actor: User, name: str, data: bytes, rows: Rows) -> None:
        super().__init__(actor)
        self.name, self.rows = name, rows
        self.digest = hashlib.sha256(data).hexdigest()

    def effect(self) -> ImportBatch:
        assert self.actor is not None
        return ImportBatch.objects.create(
            file_name=self.name[-200:],
            digest=self.digest,
            units=list(self.rows.units),
            people=list(self.rows.people),
            by=self.actor,
        )

    def facts(self, result: ImportBatch) -> Mapping[str, Any]:
        return {"file": result.file_name, "sha256": result.digest}


class ApplyRows(Action[Plan]):
    """Do what the rows say, all of it or nothing."""

    verb = "import.apply"
    subject: ImportBatch

    def effect(self) -> Plan:
        plan = planned(self.subject.units, self.subject.people)
        if plan.faults:
            raise Refused(f"有{plan.faults}行有错，请改好 Excel 后重新上传。")
        if not plan.changes:
            raise Refused("这些行都已在系统中，没有要导入的。")
        for step in _parents_first(plan):
            self._unit(step)
        made: dict[str, User] = {}
        for step in plan.people:
            if step.changes:
                self._person(step, made)
        self.subject.applied_at = timezone.now()
        self.subject.save(update_fields=["applied_at"])
        return plan

    def _unit(self, step: Step) -> None:
        unit, kept, today = step.unit, step.before, localdate()
        assert unit is not None
        if unit.parent is not None:
            # One that was new itself when the plan was made has its number only now.
            unit.parent = Unit.objects.get(code=unit.parent.code)
        if kept is None:
            unit.save(force_insert=True)
            record(unit, _Kind.CREATED, today, self.actor, after=unit.name)
            return
        unit.save(update_fields=["name", "short_name", "parent"])
        if (kept.name, kept.short_name) != (unit.name, unit.short_name):
            record(
                unit,
                _Kind.RENAMED,
                today,
                self.actor,
                before=kept.name,
                after=unit.name,
            )
        if kept.parent_id != unit.parent_id:
            words = {"before": str(kept.parent or ""), "after": str(unit.parent or "")}
            record(unit, _Kind.MOVED, today, self.actor, **words)

    def _person(self, step: Step, made: dict[str, User]) -> None:
        assert step.unit is not None
        account = step.username.lower()
        person = (
            made.get(account) or User.objects.filter(username__iexact=account).first()
        )
        if person is None:
            person = made[account] = new_person(step.username, step.name, step.email)
        unit = Unit.objects.get(code=step.unit.code)
        Membership.objects.create(user=person, unit=unit, role=step.role)

    def facts(self, result: Plan) -> Mapping[str, Any]:
        return {
            "units": {s.what: s.effects for s in result.units if s.changes},
            "people": {
                f"{s.number} {s.what}": s.effects for s in result.people if s.changes
            },
        }


def _parents_first(plan: Plan) -> list[Step]:
    order = list(Unit.Kind)
    changing = [step for step in plan.units if step.changes]
    return sorted(changing, key=lambda s: order.index(Unit.Kind(s.unit.kind)))  # type: ignore[union-attr]
