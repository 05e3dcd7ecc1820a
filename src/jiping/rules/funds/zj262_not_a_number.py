"""应填数的格子填了文字，或者数大得不可能

## 查什么
人数、金额、面积、比率等应填数的格子，填的是不是数；数是否超过一万亿。空白、“/”“——”“不适用”不报。分值和得分另有规则。

## 为什么
不是数就不能合计、不能与其他表核对，与它有关的检查都做不了。

## 怎么改
只填数；要说明的文字写到表下的说明里。数位多打了的改正。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.model.values import Entry, Gap
from jiping.rules.registry import hit, rule

OF_NUMBERS = ("staff", "expense", "building", "fund", "income", "expenditure")
OF_POINTS = ("weight", "score")
MOST = 10**12


@rule(
    severity="warning",
    cites=("hunan-self-evaluation-forms", "mof-2020-10"),
    message="“{row}”{column}应填数，填的是“{stated}”，{fault}，请改填。",
)
def check(case: Case) -> Iterator[Hit]:
    for sheet in case.filing.sheets:
        for row in sheet.of_kind(*OF_NUMBERS):
            for column, entry in row.cells.items():
                if column not in OF_POINTS and (fault := _fault(entry)):
                    yield hit(entry, expected="数", fault=fault)


def _fault(entry: Entry) -> str:
    if entry.value is Gap.UNREADABLE:
        return "无法核对"
    number = entry.number
    return "数过大" if number is not None and abs(number) >= MOST else ""
