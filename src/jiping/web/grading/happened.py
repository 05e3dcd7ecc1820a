"""What happened in a campaign with one department, as the rubric asks for it."""

from datetime import date

from django.utils.timezone import localdate

from jiping.rubric import Absence, Document, Events, HandIn
from jiping.web.campaigns.calendar import calendar, days_late
from jiping.web.campaigns.models import (
    Assignment,
    Campaign,
    DepartmentNotice,
    WorkingGroup,
)
from jiping.web.departments import work
from jiping.web.units.models import Unit


def events_of(campaign: Campaign, department: Unit, as_of: date) -> Events:
    """Everything that the events items are decided by, as of a day."""
    absent = work.absences(campaign, department)
    asked = work.assignments(work.Place(campaign, department))
    units = {part.unit for part in asked} | {each.unit for each in absent}
    districts = work.districts(work.Place(campaign, department))
    return Events(
        as_of=as_of,
        notice=_notice(campaign, department),
        group=_group(campaign, department),
        hand_in=_hand_in(campaign, department, as_of),
        units=tuple(sorted(unit.name for unit in {*units, *districts})),
        absences=tuple(Absence(unit=each.unit.name, text=each.text) for each in absent),
    )


def _notice(campaign: Campaign, department: Unit) -> Document | None:
    found = DepartmentNotice.objects.filter(
        campaign=campaign, department=department, issued_at__isnull=False
    ).first()
    if found is None or found.issued_at is None:
        return None
    return Document(
        title=found.title,
        number=found.number,
        day=found.issued_on or localdate(found.issued_at),
        stamped=bool(found.file),
        lacks=found.missing_contents,
    )


def _group(campaign: Campaign, department: Unit) -> Document | None:
    found = WorkingGroup.objects.filter(campaign=campaign, department=department)
    return next(
        (
            Document(
                title=group.title,
                number=group.number,
                day=group.dated,
                stamped=bool(group.file),
            )
            for group in found
        ),
        None,
    )


def _hand_in(campaign: Campaign, department: Unit, as_of: date) -> HandIn | None:
    live = campaign.assignments.filter(state__in=Assignment.LIVE)
    part = live.filter(unit=department).first()
    if part is None:
        return None
    extensions = list(part.extensions.order_by("pk"))
    due = part.due if extensions else max(part.due, campaign.department_due or part.due)
    times = [submission.at for submission in part.submissions.order_by("number")]
    came = localdate(times[0]) if times else None
    return HandIn(
        due=due,
        came=came,
        days_late=days_late(calendar(), due, came or as_of),
        extended="；".join(f"延至{e.until}，{e.reason}" for e in extensions),
        again=max(len(times) - 1, 0),
    )
