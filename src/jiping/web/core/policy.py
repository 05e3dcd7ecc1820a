"""Who may do what, in one table.

A verb is allowed to a person who holds one of its roles for a unit that *reaches* the
subject's unit, while the subject is in one of its states. Views, actions, the API and the
pages' buttons all ask here; nobody else decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q

from jiping.web.accounts.models import Role, User
from jiping.web.units.models import Unit

ADMINISTRATOR = Role.ADMINISTRATOR.value
REVIEWER = Role.REVIEWER.value
BUREAU_HEAD = Role.BUREAU_HEAD.value
OFFICER = Role.DEPARTMENT_OFFICER.value
FILER = Role.FILER.value
HEAD = Role.UNIT_HEAD.value
AUDITOR = Role.AUDITOR.value

# How far a role reaches: its own unit, its own and those below, or all.
OWN, BELOW, ALL = "own", "below", "all"
ANY_STATE = frozenset({"*"})
REACH = {OWN: "本单位", BELOW: "本部门及所属单位", ALL: "全部单位"}


class Subject(Protocol):
    """What a verb is about. ``policy_unit`` is None where it is no single unit's."""

    @property
    def policy_unit(self) -> Unit | None: ...

    @property
    def policy_state(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One row of the table. ``title`` says the verb in Chinese, as the log shows it;
    ``roles`` how far each reaches; ``public`` lets in who has not signed in; ``changes`` tells what is
    done from what is only looked at."""

    title: str
    roles: Mapping[str, str]
    states: frozenset[str] = ANY_STATE
    changes: bool = True
    public: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether, and if not, why not (a Chinese sentence)."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


class Whole:
    """The subject of verbs that are about no unit."""

    policy_unit = None
    policy_state = ""


WHOLE = Whole()
TABLE: dict[str, Grant] = {}


def grants(rows: Mapping[str, Grant]) -> None:
    """Add an app's rows. Raises ValueError for a verb that is there already."""
    for verb, grant in rows.items():
        if verb in TABLE:
            raise ValueError(f"{verb} stands in the policy twice")
        TABLE[verb] = grant


def decide(user: Any, verb: str, subject: Subject = WHOLE) -> Decision:
    """Whether this person may do this to that now. Raises KeyError for a verb that is
    not in the table."""
    grant = TABLE[verb]
    if grant.public:
        return _in_state(grant, subject)
    if not getattr(user, "is_authenticated", False):
        return Decision(False, "请先登录。")
    assert isinstance(user, User)
    if not _reached(user, grant, subject):
        who = "、".join(
            f"{Role(role).label}（{REACH[reach]}）"
            for role, reach in grant.roles.items()
        )
        return Decision(False, f"“{grant.title}”由{who}办理，您没有这个权限。")
    return _in_state(grant, subject)


def _in_state(grant: Grant, subject: Subject) -> Decision:
    if grant.states == ANY_STATE or subject.policy_state in grant.states:
        return Decision(True)
    shown = getattr(subject, "policy_state_label", "") or _label(subject)
    return Decision(False, f"现在是“{shown}”，不能“{grant.title}”。")


def _label(subject: Subject) -> str:
    state = subject.policy_state
    return STATE_LABELS.get(state, state)


STATE_LABELS = {
    "draft": "起草",
    "issued": "进行中",
    "closed": "已结束",
    "filling": "填报中",
    "signing": "待负责人签署",
    "submitted": "待主管部门审核",
    "returned": "已退回修改",
    "approved": "待财政复核",
    "accepted": "复核通过",
    "called_off": "已撤回布置",
    "open": "在用",
    "ended": "已撤并",
}


def _reached(user: User, grant: Grant, subject: Subject) -> bool:
    unit = subject.policy_unit
    for membership in user.roles:
        reach = grant.roles.get(membership.role)
        if reach is None:
            continue
        if reach == ALL or unit is None:
            return True
        if membership.unit_id == unit.pk:
            return True
        if reach == BELOW and any(u.pk == membership.unit_id for u in unit.above()):
            return True
    return False


def within(user: User, verb: str, unit: str = "unit") -> Q:
    """The same reach asked of the database: records whose unit (``unit`` is the way to
    it) is in this person's reach for a verb, in whichever state."""
    found = Q(pk__in=())
    for membership in user.roles:
        reach = TABLE[verb].roles.get(membership.role)
        if reach == ALL:
            return Q()
        if reach == BELOW:
            found |= Q(**{f"{unit}__in": membership.unit.below().values("pk")})
        elif reach is not None:
            found |= Q(**{unit: membership.unit_id})
    return found


# Whose turn it is in a state, with what else may be done there.
WRITING = frozenset({"filling", "returned"})
BUREAU = {REVIEWER: ALL, BUREAU_HEAD: ALL}
READERS = {
    FILER: OWN,
    HEAD: OWN,
    OFFICER: BELOW,
    REVIEWER: ALL,
    BUREAU_HEAD: ALL,
    AUDITOR: ALL,
}
EVERYBODY = {role.value: ALL for role in Role}
