"""附件5的分值或得分有误

## 查什么
附件5填了得分的：各项得分是否在0分和该项满分之间，有没有漏填，合计得分是否等于各项之和；一级指标印的分值是否等于其下各项满分之和，合计的满分是否等于各项满分之和。一项得分都没有填的另有规则。

## 为什么
附件5的合计就是自评工作的考核分，加错了就没有根据。

## 怎么改
重新加总；得分高于满分的按评分标准改正，漏填的补填。
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit
from jiping.model.values import ZERO, Entry
from jiping.rules.registry import hit, rule
from jiping.scoring.marks import plain

RANGE = "“{row}”得分{stated}分，应在0至{most}分之间。"
SUM = "“{row}”{what}为{stated}分，各项合计{expected}分（{arithmetic}），相差{difference}。"
BLANK = "“{row}”没有填得分，合计不能成立。"


@rule(
    severity="error",
    message=SUM,
    cites=("yueyang-procedure#附件5",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """Scores out of range or left blank, and totals that their parts do not give."""
    for sheet in case.filing.of_form("rubric"):
        items = sheet.of_kind("criterion")
        if any(row["score"].number is not None for row in items):
            yield from _of_scores(sheet, items)
        for row in sheet.of_kind("class"):
            parts = [item["points"] for item in items if item.parent == row.key]
            yield from _sum(row["points"], parts, "的分值")
        yield from _sum(
            sheet["total"]["points"], [item["points"] for item in items], "的分值"
        )


def _of_scores(sheet: Sheet, items: Sequence[Row]) -> Iterator[Hit]:
    for row in items:
        score, most = row["score"], row["points"].number
        if score.blank:
            yield hit(score, expected="填写得分", severity="warning", message=BLANK)
        elif score.number is not None and not (
            score.number >= 0 and (most is None or score.number <= most)
        ):
            limit = "满分" if most is None else plain(most)
            yield hit(
                score,
                row["points"],
                expected=f"0至{limit}",
                message=RANGE,
                most=limit,
            )
    yield from _sum(sheet["total"]["score"], [row["score"] for row in items], "得分")


def _sum(total: Entry, parts: Sequence[Entry], what: str) -> Iterator[Hit]:
    numbers: list[Decimal] = [p.number for p in parts if p.number is not None]
    if total.number is None or not numbers or len(numbers) < len(parts):
        return
    summed = sum(numbers, ZERO)
    if summed != total.number:
        yield hit(
            total,
            *parts,
            stated=plain(total.number),
            expected=plain(summed),
            arithmetic=f"{'+'.join(map(plain, numbers))}={plain(summed)}",
            difference=f"{plain(abs(summed - total.number))}分",
            what=what,
        )
