"""分值符合规程: the points of each class of each table against the lawful sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiping.model.filing import Filing, Sheet
from jiping.model.finding import Finding, Outcome, Parameter
from jiping.model.grade import Deduction, Evidence, GradeItem
from jiping.model.terms import ROWS
from jiping.model.values import ZERO, Ref
from jiping.rubric.criteria import Criterion, shares
from jiping.rubric.evidence import bearing_on, ids, places, sheet_words, told
from jiping.rules.shared.indicators import indicators
from jiping.rules.shared.scores import EXECUTION, points
from jiping.scoring.marks import plain

PARAMETER = "weights.sets"
NO_TABLE = "资料中没有填写了指标的绩效自评表，无从计算；请提供自评表。"
NO_SETS = "该年度没有已知的分值规定，无从比较；请对照当年的自评通知或规程。"
CLASSES = ("execution", "cost", "output", "benefit", "satisfaction")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A table's points by class beside the lawful set that it comes nearest to."""

    sheet: Sheet
    stated: Mapping[str, Decimal]
    lawful: Mapping[str, Decimal]

    @property
    def compared(self) -> tuple[str, ...]:
        return tuple(key for key in CLASSES if self.stated[key] or self.lawful[key])

    @property
    def wrong(self) -> tuple[str, ...]:
        return tuple(
            key for key in self.compared if self.stated[key] != self.lawful[key]
        )

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The cells whose points are not the lawful ones; the sheet where there is none."""
        summed = points(self.sheet, "weight")
        found = [
            each["weight"].ref
            for each in indicators(self.sheet)
            if each.level1 in self.wrong and each.weight is not None
        ]
        if "execution" in self.wrong and summed.execution.ref.form:
            found.insert(0, summed.execution.ref)
        return tuple(found) or (self.sheet.ref,)


def grade_weights(
    criterion: Criterion, outcome: Outcome, parameters: Mapping[str, Parameter]
) -> GradeItem:
    """The share of classes, over all tables, whose points are not the lawful ones."""
    sheets = _filled(outcome.filing)
    if not sheets:
        return criterion.open(NO_TABLE)
    if PARAMETER not in parameters:
        return criterion.open(NO_SETS)
    splits = [_nearest(sheet, parameters[PARAMETER]) for sheet in sheets]
    compared = sum(len(split.compared) for split in splits)
    faulty = [split for split in splits if split.wrong]
    wrong = [len(split.wrong) for split in faulty]
    findings = bearing_on(outcome, criterion.key)
    deductions = tuple(
        _deduction(split, off, outcome.filing, findings)
        for split, off in zip(
            faulty, shares(criterion.points, wrong, compared), strict=True
        )
    )
    seen = f"{len(sheets)}张表共比对{compared}项分值，{sum(wrong)}项不符合规定。"
    return criterion.decided(deductions, (Evidence(text=seen), *told(findings)))


def _filled(filing: Filing) -> tuple[Sheet, ...]:
    return tuple(
        sheet
        for sheet in filing.evaluations
        if any(each.used for each in indicators(sheet))
    )


def _nearest(sheet: Sheet, parameter: Parameter) -> _Split:
    """Beside the first of the sets from which the fewest classes differ."""
    summed = points(sheet, "weight")
    stated = dict.fromkeys(CLASSES, ZERO) | summed.by_class
    stated["execution"] = summed.of_execution
    assert isinstance(parameter.value, list)
    return min(
        (
            _Split(
                sheet=sheet,
                stated=stated,
                lawful={key: Decimal(entry[key]) for key in CLASSES},
            )
            for entry in parameter.value
        ),
        key=lambda split: len(split.wrong),
    )


def _deduction(
    split: _Split, off: Decimal, filing: Filing, findings: tuple[Finding, ...]
) -> Deduction:
    words = "，".join(_difference(split, key) for key in split.wrong)
    of_sheet = [f for f in findings if Ref(f.at.form, f.at.key) == split.sheet.ref]
    return Deduction(
        points=off,
        reason=f"{sheet_words(split.sheet)}分值不符合规定：{words}。",
        refs=split.refs,
        places=places(filing, split.refs),
        rules=ids(of_sheet),
    )


def _difference(split: _Split, key: str) -> str:
    name = EXECUTION if key == "execution" else ROWS[key]
    return f"{name}{plain(split.stated[key])}分，应为{plain(split.lawful[key])}分"
