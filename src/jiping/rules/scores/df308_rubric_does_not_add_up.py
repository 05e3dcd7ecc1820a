"""考核评分表的合计与各项得分不符

## 查什么
填了自评得分的附件5考核评分表，合计得分是否等于各项得分之和；有没有一项的得分超过这一项的分值。有的项没有填得分的，只在各项之和已超过合计时报。

## 为什么
附件5的合计是评定自评工作质量的依据，合计与分项不符，或者一项超过满分，这个分数就不能用。

## 怎么改
逐项核对佐证和得分，改错的那一个数，再重新合计。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.scoring.marks import plain

ABOVE = "附件5“{item}”得分{stated}分，超过这一项的分值{expected}。"


@rule(
    severity="error",
    message="附件5合计得分为{stated}，各项得分合计{expected}（{arithmetic}），相差{difference}。",
    cites=("yueyang-procedure#附件5",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """Totals that the items do not add up to, and items above their points."""
    for sheet in case.filing.of_form("rubric"):
        yield from _items(sheet)
        yield from _total(sheet)


def _items(sheet: Sheet) -> Iterator[Hit]:
    for row in sheet.of_kind("criterion"):
        score, most = row["score"], row["points"]
        if score.number is None or most.number is None or score.number <= most.number:
            continue
        yield hit(
            score,
            most,
            stated=plain(score.number),
            expected=f"{plain(most.number)}分",
            difference=f"{plain(score.number - most.number)}分",
            arithmetic=f"{plain(score.number)}>{plain(most.number)}",
            message=ABOVE,
            item=row.label,
        )


def _total(sheet: Sheet) -> Iterator[Hit]:
    rows = [row["score"] for row in sheet.of_kind("criterion")]
    numbers = [cell.number for cell in rows if cell.number is not None]
    total, whole = sheet["total"]["score"], sum(numbers, Decimal(0))
    if total.number is None or not numbers or whole == total.number:
        return
    if len(numbers) == len(rows) or whole > total.number:
        yield hit(
            total,
            *(cell for cell in rows if cell.number is not None),
            stated=plain(total.number),
            expected=plain(whole),
            difference=f"{plain(abs(total.number - whole))}分",
            arithmetic=f"{'+'.join(map(plain, numbers))}={plain(whole)}",
        )
