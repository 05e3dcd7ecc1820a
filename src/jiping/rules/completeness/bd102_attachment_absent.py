"""清单列了附件而没有附上

## 查什么
报告末尾附件清单所列的各项，资料里有没有；写明份数的，附的是不是少于所列份数；清单是不是从中间开始、前面几项丢了。清单写明另附、备查的和照片不报。

## 为什么
附件5“完整性”中附件部分7分，每少一个部分扣2分。清单有而没有附，看不出是没有发生还是漏附。

## 怎么改
补附所缺的表（没有发生的填零或注明“无”），或者从清单中删去不适用的项。
"""

from collections.abc import Iterator

from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import shortened
from jiping.rules.shared.narrative_attachments import (
    attached,
    copies,
    further,
    numbered,
    promised,
)


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
    absent = [
        entry
        for entry in report.attachments
        if (entry in listed and not attached(case.filing, entry))
        or further(case.filing, entry)
    ]
    counted = (numbered(entry) for entry in report.attachments if listed)
    first = next((found for found in counted if found), None)
    faults = []
    if absent:
        names = "、".join(map(_shown, absent))
        faults.append(f"所列{names}没有附上")
    fewer = [entry for entry in listed if 0 < _held(case.filing, entry) < copies(entry)]
    faults += [
        f"所列{_shown(entry)}只附了{_held(case.filing, entry)}份" for entry in fewer
    ]
    if first is not None and first[0] > 1:
        faults.append(f"从第{first[0]}项开始，前面的各项丢失")
    if faults:
        at, *others = [*absent, *fewer] or listed
        yield hit(at, *others, expected="补附，或注明不适用", fault="；".join(faults))


def _shown(entry: Entry) -> str:
    return shortened(entry.raw).rstrip("；;。，,、")


def _held(filing: Filing, entry: Entry) -> int:
    """How many tables the package holds of the kind that an entry names."""
    kind = promised(entry)
    return len(filing.of_form(kind[0])) if kind and kind[0] == "project" else 0
