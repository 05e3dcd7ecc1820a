"""Which units a campaign asks, which are seen by whom, and who the next is."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.policy import within
from jiping.web.inbox.tell import people_of
from jiping.web.units.models import Unit

_Kind = Unit.Kind
_FILING = ("overall", "project")


def asked(campaign: Campaign) -> QuerySet[Unit]:
    """The units in use that a campaign asks: departments with their own offices and
    subordinate units, and transfer-payment units where those are asked for."""
    kinds = [_Kind.DEPARTMENT]
    if any(kind in campaign.kinds for kind in _FILING):
        kinds += [_Kind.HEADQUARTERS, _Kind.SUBORDINATE]
    if "transfer" in campaign.kinds:
        kinds.append(_Kind.TRANSFER)
    return Unit.objects.filter(ended_on=None, kind__in=kinds)


def lacking(campaign: Campaign) -> QuerySet[Unit]:
    """Those asked that have no assignment yet."""
    return asked(campaign).exclude(assignments__campaign=campaign)


def due(campaign: Campaign, unit: Unit) -> date:
    """Until when a unit's part is due at first."""
    own = (
        campaign.department_due if unit.kind == _Kind.DEPARTMENT else campaign.unit_due
    )
    assert own is not None
    return own


def amount(campaign: Campaign, unit: Unit) -> Decimal | None:
    """The transfer payments (万元) entered for a unit."""
    entered = campaign.transfer_amounts.get(str(unit.pk))
    return Decimal(entered) if entered else None


def visible(user: User, campaign: Campaign) -> QuerySet[Assignment]:
    """The assignments of a campaign that a person may see, as ``assignment.view`` says;
    asked of the database at once."""
    found = campaign.assignments.select_related("unit__parent", "campaign")
    return found.filter(within(user, "assignment.view"))


def whose_turn(assignment: Assignment) -> tuple[User, ...]:
    """Who is to act on it now."""
    roles = Assignment.TURN[Assignment.State(assignment.state)]
    if Role.REVIEWER.value in roles:
        return tuple(_bureau(*roles))
    unit: Unit | None = assignment.unit
    if Role.DEPARTMENT_OFFICER.value in roles:
        unit = unit.department if unit else None
    return people_of(unit, *roles) if unit else ()


def turn_words(assignment: Assignment) -> str:
    """Whose turn it is, in words."""
    roles = Assignment.TURN[Assignment.State(assignment.state)]
    return "、".join(Role(role).label for role in roles)


def _bureau(*roles: str) -> QuerySet[User]:
    return User.objects.filter(
        memberships__role__in=roles, memberships__ended_on=None, is_active=True
    ).distinct()
