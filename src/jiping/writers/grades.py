"""The 附件5 grade of each package, as lines for a terminal or as JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import IO, Any

from jiping import __version__
from jiping.model.document import Place
from jiping.model.finding import Outcome
from jiping.model.grade import Deduction, Evidence, Grade, GradeItem
from jiping.writers import Options
from jiping.writers.records import (
    Json,
    decimal_text,
    note_json,
    place_json,
    ref_json,
)
from jiping.writers.stream import write_run
from jiping.writers.tally import Tally, files_of, notes_of
from jiping.writers.text import DIM, HEADING, styled
from jiping.writers.words import LEVEL_WORDS, identity_words, place_words, plain

NO_RUBRIC = "该年度没有可用的考核评分表，不能评分。"
# More places than these would hide the sentence; JSON has them all.
MOST_PLACES = 5

Grader = Callable[[Outcome], Grade]


def write_text(
    outcomes: Iterable[Outcome], stream: IO[Any], options: Options, *, grade: Grader
) -> Tally:
    """Item by item: points, the clause, deductions and evidence with their places."""
    tally = Tally()
    for outcome in outcomes:
        tally.add(outcome)
        for line in package_lines(outcome, grade(outcome), options):
            stream.write(line + "\n")
    return tally


def write_json(
    outcomes: Iterable[Outcome], stream: IO[Any], options: Options, *, grade: Grader
) -> Tally:
    """One object for the run, one package a line."""
    return write_run(outcomes, stream, partial(package_json, grade=grade), __version__)


def package_lines(outcome: Outcome, grade: Grade, options: Options) -> Iterator[str]:
    """Header, what could not be read, the items by stage, the totals."""
    filing = outcome.filing
    several = len(files_of(outcome)) > 1
    yield styled("、".join(map(plain, files_of(outcome))), HEADING, options)
    for note in notes_of(outcome):
        if note.level == "error":
            yield f"  {LEVEL_WORDS[note.level]}  {plain(note.text)}"
    if filing.sheets or filing.report:
        yield "  " + identity_words(filing)
        if grade.items:
            yield f"  依据：{grade.citation}"
            yield from _stages(grade, several, options)
            yield ""
            yield from (f"  {line}" for line in totals(grade))
        else:
            yield f"  {NO_RUBRIC}"
    yield ""


def _stages(grade: Grade, several: bool, options: Options) -> Iterator[str]:
    stage = ""
    for item in grade.items:
        if item.stage != stage:
            stage = item.stage
            yield ""
            yield styled(f"  {stage}", HEADING, options)
        yield f"    {item_name(item)}（{decimal_text(item.points)}分）  {score(item)}"
        yield f"      {styled(f'标准：{item.clause}', DIM, options)}"
        for line in grounds(item, several):
            yield f"      {line}"


def grounds(item: GradeItem, several: bool) -> Iterator[str]:
    """Why points are off or open, and what else was seen; ``several`` files are named."""
    if item.open_reason:
        yield f"待定：{item.open_reason}"
    for deduction in item.deductions:
        words = f"扣{decimal_text(deduction.points)}分：{plain(deduction.reason)}"
        yield words + _where(deduction, several)
    for evidence in item.evidence:
        yield f"所见：{plain(evidence.text)}{_where(evidence, several)}"


def totals(grade: Grade) -> Iterator[str]:
    """What is decided, proposed and open, and which items are open; one number where all
    is decided."""
    if all(item.state == "decided" for item in grade.items):
        whole = decimal_text(grade.decided_points)
        yield f"得分 {decimal_text(grade.awarded_total)}分（满分{whole}分）。"
        return
    yield (
        f"已定 {decimal_text(grade.awarded_total)}分"
        f"（满分{decimal_text(grade.decided_points)}分），"
        f"建议 {_range(grade.proposed_low, grade.proposed_high)}分"
        f"（满分{decimal_text(grade.proposed_points)}分），"
        f"待定 {decimal_text(grade.open_points)}分。"
    )
    names = "；".join(item_name(item) for item in grade.items if item.state == "open")
    if names:
        yield f"待定的项目：{names}。"


def item_name(item: GradeItem) -> str:
    """``完整性·报告正文``."""
    return f"{item.name}·{item.part}" if item.part else item.name


def score(item: GradeItem) -> str:
    """``6分``, ``建议13至16分`` or ``待定``."""
    if item.low is None or item.high is None:
        return "待定"
    word = "建议" if item.awarded is None else ""
    return f"{word}{_range(item.low, item.high)}分"


def _range(low: Decimal, high: Decimal) -> str:
    least, most = decimal_text(low), decimal_text(high)
    return least if low == high else f"{least}至{most}"


def _where(shown: Deduction | Evidence, several: bool) -> str:
    """``（行12、行15等7处，DF101）``; empty where neither place nor rule is known."""
    inside = (_places(shown.places, several), "、".join(shown.rules))
    words = "，".join(part for part in inside if part)
    return f"（{words}）" if words else ""


def _places(places: Sequence[Place], several: bool) -> str:
    words = [place_words(place, file=several) for place in places[:MOST_PLACES]]
    more = f"等{len(places)}处" if len(places) > MOST_PLACES else ""
    return "、".join(words) + more


def package_json(outcome: Outcome, grade: Grader) -> Json:
    """One package: items with clause, deductions and evidence; figures are text."""
    filing, graded = outcome.filing, grade(outcome)
    return {
        "package": outcome.package,
        "files": list(files_of(outcome)),
        "unit": filing.unit,
        "year": filing.year,
        "layout": filing.layout,
        "rules_version": outcome.version,
        "citation": graded.citation,
        "totals": {
            "awarded": decimal_text(graded.awarded_total),
            "decided_points": decimal_text(graded.decided_points),
            "proposed_low": decimal_text(graded.proposed_low),
            "proposed_high": decimal_text(graded.proposed_high),
            "proposed_points": decimal_text(graded.proposed_points),
            "open_points": decimal_text(graded.open_points),
        },
        "items": [_item_json(item) for item in graded.items],
        "notes": [note_json(note) for note in notes_of(outcome)],
    }


def _item_json(item: GradeItem) -> Json:
    return {
        "key": item.key,
        "stage": item.stage,
        "name": item.name,
        "part": item.part,
        "state": item.state,
        "points": decimal_text(item.points),
        "awarded": _optional(item.awarded),
        "low": _optional(item.low),
        "high": _optional(item.high),
        "clause": item.clause,
        "open_reason": item.open_reason,
        "deductions": [
            {
                "points": decimal_text(deduction.points),
                "reason": deduction.reason,
                **_shown_json(deduction),
            }
            for deduction in item.deductions
        ],
        "evidence": [
            {"text": evidence.text, **_shown_json(evidence)}
            for evidence in item.evidence
        ],
    }


def _optional(number: Decimal | None) -> str | None:
    return None if number is None else decimal_text(number)


def _shown_json(shown: Deduction | Evidence) -> Json:
    return {
        "refs": [ref_json(ref) for ref in shown.refs],
        "places": [place_json(place) for place in shown.places],
        "rules": list(shown.rules),
    }
