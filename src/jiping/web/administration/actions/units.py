"""Changes to the tree of units; each leaves a line in the unit's history."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from jiping.web.accounts.models import Membership, Role, User
from jiping.web.core.actions import Action, Refused
from jiping.web.inbox.tell import people_of
from jiping.web.units.models import Unit, UnitChange

_Kind = UnitChange.Kind


def place_fault(kind: str, parent: Unit | None) -> str:
    """Why a unit of a kind may not stand under another, or nothing."""
    allowed = Unit.STANDS_UNDER[Unit.Kind(kind)]
    label = Unit.Kind(kind).label
    if parent is None:
        return "" if not allowed else f"{label}要有上级单位，请选择。"
    if parent.ended_on:
        return f"上级单位{parent}已撤并，请另选。"
    if parent.kind not in allowed:
        named = "、".join(Unit.Kind(each).label for each in allowed)
        wanted = f"只能设在{named}下" if named else "没有上级单位"
        return f"{label}{wanted}，{parent}是{parent.get_kind_display()}。"
    return ""


def record(
    unit: Unit, kind: str, on: date, by: User | None, **words: str
) -> UnitChange:
    """One line of the unit's history."""
    return UnitChange.objects.create(unit=unit, kind=kind, on=on, by=by, **words)


class CreateUnit(Action[Unit]):
    """A new unit under another."""

    verb = "units.create"

    def __init__(self, actor: User, unit: Unit, on: date, reason: str = "") -> None:
        super().__init__(actor)
        self.unit, self.on, self.reason = unit, on, reason

    def effect(self) -> Unit:
        unit = self.unit
        if Unit.objects.filter(code=unit.code).exists():
            raise Refused(f"单位编码“{unit.code}”已经有了，请换一个。")
        if fault := place_fault(unit.kind, unit.parent):
            raise Refused(fault)
        if unit.kind == Unit.Kind.BUREAU and _bureau_stands():
            raise Refused("已经有财政局了，一个工作台只有一个财政局。")
        unit.save(force_insert=True)
        record(
            unit,
            _Kind.CREATED,
            self.on,
            self.actor,
            after=unit.name,
            reason=self.reason,
        )
        return unit

    def facts(self, result: Unit) -> Mapping[str, Any]:
        above = result.parent.code if result.parent else ""
        return {
            "code": result.code,
            "name": result.name,
            "kind": result.kind,
            "parent": above,
        }


def _bureau_stands() -> bool:
    return Unit.objects.filter(kind=Unit.Kind.BUREAU, ended_on=None).exists()


class RenameUnit(Action[UnitChange]):
    """Another name from a day on; papers of before keep the old one."""

    verb = "units.rename"
    subject: Unit

    def __init__(
        self, actor: User, unit: Unit, name: str, short_name: str, on: date, reason: str
    ) -> None:
        super().__init__(actor, unit)
        self.name, self.short_name, self.on, self.reason = name, short_name, on, reason

    def effect(self) -> UnitChange:
        unit = self.subject
        before = unit.name
        if (self.name, self.short_name) == (before, unit.short_name):
            raise Refused("名称和简称都没有变，不用更名。")
        unit.name, unit.short_name = self.name, self.short_name
        unit.save(update_fields=["name", "short_name"])
        words = {"before": before, "after": self.name, "reason": self.reason}
        return record(unit, _Kind.RENAMED, self.on, self.actor, **words)

    def facts(self, result: UnitChange) -> Mapping[str, Any]:
        return {"before": result.before, "after": result.after, "on": result.on}

    def told(self, result: UnitChange) -> Iterable[tuple[Iterable[User], str, str]]:
        said = f"{result.before}自{result.on}起更名为{result.after}。"
        yield _all_of(self.subject), said, ""


class MoveUnit(Action[UnitChange]):
    """Under another unit from a day on."""

    verb = "units.move"
    subject: Unit

    def __init__(
        self, actor: User, unit: Unit, parent: Unit, on: date, reason: str
    ) -> None:
        super().__init__(actor, unit)
        self.parent, self.on, self.reason = parent, on, reason

    def effect(self) -> UnitChange:
        unit, before = self.subject, self.subject.parent
        if before and before.pk == self.parent.pk:
            raise Refused(f"{unit}本来就在{before}下，不用调整。")
        if fault := place_fault(unit.kind, self.parent):
            raise Refused(fault)
        unit.parent = self.parent
        unit.save(update_fields=["parent"])
        words = {
            "before": str(before or ""),
            "after": self.parent.name,
            "reason": self.reason,
        }
        return record(unit, _Kind.MOVED, self.on, self.actor, **words)

    def facts(self, result: UnitChange) -> Mapping[str, Any]:
        return {"before": result.before, "after": result.after, "on": result.on}

    def told(self, result: UnitChange) -> Iterable[tuple[Iterable[User], str, str]]:
        said = f"{self.subject}自{result.on}起由{result.before}调整到{result.after}。"
        officers = people_of(self.parent, Role.DEPARTMENT_OFFICER)
        yield (*_all_of(self.subject), *officers), said, ""


class EndUnit(Action[UnitChange]):
    """A unit is merged into another or closed from a day on.

    Its filings and people stay, so that what was begun can be finished and read; its
    open units below go over to ``into``. ``carry`` gives its people their roles there.
    """

    verb = "units.end"
    subject: Unit

    def __init__(
        self, actor: User, unit: Unit, into: Unit | None, on: date, reason: str,
        *, carry: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(actor, unit)
        self.into, self.on, self.reason, self.carry = into, on, reason, carry

    def effect(self) -> UnitChange:
        unit, into = self.subject, self.into
        if unit.kind == Unit.Kind.BUREAU:
            raise Refused("财政局不能撤并。")
        if self.on > localdate():
            raise Refused("撤并日期还没有到，请到那一天再登记。")
        if into and (into.pk == unit.pk or into.ended_on):
            raise Refused("并入的单位要是另一个在用的单位，请另选。")
        self._hand_over()
        unit.ended_on, unit.merged_into = self.on, into
        unit.save(update_fields=["ended_on", "merged_into"])
        if into and self.carry:
            _carry_people(unit, into)
        kind = _Kind.MERGED if into else _Kind.ENDED
        words = {
            "before": unit.name,
            "after": into.name if into else "",
            "reason": self.reason,
        }
        return record(unit, kind, self.on, self.actor, **words)

    def _hand_over(self) -> None:
        for child in self.subject.children.filter(ended_on=None):
            if self.into is None:
                raise Refused(f"下面还有{child}等在用的单位，请先撤并或调整它们。")
            if fault := place_fault(child.kind, self.into):
                raise Refused(f"{child}不能随同并入：{fault}请先处理它。")
            child.parent = self.into
            child.save(update_fields=["parent"])
            words = {
                "before": self.subject.name,
                "after": self.into.name,
                "reason": self.reason,
            }
            record(child, _Kind.MOVED, self.on, self.actor, **words)

    def facts(self, result: UnitChange) -> Mapping[str, Any]:
        into = self.into.code if self.into else ""
        return {"into": into, "on": result.on, "carried": self.carry}

    def told(self, result: UnitChange) -> Iterable[tuple[Iterable[User], str, str]]:
        where = f"并入{self.into}" if self.into else "撤销"
        said = f"{self.subject}自{result.on}起{where}，已开始的自评仍由原人员办完。"
        more = _all_of(self.into) if self.into else ()
        yield (*_all_of(self.subject), *more), said, reverse("home")


def _carry_people(unit: Unit, into: Unit) -> None:
    for held in Membership.objects.filter(unit=unit, ended_on=None):
        Membership.objects.get_or_create(
            user=held.user, unit=into, role=held.role, ended_on=None
        )


def _all_of(unit: Unit) -> tuple[User, ...]:
    return people_of(unit, *Role.values)
