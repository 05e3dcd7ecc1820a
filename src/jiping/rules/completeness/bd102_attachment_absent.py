"""清单列了附件而没有附上

## 查什么
报告末尾附件清单所列的各项，资料里有没有；清单是不是从中间开始、前面几项丢了。

## 为什么
附件5“完整性”中附件部分7分，每少一个部分扣2分。清单有而没有附，看不出是没有发生还是漏附。

## 怎么改
补附所缺的表（没有发生的填零或注明“无”），或者从清单中删去不适用的项。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import shortened
from jiping.rules.shared.narrative_attachments import attached, numbered, promised


@rule(
    severity="warning",
    message="附件清单{fault}。",
    cites=("yueyang-procedure#附件5", "hunan-self-evaluation-forms#附件4"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the list for all that it promises and the package lacks."""
    report = case.filing.report
    assert report is not None
    listed = [entry for entry in report.attachments if promised(entry)]
    absent = [entry for entry in listed if not attached(case.filing, entry)]
    first = numbered(listed[0]) if listed else None
    faults = []
    if absent:
        names = "、".join(shortened(entry.raw) for entry in absent)
        faults.append(f"所列{names}没有附上")
    if first is not None and first[0] > 1:
        faults.append(f"从第{first[0]}项开始，前面的各项丢失")
    if faults:
        at, *others = absent or listed
        yield hit(at, *others, expected="补附，或注明不适用", fault="；".join(faults))
