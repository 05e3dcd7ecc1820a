"""A department's part in a campaign: its units, what they filed, what is absent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.departments.consolidation import (
    Adjustment,
    Given,
    Total,
    printed,
    totals,
)
from jiping.web.departments.models import DistrictSummary, Elimination
from jiping.web.submissions.models import Submission
from jiping.web.submissions.reading import filing_in
from jiping.web.units.models import Unit

# What lists need of a submission; its filing is large.
BRIEF = ("pk", "number", "at", "late_days", "self_score", "facts", "assignment_id")
FILES, SUMMARY, ASKED = "unit", "district", "not_asked"


@dataclass(frozen=True, slots=True)
class Place:
    """A department in a campaign, as the policy asks about it."""

    campaign: Campaign
    department: Unit

    @property
    def policy_unit(self) -> Unit:
        """Whose it is."""
        return self.department

    @property
    def policy_state(self) -> str:
        """The campaign's."""
        return self.campaign.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Something that is not there and costs its point in 附件5 (单位自查). ``kind`` is
    ``unit`` (did not file), ``not_asked`` (is not in the campaign at all) or ``district``
    (its summary is missing); ``text`` is one Chinese sentence."""

    kind: str
    unit: Unit
    text: str


def own(place: Place) -> Assignment | None:
    """The department's own part: its consolidated package."""
    found = Assignment.objects.filter(campaign=place.campaign, unit=place.department)
    return found.select_related("unit", "campaign").first()


def assignments(place: Place) -> list[Assignment]:
    """Those of its units (本级, subordinate and transfer-payment units), each with its
    versions in brief; what was withdrawn counts nowhere."""
    found = (
        Assignment.objects.filter(
            campaign=place.campaign,
            unit__in=place.department.below(),
            state__in=Assignment.LIVE,
        )
        .exclude(unit=place.department)
        .select_related("campaign", "unit__parent__parent")
        .prefetch_related(Prefetch("submissions", Submission.objects.only(*BRIEF)))
    )
    return list(found)


def absences(campaign: Campaign, department: Unit) -> tuple[Absence, ...]:
    """What is absent of a department's 单位自查, each by name: units that never handed in,
    units that were not asked to, districts without a stamped summary."""
    place = Place(campaign, department)
    asked = assignments(place)
    found = [
        Absence(kind=FILES, unit=each.unit, text=f"{each.unit}没有提交自评材料。")
        for each in asked
        if not each.submissions.all()
    ]
    found += [
        Absence(kind=ASKED, unit=unit, text=f"{unit}没有列入本次自评。")
        for unit in _left_out(place)
    ]
    filed = {s.district_id for s in summaries(place)}
    found += [
        Absence(kind=SUMMARY, unit=unit, text=f"没有{unit}盖章的转移支付自评汇总。")
        for unit in districts(place)
        if unit.pk not in filed
    ]
    return tuple(found)


def _left_out(place: Place) -> Iterable[Unit]:
    # Whose part was withdrawn is not left out: that was decided.
    known = set(place.campaign.assignments.values_list("unit", flat=True))
    since = place.campaign.issued_on or date.max
    kinds = (Unit.Kind.HEADQUARTERS, Unit.Kind.SUBORDINATE)
    for unit in place.department.below().filter(kind__in=kinds):
        there = unit.ended_on is None or unit.ended_on > since
        if unit.pk not in known and there:
            yield unit


def districts(place: Place) -> list[Unit]:
    """The districts whose summaries are expected: those under the department; those
    under its bureau where it hands transfer payments on."""
    kind = Unit.Kind.DISTRICT
    below = list(place.department.below().filter(kind=kind, ended_on=None))
    bureau = place.department.parent
    if below or bureau is None or not _hands_on(place):
        return below
    return list(Unit.objects.filter(parent=bureau, kind=kind, ended_on=None))


def _hands_on(place: Place) -> bool:
    """Whether it has transfer-payment units in a campaign that asks about them."""
    if "transfer" not in place.campaign.kinds:
        return False
    return place.department.below().filter(kind=Unit.Kind.TRANSFER).exists()


def summaries(place: Place) -> list[DistrictSummary]:
    """The summaries that count now."""
    found = DistrictSummary.objects.filter(
        campaign=place.campaign, department=place.department, replaced_at=None
    )
    return list(found.select_related("district", "by"))


def given(place: Place) -> tuple[Given, ...]:
    """The last version of each unit that files, as what is added up; a transfer-payment
    unit's money is not the department's and stays out."""
    filers = [e for e in assignments(place) if e.unit.kind != Unit.Kind.TRANSFER]
    versions = [list(each.submissions.all()) for each in filers]
    last = [found[-1].pk for found in versions if found]
    found = Submission.objects.filter(pk__in=last).select_related("assignment__unit")
    return tuple(
        Given(unit=str(s.assignment.unit), submission=s.pk, filing=filing_in(s))
        for s in found.order_by("assignment__unit__code")
    )


def eliminations(part: Assignment) -> dict[Ref, list[Adjustment]]:
    """What is taken off which cell."""
    found: dict[Ref, list[Adjustment]] = {}
    kept = Elimination.objects.filter(assignment=part, withdrawn_at=None)
    for each in kept.select_related("by"):
        adjustment = Adjustment(
            amount=printed(each.amount.normalize()),
            reason=each.reason,
            who=str(each.by),
            id=each.pk,
        )
        found.setdefault(each.ref, []).append(adjustment)
    return found


def consolidated(place: Place, part: Assignment) -> tuple[Total, ...]:
    """The department's totals as they are now."""
    return totals(given(place), eliminations(part))
