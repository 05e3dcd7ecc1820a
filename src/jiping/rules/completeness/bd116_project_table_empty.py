"""项目自评表是空表

## 查什么
附件3有没有项目资金和指标都没有填数的空表；项目名称还是“（一级项目名称）”、指标还是“指标1：”一类模板字样的也是空表。各栏都写“/”“不适用”、确实没有项目支出的，不报；有项目支出而各张项目表都写“/”的，要报。

## 为什么
空表等于没有自评；没有项目支出的单位不需要附空表。

## 怎么改
有这个项目的补填；没有项目支出的删去空表并在报告中说明。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet, spends_on_projects
from jiping.model.finding import Case, Hit
from jiping.model.values import Gap
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sheet_spot
from jiping.rules.shared.unfilled import filled, money


@rule(
    severity="error",
    message="{form}没有填写资金，也没有填写指标，是一张空表。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件3"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each project table without an amount and without an indicator."""
    sheets = case.filing.projects
    owed = spends_on_projects(case.filing) and not any(map(filled, sheets))
    for sheet in sheets:
        if not filled(sheet) and (owed or not _struck_out(sheet)):
            yield hit(
                sheet_spot(sheet),
                sheet["project"]["name"],
                *(cell for cell in money(sheet) if cell.blank),
                stated="空表",
                expected="补填或删去",
            )


def _struck_out(sheet: Sheet) -> bool:
    """Whether the money is marked as not applicable."""
    return any(cell.value is Gap.NOT_APPLICABLE for cell in money(sheet))
