"""What the rows of an import would do, row by row, and what is wrong with each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from jiping.web.accounts.models import Membership, Role, User
from jiping.web.administration.actions.people import role_fault
from jiping.web.administration.actions.units import place_fault
from jiping.web.units.models import Unit

_KINDS = {Unit.Kind(kind).label: Unit.Kind(kind) for kind in Unit.Kind}
_ROLES = {role.label: role for role in Role}
_CODE = re.compile(r"[0-9A-Za-z-]{1,32}")
_ACCOUNT = re.compile(r"[\w.@+-]{1,60}")
SAME = "不变"


@dataclass(slots=True, kw_only=True)
class Step:
    """One row: what it does (``effects``, each kind with what is done it with) and its
    faults, Chinese sentences. A row with faults does nothing."""

    number: int
    what: str
    effects: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unit: Unit | None = None
    before: Unit | None = None
    username: str = ""
    name: str = ""
    email: str = ""
    role: str = ""

    @property
    def changes(self) -> bool:
        """Whether it does anything."""
        return bool(self.effects) and self.effects != [SAME] and not self.faults


@dataclass(frozen=True, slots=True)
class Plan:
    """Every row's step; whether anything is wrong, and how much is done."""

    units: Sequence[Step]
    people: Sequence[Step]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Those of both sheets."""
        return (*self.units, *self.people)

    @property
    def sheets(self) -> tuple[tuple[str, Sequence[Step]], ...]:
        """Both sheets by name."""
        return (("单位", self.units), ("人员", self.people))

    @property
    def faults(self) -> int:
        """How many rows have faults."""
        return sum(bool(step.faults) for step in self.steps)

    @property
    def changes(self) -> int:
        """How many rows change anything."""
        return sum(step.changes for step in self.steps)


def planned(
    units: Iterable[Mapping[str, Any]], people: Iterable[Mapping[str, Any]]
) -> Plan:
    """What these rows would do to what is stored now."""
    tree = {unit.code: unit for unit in Unit.objects.select_related("parent")}
    steps = list(_units(list(units), tree))
    coming = dict(tree)
    for step in steps:
        if step.unit is not None:
            coming[step.unit.code] = step.unit
    return Plan(steps, list(_people(people, coming)))


def _units(rows: list[Mapping[str, Any]], tree: Mapping[str, Unit]) -> Iterator[Step]:
    made: dict[str, Unit] = {}
    for row in rows:
        kind = _KINDS.get(row["类别"])
        if kind:
            code, name = row["单位编码"], row["单位名称"]
            kept = tree.get(code)
            made[code] = Unit(
                pk=kept.pk if kept else None, code=code, name=name, short_name=row["简称"], kind=kind,
                ended_on=kept.ended_on if kept else None,
            )  # fmt: skip
    seen: set[str] = set()
    for row in rows:
        yield _unit_step(row, tree, made, seen)
        seen.add(row["单位编码"])


def _unit_step(
    row: Mapping[str, Any],
    tree: Mapping[str, Unit],
    made: Mapping[str, Unit],
    seen: set[str],
) -> Step:
    code, name, above = row["单位编码"], row["单位名称"], row["上级单位编码"]
    step = Step(number=row["行"], what=f"{code} {name}".strip())
    if not _CODE.fullmatch(code):
        step.faults.append("单位编码要填，只能用数字、字母和短横，最多32位。")
    if not name or len(name) > 120:
        step.faults.append("单位名称要填，最多120字。")
    if len(row["简称"]) > 60:
        step.faults.append("简称最多60字。")
    if code in seen:
        step.faults.append(f"单位编码“{code}”在表中前面已有一行，请删去一行。")
    unit = made.get(code)
    if row["类别"] not in _KINDS or unit is None:
        step.faults.append(f"类别“{row['类别']}”不对，可填{'、'.join(_KINDS)}。")
        return step
    parent = made.get(above) or tree.get(above)
    if above and parent is None:
        step.faults.append(f"上级单位编码“{above}”既不在系统中也不在表中。")
    elif fault := place_fault(unit.kind, parent):
        step.faults.append(fault)
    elif code == above:
        step.faults.append("上级单位不能是自己。")
    if step.faults:
        return step
    step.unit, step.before = unit, tree.get(code)
    unit.parent = parent
    _compare(step, tree)
    return step


def _compare(step: Step, tree: Mapping[str, Unit]) -> None:
    """Say what a row without faults does."""
    unit, kept = step.unit, step.before
    assert unit is not None
    if kept is None:
        if unit.kind == Unit.Kind.BUREAU and any(
            u.kind == Unit.Kind.BUREAU and not u.ended_on for u in tree.values()
        ):
            step.faults.append("已经有财政局了，一个工作台只有一个财政局。")
        under = f"，上级：{unit.parent.name}" if unit.parent else ""
        step.effects.append(f"新增{Unit.Kind(unit.kind).label}{under}")
        return
    if kept.ended_on:
        step.faults.append("这个编码的单位已撤并，请另用编码。")
    if kept.kind != unit.kind:
        step.faults.append(f"类别原为{kept.get_kind_display()}，不能用导入改变。")
    if not unit.short_name:
        unit.short_name = kept.short_name
    if (kept.name, kept.short_name) != (unit.name, unit.short_name):
        step.effects.append(f"更名，原为{kept.name}（{kept.short_name or '无简称'}）")
    if (kept.parent.code if kept.parent else "") != (
        unit.parent.code if unit.parent else ""
    ):
        step.effects.append(f"调整隶属到{unit.parent}，原为{kept.parent or '无'}")
    step.effects = step.effects or [SAME]


def _people(
    rows: Iterable[Mapping[str, Any]], tree: Mapping[str, Unit]
) -> Iterator[Step]:
    rows = list(rows)
    names = {row["帐号"].lower() for row in rows}
    users = {
        user.username.lower(): user
        for user in User.objects.all()
        if user.username.lower() in names
    }
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in Membership.objects.filter(ended_on=None).select_related("user", "unit"):
        held[each.user.username.lower()].add((each.role, each.unit.code))
    called: dict[str, str] = {}
    for row in rows:
        step = _person_step(row, tree, users, called)
        account = step.username.lower()
        if not step.faults:
            assert step.unit is not None
            _role(step, held[account])
        if not step.faults:
            called.setdefault(account, step.name)
            held[account].add((step.role, step.unit.code))  # type: ignore[union-attr]
        yield step


def _person_step(
    row: Mapping[str, Any],
    tree: Mapping[str, Unit],
    users: Mapping[str, User],
    called: Mapping[str, str],
) -> Step:
    account, name, email = row["帐号"], row["姓名"], row["邮箱"]
    step = Step(
        number=row["行"],
        what=f"{account} {name}",
        username=account,
        name=name,
        email=email,
    )
    if not _ACCOUNT.fullmatch(account):
        step.faults.append("帐号要填，只能用字母、数字和 @ . + - _，最多60位。")
    if not name or len(name) > 40:
        step.faults.append("姓名要填，最多40字。")
    if email and not _mail(email):
        step.faults.append(f"邮箱“{email}”写得不完整。")
    step.unit = tree.get(row["单位编码"])
    if step.unit is None:
        code = row["单位编码"]
        step.faults.append(
            f"单位编码“{code}”既不在系统中也不在“单位”表中。"
            if code
            else "单位编码要填。"
        )
    role = _ROLES.get(row["角色"])
    step.role = role.value if role else ""
    if role is None:
        step.faults.append(f"角色“{row['角色']}”不对，可填{'、'.join(_ROLES)}。")
    kept = users.get(account.lower())
    known = kept.name if kept else called.get(account.lower(), name)
    if known != name:
        step.faults.append(f"帐号“{account}”是{known}的，姓名不一致，请改帐号或姓名。")
    if kept and not kept.is_active:
        step.faults.append("帐号已停用，请先在人员页面恢复。")
    if kept is None and account.lower() not in called:
        step.effects.append("新建帐号")
    return step


def _role(step: Step, held: set[tuple[str, str]]) -> None:
    assert step.unit is not None
    fault = role_fault(step.role, step.unit, {role for role, _ in held})
    if fault:
        step.faults.append(fault)
    elif (step.role, step.unit.code) in held:
        step.effects.append(SAME)
    else:
        step.effects.append(f"增加角色：{step.unit.name}的{Role(step.role).label}")


def _mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
