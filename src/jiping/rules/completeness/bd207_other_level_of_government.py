"""表样的级次与单位不符

## 查什么
单位属于县（区），表中却印着“市级预算部门”“省级专项资金”等上级的栏目名称，这一栏又没有填数。

## 为什么
直接套用上级的表样，栏目与本级预算科目对不上。有的地方统一使用上级表样，不算错。

## 怎么改
使用本级财政部门印发的表样；统一用上级表样的可不理会。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_names import county

_LEVEL = compile_late(r"([省市区县])级(?:预算部门|预算单位|专项资金)")
_OF = {"县": "县", "区": "区", "旗": "县", "市": "市"}


@rule(
    severity="info",
    message="本单位属{own}级，表样印的是“{stated}”，请核对所用表样。",
    cites=("hunan-self-evaluation-forms",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for all labels of a higher level in a district's filing."""
    place = county(squash(case.filing.unit))
    own = _OF.get(place[-1:], "")
    if own not in ("县", "区"):
        return
    found: list[tuple[Entry, str]] = []
    for sheet in case.filing.sheets:
        for row in sheet.rows if sheet.form in ("base", "overall") else ():
            level = _LEVEL.search(squash(row.label))
            cells = list(row.cells.values())
            if level and level[1] == "市" and cells:
                found.append((cells[0], level[0]))
    if found:
        entries = [entry for entry, _ in found]
        words = "”“".join(dict.fromkeys(word for _, word in found))
        yield hit(*entries, stated=words, expected=f"{own}级", own=own)
