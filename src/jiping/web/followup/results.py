"""A year's results as the next budget needs them: projects, and the ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiping.model.filing import Filing, Sheet
from jiping.model.values import ZERO, half_up
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.followup.models import Note, Rectification, Suggestion
from jiping.web.followup.origins import Part
from jiping.web.grading.models import DepartmentGrade
from jiping.web.reviews.models import ReviewResult
from jiping.web.submissions.models import Judgement, Submission
from jiping.web.submissions.package import grade_of
from jiping.web.submissions.reading import filing_in
from jiping.web.units.models import Unit

WHOLE = "单位整体"
_LISTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A project of a unit, or (``key`` empty) the unit as a whole. ``score`` is the
    re-checked one in 分, ``budget`` in 万元 or 元 as the form has it, ``execution`` in
    percent; ``suggestion`` is None until a person decided."""

    unit: Unit
    key: str
    name: str
    score: Decimal | None
    self_score: Decimal | None
    grade: str
    budget: Decimal | None
    execution: Decimal | None
    problems: tuple[str, ...]
    open_tasks: int
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One unit: its rank by re-checked score among all (1 is best, the same for the same
    score), and the department's 附件5 grade where it is final."""

    rank: int | None
    unit: Unit
    score: Decimal | None
    self_score: Decimal | None
    grade: str
    work: Decimal | None
    work_rank: int | None
    open_tasks: int
    note: str


def lines_of(part: Part) -> list[Line]:
    """One unit's lines: the whole, then each project. None without a re-check."""
    result = (
        ReviewResult.objects.filter(
            submission__assignment__campaign=part.campaign,
            submission__assignment__unit=part.unit,
        )
        .prefetch_related("submission__judgements")
        .last()
    )
    return _lines(result, _told(part.campaign)) if result else []


def lines(campaign: Campaign, department: Unit | None = None) -> list[Line]:
    """The lines of every unit with a re-check, by code; of a department's own alone where
    one is given."""
    told = _told(campaign)
    results = (
        ReviewResult.objects.filter(submission__assignment__campaign=campaign)
        .select_related("submission__assignment__unit__parent")
        .prefetch_related("submission__judgements")
        .order_by("submission__assignment__unit__code", "pk")
    )
    if department is not None:
        results = results.filter(submission__assignment__unit__in=department.below())
    return [line for result in results for line in _lines(result, told)]


@dataclass(frozen=True, slots=True)
class _Told:
    """What people put down, by unit and project."""

    suggestions: Mapping[tuple[int, str], Suggestion]
    open_tasks: Mapping[int, int]


def _told(campaign: Campaign) -> _Told:
    made = Suggestion.objects.filter(campaign=campaign).select_related("by")
    return _Told({(each.unit_id, each.key): each for each in made}, _open(campaign))


def _open(campaign: Campaign) -> dict[int, int]:
    counts: dict[int, int] = {}
    left = Rectification.objects.filter(campaign=campaign).exclude(
        state=Rectification.State.CLOSED
    )
    for unit in left.values_list("unit", flat=True):
        counts[unit] = counts.get(unit, 0) + 1
    return counts


def _lines(result: ReviewResult, told: _Told) -> list[Line]:
    submission = result.submission
    filing = filing_in(submission)
    overall = next((s for s in filing.evaluations if s.form != "project"), None)
    at = _Of(result=result, filing=filing, points=_points(result.rows), told=told)
    found = [_line(at, overall, "", WHOLE)]
    keys = _own_keys(submission, filing)
    for key, sheet in zip(keys, filing.projects, strict=True):
        found.append(_line(at, sheet, key, sheet.name or sheet.key))
    return found


def _own_keys(submission: Submission, filing: Filing) -> list[str]:
    """The keys of the project tables in the unit's draft, which never change; those that
    intake gave where the version was not drawn from a draft."""
    shaped = submission.shape.get("sheets", ())
    own = [each["key"] for each in shaped if each["form"] == "project"]
    read = [sheet.key for sheet in filing.projects]
    return own if len(own) == len(read) else read


def _points(rows: list[dict[str, Any]]) -> dict[tuple[str, str], Decimal]:
    """The re-checked sum of each table."""
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        form, key, _ = (*row["at"].split("|", 2), "", "")[:3]
        sums[form, key] = sums.get((form, key), ZERO) + Decimal(row["points"])
    return sums


@dataclass(frozen=True, slots=True, kw_only=True)
class _Of:
    """Whose lines: a re-check, the filing, the sums of its tables, what people said."""

    result: ReviewResult
    filing: Filing
    points: Mapping[tuple[str, str], Decimal]
    told: _Told


def _line(of: _Of, sheet: Sheet | None, key: str, name: str) -> Line:
    result = of.result
    submission = result.submission
    unit = submission.assignment.unit
    score = of.points.get(("project", key)) if key else result.score
    stated = sheet["score_total"]["score"].number if sheet else None
    budget, execution = _money(sheet)
    return Line(
        unit=unit,
        key=key,
        name=name,
        score=score,
        self_score=stated if key else result.self_score,
        grade=grade_of(score, of.filing) if key else result.grade,
        budget=budget,
        execution=execution,
        problems=_problems(submission, of.filing, key),
        open_tasks=0 if key else of.told.open_tasks.get(unit.pk, 0),
        suggestion=of.told.suggestions.get((unit.pk, key)),
    )


def _money(sheet: Sheet | None) -> tuple[Decimal | None, Decimal | None]:
    """The full-year budget, and what was spent of it in percent."""
    if sheet is None or "total" not in sheet:
        return None, None
    revised = sheet["total"]["revised"].number
    executed = sheet["total"]["executed"].number
    if not revised or executed is None:
        return revised, None
    return revised, half_up(executed / revised * 100)


def _problems(submission: Submission, filing: Filing, key: str) -> tuple[str, ...]:
    """Agreed findings in the project's table; for the whole those elsewhere, and what the
    report says itself."""
    here = [
        judgement.said["message"]
        # All of them, as they were fetched with those of the other lines.
        for judgement in submission.judgements.all()
        if judgement.verdict == Judgement.Verdict.AGREED
        and (judgement.address.key if judgement.address.form == "project" else "")
        == key
    ]
    if not key and filing.report is not None:
        sections = filing.report.of_role("problems")
        here += [p.raw.strip() for s in sections for p in s.paragraphs]
    return tuple(dict.fromkeys(filter(None, here)))[:_LISTED]


def ranking(campaign: Campaign) -> list[Ranked]:
    """Every unit that files, the best first; those without a score last."""
    results = {
        each.submission.assignment_id: each
        for each in ReviewResult.objects.filter(
            submission__assignment__campaign=campaign
        ).select_related("submission")
    }
    parts = list(
        Assignment.objects.filter(
            campaign=campaign, state__in=Assignment.LIVE
        ).select_related("unit__parent")
    )
    notes = dict(Note.objects.filter(campaign=campaign).values_list("unit", "text"))
    final = DepartmentGrade.objects.filter(
        campaign=campaign, state=DepartmentGrade.State.FINAL
    ).values_list("department", "total")
    works = {department: total for department, total in final if total is not None}
    scores = [r.score for r in results.values() if r.score is not None]
    left = _open(campaign)
    found = [
        _ranked(each.unit, results.get(each.pk), scores, works, left, notes)
        for each in parts
    ]
    return sorted(found, key=lambda r: (r.rank or len(found) + 1, r.unit.code))


def _ranked(
    unit: Unit,
    result: ReviewResult | None,
    scores: list[Decimal],
    works: Mapping[int, Decimal],
    left: Mapping[int, int],
    notes: Mapping[int, str],
) -> Ranked:
    score = result.score if result else None
    work = works.get(unit.pk)
    return Ranked(
        rank=None if score is None else 1 + sum(other > score for other in scores),
        unit=unit,
        score=score,
        self_score=result.self_score if result else None,
        grade=result.grade if result else "",
        work=work,
        work_rank=None if work is None else 1 + sum(w > work for w in works.values()),
        open_tasks=left.get(unit.pk, 0),
        note=notes.get(unit.pk, ""),
    )
