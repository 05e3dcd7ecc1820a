"""同一个指标在两张表里的数不同

## 查什么
附件2和附件3、或者两张附件3里有名称相同、计量单位相同的三级指标，年度指标值相同而实际完成值不同，或者实际完成值相同而年度指标值不同。两样都不同的，可能是各说各的，不报；满意度、完成率、合格率一类各项目都有的笼统名称不报。两张表同名而口径不同的也有，所以作为提示，两个数只是数字颠倒的作为警告，一张表合并报一次。

## 为什么
整体表的指标从项目表汇总，同一件事只有一个目标、一个结果。

## 怎么改
按批复的绩效目标和佐证材料改错的那一处；说的不是一件事的，把名称写得能够区分。
"""

from collections import defaultdict
from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Measure, Ref
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used
from jiping.rules.shared.indicators_percent import names_no_rate
from jiping.rules.shared.indicators_told import exact

# Names that every project may have, of a thing of its own.
_GENERAL = compile_late(
    r"满意|^(?:项目|工作|任务|资金|工程|质量|计划|目标|设备|服务|管理|系统|业务|各项|经费|预算|"
    r"验收|完成|合格|达标|及时|率|度|年|全|的|数量|支出|控制|成本)+$"
)
_LEAST = 6


@rule(
    severity="info",
    message="{names}与{where}的同名指标{what}不同，这里是{stated}、那里是{there}，请核对；说的不是一件事的，名称应写得能够区分。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit a table for its rows that have half of an earlier row's figures."""
    named: dict[tuple[str, str], Indicator] = {}
    apart: dict[Ref, list[tuple[Indicator, Indicator]]] = defaultdict(list)
    for each in used(case.filing):
        general = len(each.name) < _LEAST or _GENERAL.search(each.name)
        if general or names_no_rate(each) or not _exact(each):
            continue
        first = named.setdefault((each.name, each.target.unit), each)
        if first.table != each.table and _differing(first, each):
            apart[each.table].append((first, each))
    for pairs in apart.values():
        yield _hit(pairs)


def _exact(each: Indicator) -> bool:
    return exact(each.target) and exact(each.actual)


def _differing(first: Indicator, other: Indicator) -> str:
    """The column that differs where the other is the same, ``""`` else."""
    goal = _figure(first.target) == _figure(other.target)
    result = _figure(first.actual) == _figure(other.actual)
    if goal == result:
        return ""
    return "actual" if goal else "target"


def _hit(pairs: list[tuple[Indicator, Indicator]]) -> Hit:
    first, other = pairs[0]
    column = _differing(first, other)
    names = dict.fromkeys(f"“{later.name}”" for _, later in pairs)
    refs = {earlier.table: None for earlier, _ in pairs}
    columns = dict.fromkeys(_differing(*pair) for pair in pairs)
    cells = [each[_differing(*pair)] for pair in pairs for each in reversed(pair)]
    return hit(
        *cells,
        expected="两表一致",
        there=first[column].raw,
        names="、".join(names),
        what="、".join(
            "实际完成值" if c == "actual" else "年度指标值" for c in columns
        ),
        severity="warning" if any(_exchanged(*pair) for pair in pairs) else None,
        where="、".join(
            "附件2" if ref.form == "overall" else f"附件3（{ref.key}）" for ref in refs
        ),
    )


def _figure(measure: Measure) -> tuple[object, ...]:
    return measure.number, measure.upper, measure.unit


def _exchanged(first: Indicator, other: Indicator) -> bool:
    """Whether two results are the same digits in another order (230, 203)."""
    one, two = first.actual.number, other.actual.number
    if one is None or two is None or one == two:
        return False
    return sorted(f"{one:f}") == sorted(f"{two:f}")
