"""From what rectification tasks can be made: agreed findings, 附件5 deductions, and the
problems that a report names itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import zip_longest

from jiping.web.campaigns.models import Campaign
from jiping.web.followup.models import Rectification
from jiping.web.grading.models import DepartmentGrade
from jiping.web.submissions.models import Judgement, Submission
from jiping.web.submissions.reading import filing_in
from jiping.web.units.models import Unit

_Source = Rectification.Source
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Part:
    """A unit in a campaign, as the policy asks about it."""

    campaign: Campaign
    unit: Unit

    @property
    def policy_unit(self) -> Unit:
        """Whose it is."""
        return self.unit

    @property
    def policy_state(self) -> str:
        """The campaign's."""
        return self.campaign.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Something that could be asked to be mended; ``ref`` tells it from all others,
    ``measure`` is what is known of how."""

    source: Rectification.Source
    ref: str
    where: str
    problem: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What origins are taken from, by unit; ``agreed`` by last version. ``made`` are
    origins of which there is a task."""

    last: Mapping[int, Submission]
    agreed: Mapping[int, Sequence[Judgement]]
    grades: Mapping[int, DepartmentGrade]
    made: Mapping[int, Set[str]]


def origins(part: Part) -> list[Origin]:
    """All that is known against a unit in a campaign."""
    return _origins(part.unit, _known(part.campaign, [part.unit]))


def open_origins(part: Part) -> list[Origin]:
    """Those of which no task was made yet."""
    return open_of_each(part.campaign, [part.unit])[part.unit.pk]


def open_of_each(campaign: Campaign, units: Iterable[Unit]) -> dict[int, list[Origin]]:
    """The same of several units by id, with as many queries as of one."""
    asked = list(units)
    known = _known(campaign, asked)
    return {
        unit.pk: [
            each
            for each in _origins(unit, known)
            if each.ref not in known.made.get(unit.pk, ())
        ]
        for unit in asked
    }


def _origins(unit: Unit, known: _Known) -> list[Origin]:
    last, grade = known.last.get(unit.pk), known.grades.get(unit.pk)
    found: list[Origin] = []
    # Of the last version alone: what earlier ones had was mended or found again.
    if last is not None:
        found.extend(_findings(known.agreed.get(last.pk, ())))
    if grade is not None:
        found.extend(_deductions(grade))
    if last is not None:
        found.extend(_own_words(last))
    return found


def _known(campaign: Campaign, units: Sequence[Unit]) -> _Known:
    versions = Submission.objects.filter(
        assignment__campaign=campaign, assignment__unit__in=units
    ).order_by("number")
    newest = dict(versions.values_list("assignment__unit", "pk"))
    last = Submission.objects.defer("cells", "findings", "shape").in_bulk(
        newest.values()
    )
    agreed: dict[int, list[Judgement]] = {}
    for each in Judgement.objects.filter(
        submission__in=last, verdict=Judgement.Verdict.AGREED
    ).select_related("by_unit"):
        agreed.setdefault(each.submission_id, []).append(each)
    grades = DepartmentGrade.objects.filter(
        campaign=campaign, department__in=units, state__in=DepartmentGrade.KNOWN
    ).prefetch_related("items")
    made: dict[int, set[str]] = {}
    tasks = Rectification.objects.filter(campaign=campaign, unit__in=units)
    for unit, origin in tasks.exclude(origin="").values_list("unit", "origin"):
        made.setdefault(unit, set()).add(origin)
    return _Known(
        last={unit: last[pk] for unit, pk in newest.items()},
        agreed=agreed,
        grades={each.department_id: each for each in grades},
        made=made,
    )


def _findings(agreed: Iterable[Judgement]) -> Iterator[Origin]:
    seen: set[tuple[str, str]] = set()
    for each in agreed:
        record = each.said
        if (each.rule, each.at_ref) in seen:
            continue
        seen.add((each.rule, each.at_ref))
        names = (record["form_name"], record["row_label"], record["column_label"])
        yield Origin(
            source=_Source.FINDING,
            ref=f"judgement:{each.pk}",
            where=f"{'·'.join(filter(None, names))}（{each.by_unit}认定，{each.rule}）"[
                :200
            ],
            problem=record["message"][:LONGEST],
            measure=each.reason,
        )


def _deductions(grade: DepartmentGrade) -> Iterator[Origin]:
    """Of a grade that the department knows."""
    for item in grade.items.all():
        if item.awarded is None or item.awarded >= item.points:
            continue
        lost = item.points - item.awarded
        said = [each["text"] for each in item.grounds.get("deductions", ())]
        words = "；".join(text.rstrip("。；") for text in said) or item.reason
        yield Origin(
            source=_Source.DEDUCTION,
            ref=f"item:{item.pk}",
            where=f"附件5 {item.stage}·{item.title}"[:200],
            problem=f"{item.title}扣{lost.normalize():f}分：{words or item.clause}"[
                :LONGEST
            ],
        )


def _own_words(last: Submission) -> Iterator[Origin]:
    report = filing_in(last).report
    if report is None:
        return
    problems = [p for s in report.of_role("problems") for p in s.paragraphs]
    measures = [p for s in report.of_role("improvement") for p in s.paragraphs]
    # Reports number both alike; where the counts differ no measure is guessed.
    paired = measures if len(measures) == len(problems) else []
    for number, (problem, measure) in enumerate(zip_longest(problems, paired)):
        if problem.raw.strip():
            yield Origin(
                source=_Source.REPORT,
                ref=f"submission:{last.pk}:problem:{number}",
                where="自评报告·存在的问题及原因分析",
                problem=problem.raw.strip()[:LONGEST],
                measure=measure.raw.strip()[:LONGEST] if measure else "",
            )
