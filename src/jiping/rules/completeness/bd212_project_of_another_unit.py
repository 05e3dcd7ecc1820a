"""项目表的实施单位、主管部门是别的单位

## 查什么
附件3表头的实施单位和主管部门：
- 是不是与本单位同类的另一个单位（另一所学校、另一个乡镇、另一个馆），报告介绍本单位和下属单位时又没有提到它（局、中心一类，报告别处提到的也不报）；
- 是不是别的县（区）的单位；
- 实施单位是不是填成了主管部门，而本单位才是填报单位。

下属单位、内设机构、村（社区）实施的不算错；漏字、错字、颠倒的按写错字报。

## 为什么
单位不是本单位，表就可能是从别的单位复制来的，指标和数字也可能是别人的。

## 怎么改
改成实际的实施单位和主管部门，并核对全表内容是不是本项目的。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import joined
from jiping.rules.shared.text_bodies import Known, kind_of, known_bodies, same_place
from jiping.rules.shared.text_names import county, slip

ANOTHER = "与本单位同类，不是本单位"
ELSEWHERE = "是别的县（区）的单位"
SUPERIOR = "是主管部门，填报单位是本单位"
# Such bodies do not carry out each other's projects.
APART = ("school", "hospital", "street", "township")


@rule(
    severity="warning",
    message="{form}的{row}“{stated}”{fault}（本单位：{expected}），请核对是否照抄他表。",
    cites=("hunan-self-evaluation-forms#附件3", "mof-2020-10"),
    needs=("project",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for each name of a stranger, at the first table that has it."""
    filing, unit = case.filing, squash(case.filing.unit)
    if not unit:
        return
    seen: dict[tuple[str, str], list[Entry]] = {}
    known = known_bodies(filing)
    for cell in _cells(filing):
        fault = _fault(cell, known, unit)
        if fault == ANOTHER and kind_of(cell.text) not in APART:
            fault = "" if _told(filing, cell) else fault
        if fault:
            seen.setdefault((squash(cell.text), fault), []).append(cell)
    for (stated, fault), cells in seen.items():
        apart = fault == ANOTHER and kind_of(stated) in APART
        yield hit(
            *cells,
            stated=stated,
            expected=unit,
            severity="error" if apart or fault == ELSEWHERE else None,
            fault=fault,
        )


def _told(filing: Filing, cell: Entry) -> bool:
    """Whether the report speaks of the body anywhere."""
    report, name = filing.report, squash(cell.text)
    bare = name.removeprefix(county(name))
    return report is not None and bare in joined(report.entries())


def _cells(filing: Filing) -> Iterator[Entry]:
    for sheet in filing.projects:
        for row in sheet.of_kind("header"):
            if row.key.partition("#")[0] in ("authority", "implementer"):
                yield row["name"]


def _fault(cell: Entry, known: Known, unit: str) -> str:
    stated, kind = squash(cell.text), kind_of(cell.text)
    if not kind or stated in unit or unit in stated or slip(stated, unit):
        return ""
    if not same_place(stated, unit):
        return ELSEWHERE
    if cell.ref.row.partition("#")[0] == "authority":
        return ""
    if known.above(stated):
        return SUPERIOR
    another = kind == kind_of(unit) and not known.holds(stated)
    return ANOTHER if another else ""
