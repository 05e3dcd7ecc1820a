"""同一格里一句话重复

## 查什么
年度总体目标、偏差原因等文字格里，同样一段话（八个字以上）出现两次。

## 为什么
多半是复制粘贴留下的，公开后有损严肃。

## 怎么改
删去重复的一段。
"""

from collections import Counter
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used
from jiping.rules.shared.indicators_goals import objectives
from jiping.rules.shared.narrative import shortened

CLAUSE = compile_late(r"[^，。；;,、：:\n]+(?:、[^，。；;,：:\n]+)*")
MARK = compile_late(r"^[\d()（）.、]+")
LEAST = 8


@rule(
    severity="info",
    message="“{stated}”在同一格里出现了{times}次，请删去重复的部分。",
    cites=("hunan-self-evaluation-forms#附件2、附件3",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """A clause that stands twice in one cell."""
    cells = [c for _, *pair in objectives(case.filing) for c in pair]
    cells += [each["deviation_note"] for each in used(case.filing)]
    for cell in cells:
        found = _repeated(cell)
        if found:
            clause, times = found
            yield hit(
                cell, stated=shortened(clause, 40), expected="保留一遍", times=times
            )


def _repeated(cell: Entry) -> tuple[str, int] | None:
    """The longest clause that stands more than once."""
    clauses = (MARK.sub("", piece) for piece in CLAUSE.findall(squash(cell.text)))
    counts = Counter(clause for clause in clauses if len(clause) >= LEAST)
    repeated = [(clause, times) for clause, times in counts.items() if times > 1]
    return max(repeated, key=lambda pair: len(pair[0])) if repeated else None
