"""两个项目的指标或目标照抄

## 查什么
同一单位的两张项目支出绩效自评表，三级指标绝大部分同名，或者年度总体目标逐字相同。

## 为什么
不同的项目买不同的东西。目标和指标一样，说明没有按项目的内容设定，各项目的绩效都没有反映。

## 怎么改
按各项目的实施内容重设目标和指标，如建设类项目写建设数量、验收、工期、造价。
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jiping.intake.text import squash
from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import indicators
from jiping.rules.shared.scores_limits import limit

# Fewer indicators in common may be chance: 服务对象满意度 stands in every table.
LEAST_IN_COMMON = 3
LEAST_WORDS = 8


@rule(
    severity="warning",
    message="“{this}”的{what}与“{other}”相同，没有按项目内容设定。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("project",),
    years=(2016, None),
)
def check(case: Case) -> Iterator[Hit]:
    """A project table whose aims or indicators are those of an earlier one."""
    alike = limit(case, "text.similarity") / 100
    projects = [_Project(sheet) for sheet in case.filing.projects]
    copied: set[str] = set()
    for first, second in combinations(projects, 2):
        if second.sheet.key in copied:
            continue
        if what := _common(first, second, alike):
            copied.add(second.sheet.key)
            yield _hit(first, second, what)


class _Project:
    """What is compared of a project table."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.name = sheet.name or sheet.key
        self.aims = sheet["objective"]["expected"]
        self.words = squash(self.aims.text)
        self.rows = [each for each in indicators(sheet) if each.used and each.name]
        self.names = frozenset(each.name for each in self.rows)


def _common(first: _Project, second: _Project, alike: Decimal) -> str:
    """In words what the second has from the first."""
    found = []
    if first.words == second.words and len(first.words) >= LEAST_WORDS:
        found.append("年度总体目标")
    same = len(first.names & second.names)
    if same >= LEAST_IN_COMMON and same >= alike * len(first.names | second.names):
        found.append("三级指标")
    return "和".join(found)


def _hit(first: _Project, second: _Project, what: str) -> Hit:
    rows = [each["level3"] for each in second.rows if each.name in first.names]
    places = [second.aims, *rows] if second.aims.ref.form else rows
    return hit(
        *places,
        first.aims,
        stated=f"{what}与“{first.name}”相同",
        expected="与本项目内容对应的目标和指标",
        this=second.name,
        other=first.name,
        what=what,
    )
