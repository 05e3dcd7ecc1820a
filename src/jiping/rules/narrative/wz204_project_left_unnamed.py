"""报告只写了一个项目的用途，另有项目表未提

## 查什么
报告“项目支出情况”把全部项目支出说成用于某一个项目（名称与附件1或附件3的项目相同），而附件3还有别的项目表、有执行数，报告通篇没有提它。

## 为什么
报告、附件1、附件3说的是同一批项目。报告只提一个，读者会以为其余的钱没有花，或者花在了别处。

## 怎么改
在“项目支出情况”里把每个项目的名称、金额和用途写全。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs
from jiping.rules.shared.text_names import core, project_lines

_USED_FOR = compile_late(r"用于([^,，。；;、]{2,30}?)(?:的?支出)?(?=[,，。；;]|$)")
ROLES = ("project", "general_budget")


@rule(
    severity="warning",
    message="报告称项目支出用于“{named}”，附件3另有“{other}”执行数{amount}{unit}，报告没有提到。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report", "project"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the paragraph, for the project tables that it passes over."""
    report, base = case.filing.report, case.filing.base
    assert report is not None
    whole = squash("".join(entry.raw for _, entry in paragraphs(report)))
    known = {core(sheet.name) for sheet in case.filing.projects}
    known |= {core(row.label) for row in (project_lines(base) if base else ())}
    for section, entry in paragraphs(report):
        if section.role not in ROLES or "项目" not in entry.raw:
            continue
        named = [n for n in _USED_FOR.findall(squash(entry.raw)) if core(n) in known]
        if len(named) != 1:
            continue
        others = list(_unnamed(case.filing.projects, core(named[0]), whole))
        if others:
            cells = [s["project"]["name"] for s in others]
            cells += [s["total"]["executed"] for s in others]
            yield hit(
                entry,
                *cells,
                stated=named[0],
                expected=f"写明{'、'.join(s.name for s in others)}",
                named=named[0],
                other="、".join(s.name for s in others),
                amount="、".join(str(s["total"]["executed"].number) for s in others),
                unit=others[0].unit,
            )


def _unnamed(projects: tuple[Sheet, ...], named: str, whole: str) -> Iterator[Sheet]:
    for sheet in projects:
        told = core(sheet.name) == named or core(sheet.name) in whole
        if not told and sheet["total"]["executed"].number:
            yield sheet
