"""一级指标标明的分值与各行合计不符

## 查什么
一级指标格里印有分值（如“效益指标（30分）”）的，该类各项三级指标的分值相加是否等于它。

## 为什么
一级指标的分值是规定好的，三级指标只能在其中分配。合计超出，总分必然有误。

## 怎么改
在该类内部调整三级指标分值，使合计等于标明的分值。有的二级指标不适用时，其分值由同类其他指标承担。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.values import ZERO
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import indicators
from jiping.scoring.marks import plain


@rule(
    severity="error",
    message="“{row}”标明{stated}分，各项指标分值合计{summed}分（{arithmetic}），相差{difference}。",
    cites=(
        "mof-2020-10",
        "hunan-self-evaluation-forms#附件2、附件3",
        "yueyang-procedure",
    ),
    needs=("evaluation",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """Level-1 totals that their rows do not add up to."""
    for sheet in case.filing.evaluations:
        yield from _of_sheet(sheet)


def _of_sheet(sheet: Sheet) -> Iterator[Hit]:
    for row in sheet.of_kind("class"):
        printed = row["weight"].number
        rows = [r for r in indicators(sheet) if r.used and r.level1 == row.key]
        cells = [each["weight"] for each in rows]
        numbers = [cell.number for cell in cells if cell.number is not None]
        summed = sum(numbers, ZERO)
        if printed is not None and numbers and summed != printed:
            yield hit(
                row["weight"],
                *cells,
                stated=plain(printed),
                expected=f"与各项分值合计一致（{plain(summed)}分）",
                summed=plain(summed),
                difference=f"{plain(abs(summed - printed))}分",
                arithmetic=f"{'+'.join(map(plain, numbers))}={plain(summed)}",
            )
