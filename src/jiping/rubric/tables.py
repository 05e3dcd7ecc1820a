"""绩效自评表: names of the third level, targets that can be measured, hints on the rest."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from jiping.model.filing import Filing
from jiping.model.finding import Finding, Outcome, Severity
from jiping.model.grade import Deduction, Evidence, GradeItem
from jiping.model.values import Ref
from jiping.rubric.criteria import Criterion, off, shares
from jiping.rubric.evidence import bearing_on, ids, places, sheet_words, told
from jiping.rubric.weights import NO_TABLE
from jiping.rules.shared.indicators import Indicator, indicators, used

Group = tuple[str, Sequence[Indicator]]
BY_HAND = "指标是否{part}，要由考核人判断。"


def grade_level_three(criterion: Criterion, outcome: Outcome) -> GradeItem:
    """The share of indicators without a name of the third level."""
    rows = tuple(used(outcome.filing))
    if not rows:
        return criterion.open(NO_TABLE)
    unnamed = [each for each in rows if not each.name]
    reason = f"{len(rows)}项指标中有{len(unnamed)}项没有三级指标名称。"
    deductions = _deductions(criterion, outcome, rows, [(reason, unnamed)])
    seen = f"共{len(rows)}项指标，{len(rows) - len(unnamed)}项有三级指标名称。"
    findings = bearing_on(outcome, criterion.key)
    return criterion.decided(deductions, (Evidence(text=seen), *told(findings)))


def grade_measurable(criterion: Criterion, outcome: Outcome) -> GradeItem:
    """Between the share that no finding doubts and the share that none refutes."""
    rows = tuple(used(outcome.filing))
    if not rows:
        return criterion.open(NO_TABLE)
    findings = bearing_on(outcome, criterion.key)
    plainly = _rows_of(f for f in findings if f.severity is not Severity.INFO)
    perhaps = _rows_of(findings) - plainly
    refuted = [each for each in rows if each.ref in plainly]
    doubted = [each for each in rows if each.ref in perhaps]
    groups: list[Group] = [
        (f"{len(rows)}项指标中有{len(refuted)}项的年度指标值不能衡量。", refuted),
        (f"另有{len(doubted)}项的年度指标值能否衡量，要由人确认。", doubted),
    ]
    deductions = _deductions(criterion, outcome, rows, groups)
    clear = len(rows) - len(refuted) - len(doubted)
    seen = Evidence(text=f"共{len(rows)}项指标，{clear}项没有发现不能衡量的地方。")
    return criterion.proposed(
        low=criterion.points - off(deductions),
        high=criterion.points - shares(criterion.points, [len(refuted)], len(rows))[0],
        evidence=(seen,),
        deductions=deductions,
    )


def hint_core(criterion: Criterion, outcome: Outcome) -> GradeItem:
    """Open; how many indicators each table has, and the findings that bear on it."""
    counts = tuple(_counts(outcome.filing))
    found = bearing_on(outcome, criterion.key)
    return criterion.open(_by_hand(criterion), (*counts, *told(found)))


def hint_relevant(criterion: Criterion, outcome: Outcome) -> GradeItem:
    """Open; the findings that bear on it."""
    found = bearing_on(outcome, criterion.key)
    return criterion.open(_by_hand(criterion), told(found))


def _by_hand(criterion: Criterion) -> str:
    return BY_HAND.format(part=criterion.blank.part.removeprefix("指标"))


def _counts(filing: Filing) -> Iterator[Evidence]:
    for sheet in filing.evaluations:
        rows = [each for each in indicators(sheet) if each.used]
        yield Evidence(
            text=f"{sheet_words(sheet)}设{len(rows)}项指标。",
            refs=(sheet.ref,),
            places=places(filing, (sheet.ref,)),
        )


def _rows_of(findings: Iterable[Finding]) -> set[Ref]:
    return {Ref(f.at.form, f.at.key, f.at.row) for f in findings}


def _deductions(
    criterion: Criterion,
    outcome: Outcome,
    rows: Collection[Indicator],
    groups: Sequence[Group],
) -> tuple[Deduction, ...]:
    """Each group's share of all the indicators; none for an empty group."""
    counts = [len(members) for _, members in groups]
    findings = bearing_on(outcome, criterion.key)
    found = []
    for (reason, members), points in zip(
        groups, shares(criterion.points, counts, len(rows)), strict=True
    ):
        refs = tuple(each.ref for each in members)
        if refs:
            at = [f for f in findings if Ref(f.at.form, f.at.key, f.at.row) in refs]
            found.append(
                Deduction(
                    points=points,
                    reason=reason,
                    refs=refs,
                    places=places(outcome.filing, refs),
                    rules=ids(at),
                )
            )
    return tuple(found)
