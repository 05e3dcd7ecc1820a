"""The early-warning lights of a filing: self-score against execution, no budget,
under-spending."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from jiping import law
from jiping.model.filing import Filing, Sheet
from jiping.model.finding import Parameter
from jiping.model.values import ZERO, half_up
from jiping.scoring.marks import plain

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """One light: ``kind`` (``gap``, ``no_budget``, ``under_spending``), ``colour`` (``red``
    or ``yellow``), of which sheet, and the arithmetic in words."""

    kind: str
    colour: str
    sheet: str
    text: str


def lights(filing: Filing) -> tuple[Light, ...]:
    """The lights of every evaluation table; thresholds are parameters of the law."""
    parameters = law.parameters(filing.year or 9998, filing.layout)
    return tuple(
        light for sheet in filing.evaluations for light in _of(sheet, parameters)
    )


def as_data(filing: Filing) -> list[dict[str, Any]]:
    """The lights as JSON data."""
    return [asdict(light) for light in lights(filing)]


def _of(sheet: Sheet, parameters: Mapping[str, Parameter]) -> Iterator[Light]:
    name = sheet.name or ("整体支出" if sheet.form == "overall" else "项目支出")
    row = sheet["total"]
    revised, executed = row["revised"].number, row["executed"].number
    if revised == 0:
        yield Light(
            kind="no_budget", colour="yellow", sheet=name, text="全年预算数为0。"
        )
    elif revised is not None and executed is not None and revised > 0:
        left = (revised - executed) / revised * _HUNDRED
        if left > _limit(parameters, "warning.under_spending"):
            yield Light(
                kind="under_spending",
                colour="yellow",
                sheet=name,
                text=f"全年预算有{plain(half_up(left))}%没有执行。",
            )
    yield from _gap(sheet, name, parameters)


def _gap(
    sheet: Sheet, name: str, parameters: Mapping[str, Parameter]
) -> Iterator[Light]:
    """(p - e)/p above the threshold: p what the indicators scored, e the execution, each
    of its own full mark."""
    total = sheet["total"]
    rows = sheet.of_kind("indicator")
    points = sum((row["score"].number or ZERO for row in rows), ZERO)
    most = sum((row["weight"].number or ZERO for row in rows), ZERO)
    weight, score = total["weight"].number, total["score"].number
    if not most or not weight or score is None or not points:
        return
    p, e = points / most, score / weight
    gap = (p - e) / p * _HUNDRED
    if gap > _limit(parameters, "warning.self_score_gap"):
        yield Light(
            kind="gap",
            colour="red",
            sheet=name,
            text=f"指标得分率{plain(half_up(p * _HUNDRED))}%，预算执行得分率"
            f"{plain(half_up(e * _HUNDRED))}%，前者高出{plain(half_up(gap))}%。",
        )


def _limit(parameters: Mapping[str, Parameter], key: str) -> Decimal:
    return Decimal(str(parameters[key].value))
