"""缺少必备的表或报告

## 查什么
资料里有没有附件1基础数据表、附件2整体支出绩效自评表、附件4自评报告；有项目支出的，有没有附件3项目支出绩效自评表。一份都没有认出的不报这一条，只有转移支付项目自评表的也不报。

## 为什么
附件5“完整性”15分，每少一个部分扣2分；少一张表，与它有关的核对都不能进行。

## 怎么改
补齐所缺的表；已经填了的，检查文件是否漏传、表题是否被删。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model import terms
from jiping.model.filing import Filing, spends_on_projects
from jiping.model.finding import Case, Hit
from jiping.model.values import Ref
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import spot


@rule(
    severity="error",
    message="资料中没有{stated}。",
    cites=("hunan-self-evaluation-forms", "yueyang-procedure#附件5"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the package for each annex that it lacks."""
    filing = case.filing
    if (not filing.sheets and filing.report is None) or _transfers_alone(filing):
        return
    for form in _missing(filing):
        yield hit(
            spot(Ref("package", "", form)),
            stated=terms.FORMS[form],
            expected=f"附上{terms.FORMS[form]}",
        )


def _transfers_alone(filing: Filing) -> bool:
    """Tables of transfer payments are filed by themselves, in a form of their own."""
    titles = [squash(sheet.title) for sheet in filing.sheets]
    return filing.report is None and all("转移支付" in title for title in titles)


def _missing(filing: Filing) -> Iterator[str]:
    for form in ("base", "overall"):
        if filing.sheet(form) is None:
            yield form
    if not filing.projects and spends_on_projects(filing):
        yield "project"
    if filing.report is None:
        yield "report"
