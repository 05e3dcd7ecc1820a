"""一级指标分值不合规定

## 查什么
预算执行率、成本、产出、效益、满意度的分值，是否是已知的一套规定分值（如执行率10、产出50、效益30、满意度10；设成本指标的，成本20、产出40、效益20、满意度10）。有标明分值的以标明的为准。合计不到或超过100分的，由分值合计的规则报出，这里不再报。

## 为什么
分值是统一规定的，各单位的自评得分才能比较。特殊情况可以调整，但要有依据。

## 怎么改
按当地自评通知或规程的分值改；经批准调整的，在说明中写明依据。
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import classed
from jiping.rules.shared.narrative import sheet_spot
from jiping.rules.shared.scores import class_name, points
from jiping.rules.shared.scores_limits import limit
from jiping.scoring.marks import plain

KEYS = ("execution", "cost", "output", "benefit", "satisfaction")


@rule(
    severity="warning",
    message="{form}{tables}的分值是{stated}，不是规定的任何一套分值（{expected}）。",
    cites=("mof-2020-10", "mof-2021-101", "yueyang-procedure"),
    needs=("evaluation",),
    years=(2020, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Splits of the 100 points that no instrument knows, each split once."""
    lawful = case.parameters["weights.sets"].value
    assert isinstance(lawful, list)
    known = [{key: Decimal(str(entry[key])) for key in KEYS} for entry in lawful]
    full = limit(case, "weights.total")
    found: dict[str, list[Sheet]] = {}
    for sheet in filter(classed, case.filing.evaluations):
        split = _split(sheet)
        if sum(split.values()) == full and split not in known:
            found.setdefault(_words(split), []).append(sheet)
    for words, sheets in found.items():
        yield hit(
            *map(sheet_spot, sheets),
            *(row["weight"] for sheet in sheets for row in sheet.of_kind("class")),
            stated=words,
            expected="；".join(map(_words, known)),
            tables=f"等{len(sheets)}张表" if len(sheets) > 1 else "",
        )


def _split(sheet: Sheet) -> dict[str, Decimal]:
    summed = points(sheet, "weight")
    split = dict.fromkeys(KEYS, Decimal(0)) | summed.by_class
    split["execution"] += summed.of_execution
    for row in sheet.of_kind("class"):
        printed = row["weight"].number
        if printed is not None and row.key in summed.by_class:
            split[row.key] = printed
    return split


def _words(split: Mapping[str, Decimal]) -> str:
    return "、".join(
        f"{class_name(key).removesuffix('指标')}{plain(split[key])}"
        for key in split
        if split[key]
    )
