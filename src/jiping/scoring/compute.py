"""Every score of a filing's evaluation tables worked out again."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from jiping.model.filing import Filing, Row, Sheet
from jiping.model.finding import Computed, Parameter
from jiping.model.patterns import compile_late
from jiping.model.values import ZERO, Gap, Measure, Ref
from jiping.scoring.execution import execution
from jiping.scoring.marks import (
    BY_RATIO,
    SATISFACTION,
    Band,
    Mark,
    Task,
    plain,
    unscored,
)
from jiping.scoring.methods import score

_FULL_MARK = Decimal(100)
_NO_MEASURE = Measure(kind="none")
_DURATIONS = {"年", "月", "周", "天", "工作日", "小时", "分钟", "秒", "季度"}
# 投诉率 is to stay low, 投诉办结率 to be reached.
_FAULTS = compile_late(
    "(?:投诉|差错|失误|事故|故障|违规|违纪|返工|逾期|闲置|空置|流失)"
    "(?:发生)?(?:率|数|数量|次数|起数|件数|人数)$"
)
_SAVINGS = compile_late("节约|节省|降低")
_ABSENT = (Gap.BLANK, Gap.NOT_APPLICABLE, Gap.NOT_ON_FORM)

Parameters = Mapping[str, Parameter]


def compute(filing: Filing, parameters: Parameters) -> Mapping[Ref, Computed]:
    """The scores of 附件2 and 附件3 by the address of their cell: of the fund table's
    total row and of each indicator.

    A row that does not apply, or in which nothing is filled, has none. One that cannot
    be scored has ``points`` None and says why.
    """
    return MappingProxyType(
        {
            computed.ref: computed
            for sheet in filing.evaluations
            for computed in _of_sheet(sheet, parameters)
        }
    )


def total(sheet: Sheet, computed: Mapping[Ref, Computed]) -> Computed:
    """The total that the printed scores of the rows add up to.

    ``low`` and ``high`` add up what each row may have by its own computation, or its
    printed score where there is none. ``points`` is None where no row prints a score.
    """
    at = Ref(sheet.form, sheet.key, "score_total", "score")
    rows = [row for row in _scored_rows(sheet) if row["score"].number is not None]
    printed = [row["score"].number or ZERO for row in rows]
    if not rows:
        return _at(at, unscored("合计", "各行都没有得分，无法合计"))
    ends = [_ends(_score_ref(sheet, row), row, computed) for row in rows]
    low = sum((end for end, _ in ends), ZERO)
    high = sum((end for _, end in ends), ZERO)
    owed = plain(low) if low == high else f"{plain(low)}至{plain(high)}"
    summed = f"{'+'.join(map(plain, printed))}={plain(sum(printed, ZERO))}分"
    return Computed(
        ref=at,
        points=sum(printed, ZERO),
        low=low,
        high=high,
        method="合计",
        explanation=f"自评各行{summed}；按各行的算式应为{owed}分",
    )


def grade(points: Decimal, parameters: Parameters) -> str:
    """优 良 中 差 of a total in 分, lower bounds included and nothing rounded first;
    ``""`` for a negative total or where no grades are in force."""
    for entry in _tables(parameters, "grades"):
        if points >= Decimal(entry["from"]):
            return str(entry["grade"])
    return ""


def _scored_rows(sheet: Sheet) -> Iterator[Row]:
    if "total" in sheet:
        yield sheet["total"]
    yield from sheet.of_kind("indicator")


def _score_ref(sheet: Sheet, row: Row) -> Ref:
    return Ref(sheet.form, sheet.key, row.key, "score")


def _ends(
    ref: Ref, row: Row, computed: Mapping[Ref, Computed]
) -> tuple[Decimal, Decimal]:
    printed = row["score"].number or ZERO
    found = computed.get(ref)
    if found is None or found.low is None or found.high is None:
        return printed, printed
    return found.low, found.high


def _of_sheet(sheet: Sheet, parameters: Parameters) -> Iterator[Computed]:
    bands = tuple(
        Band(
            level=str(entry["level"]),
            low=Decimal(entry["from"]),
            high=Decimal(entry["to"]),
        )
        for entry in _tables(parameters, "bands.qualitative")
    )
    most = _number(parameters, "weights.total") or _FULL_MARK
    for row in _scored_rows(sheet):
        if row.kind == "indicator":
            mark = _indicator(row, bands, most)
        else:
            mark = _execution(sheet, row, parameters, most)
        if mark is not None:
            yield _at(_score_ref(sheet, row), mark)


def _execution(
    sheet: Sheet, row: Row, parameters: Parameters, most: Decimal
) -> Mark | None:
    if _empty(row, "initial", "revised", "executed"):
        return None
    weight = row["weight"].number
    if weight is None:
        weight = _number(parameters, "weights.execution")
    problem = _problem(weight, most)
    if weight is None or problem:
        return unscored(BY_RATIO, problem)
    return execution(row, sheet.unit, weight)


def _indicator(row: Row, bands: tuple[Band, ...], most: Decimal) -> Mark | None:
    if _empty(row, "target", "actual") or row["target"].value is Gap.NOT_APPLICABLE:
        return None
    weight = row["weight"].number
    problem = _problem(weight, most)
    if weight is None or problem:
        return unscored(_method(row), problem)
    target = row["target"].measure or _NO_MEASURE
    task = Task(
        target=target,
        actual=row["actual"].measure or _NO_MEASURE,
        target_text=row["target"].raw,
        actual_text=row["actual"].raw,
        weight=weight,
        relation="≤" if _the_less_the_better(row, target) else "≥",
        method=_method(row),
        bands=bands,
    )
    return score(task)


def _problem(weight: Decimal | None, most: Decimal) -> str:
    """Why no points can be worked out from this weight, or the empty string."""
    if weight is None:
        return "分值没有填写，无法计分"
    if not 0 <= weight <= most:
        return f"分值{weight:f}不在0至{plain(most)}之间，无法计分"
    return ""


def _empty(row: Row, *columns: str) -> bool:
    return all(row[column].value in _ABSENT for column in columns)


def _method(row: Row) -> str:
    return SATISFACTION if row.parent.startswith("satisfaction") else BY_RATIO


def _the_less_the_better(row: Row, target: Measure) -> bool:
    """Costs, durations and faults are limits; everything else is a goal to reach."""
    if _FAULTS.search(row.label):
        return True
    if row.parent == "output.timeliness":
        return target.unit in _DURATIONS
    cost = row.parent == "output.cost" or row.parent.startswith("cost")
    return cost and not _SAVINGS.search(row.label)


def _at(ref: Ref, mark: Mark) -> Computed:
    return Computed(
        ref=ref,
        points=mark.points,
        low=mark.low,
        high=mark.high,
        method=mark.method,
        explanation=mark.explanation,
    )


def _number(parameters: Parameters, key: str) -> Decimal | None:
    found = parameters.get(key)
    return None if found is None else Decimal(str(found.value))


def _tables(parameters: Parameters, key: str) -> Sequence[Mapping[str, str | Decimal]]:
    """The rows of a table parameter; none where it is not in force."""
    found = parameters.get(key)
    return found.value if found is not None and isinstance(found.value, list) else ()
