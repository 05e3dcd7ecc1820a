"""What is to be done after a package was accepted: to mend, to check, to make public."""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from jiping.web.accounts.models import Membership, Role
from jiping.web.boards.task import Task
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.policy import BUREAU_HEAD, FILER, HEAD, OFFICER, REVIEWER
from jiping.web.followup.actions import page_of
from jiping.web.followup.models import Rectification
from jiping.web.publication.deadlines import deadline
from jiping.web.publication.models import Publication

Mending = Rectification.State
Public = Publication.State
# What the unit asked does, and what the office that asks does.
MENDS = {
    Mending.OPEN: "整改并反馈",
    Mending.RETURNED: "按核查意见继续整改",
}
CHECKS = {
    Mending.REPORTED: "核查整改",
    Mending.ACCEPTED: "整改销号",
}
_UNITS = (FILER, HEAD, OFFICER)
_OFFICES = (REVIEWER, BUREAU_HEAD, OFFICER)
_BEGIN = "准备公开"
_ABOUT = 40
_RUN = (Campaign.State.ISSUED, Campaign.State.CLOSED)
_PREPARED = (Public.PREPARING, Public.CORRECTING)


def rectifications(membership: Membership) -> Iterator[Task]:
    """What the unit still owes, by its day; and what its office is to check or close."""
    role, unit = membership.role, membership.unit
    wanted = Q(pk__in=())
    if role in _UNITS:
        wanted |= Q(unit=unit, state__in=list(MENDS))
    if role in _OFFICES:
        wanted |= Q(office=unit, state__in=list(CHECKS))
    found = Rectification.objects.filter(wanted).select_related("unit", "campaign")
    for task in found:
        state = Mending(task.state)
        yield Task(
            role=Role(role).label,
            doing=MENDS.get(state) or CHECKS[state],
            unit=task.unit,
            year=task.campaign.year,
            link=page_of(task),
            # The day is the unit's; who checks has none.
            due=task.due if state in MENDS else None,
            about=_brief(task.problem),
        )


def publications(membership: Membership) -> Iterator[Task]:
    """What is still to be made public: to begin with, to confirm, to publish. Who is above
    a unit confirms and publishes too, but is asked to begin only where that is late."""
    role, unit = membership.role, membership.unit
    if role not in _UNITS:
        return
    own = Q(unit=unit)
    reach = own | Q(unit__parent=unit) if role == OFFICER else own
    for part in waiting_to_be_public(reach):
        publication = getattr(part, "publication", None) or Publication(
            assignment=part, unit_name=part.unit.name, year=part.campaign.year
        )
        publication.assignment = part
        # What is being corrected is public already.
        due = None if publication.published_on else deadline(publication).day
        open_masks = getattr(part, "open_masks", 0)
        doing = _doing(publication, role, open_masks)
        late = due is not None and due < localdate()
        if doing == _BEGIN and part.unit_id != unit.pk:
            doing = "督促公开" if late else ""
        if doing:
            yield Task(
                role=Role(role).label,
                doing=doing,
                unit=part.unit,
                year=part.campaign.year,
                link=reverse("publication-one", args=(part.pk,)),
                due=due,
                about=f"{open_masks}处待确认" if open_masks else "",
            )


def waiting_to_be_public(which: Q) -> "QuerySet[Assignment]":
    """Accepted packages that are not public and not exempt, or are being corrected, with
    ``open_masks``: how many stretches nobody has decided on."""
    return (
        Assignment.objects.filter(
            Q(publication__isnull=True, state=Assignment.State.ACCEPTED)
            | Q(publication__state__in=_PREPARED),
            which,
            campaign__state__in=_RUN,
        )
        .select_related("campaign", "unit__parent", "publication")
        .annotate(
            open_masks=Count(
                "publication__masks", filter=Q(publication__masks__decision="")
            )
        )
    )


def _doing(publication: Publication, role: str, open_masks: int) -> str:
    if not publication.pk:
        return _BEGIN
    if role == FILER:
        return ""
    return "确认个人信息隐去或保留" if open_masks else "公开"


def _brief(text: str) -> str:
    return text if len(text) <= _ABOUT else f"{text[:_ABOUT]}…"
