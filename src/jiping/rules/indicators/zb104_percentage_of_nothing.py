"""以百分比为目标，却没有所指的率

## 查什么
年度指标值是百分比（多为100%），而指标名称不是一个率、比例或满意度，也不是一件件可以完成的事，说的是状态、影响或愿望，如“区域影响力100%”“管理机制日益健全100%”。

判断看名称的用语：名称里有率、度、比例、比重、指数、增速、增幅、覆盖，以“水平”结尾而目标不是100%，或者完成、办结、到位、达标、按期、控制等字样的不报；效益指标没有这些字样的报出；产出指标还要有完善、提升、促进、维护社会稳定一类的用语才报。提高、下降类指标配增减幅度的不报。名称过于简略时可能漏报。

## 为什么
百分比要有分子和分母。说不出谁除以谁，100%就只是一个口号，实际完成95%还是98%也说不出来历。

## 怎么改
改成能算的率（如“矛盾纠纷化解率≥95%”“服务站点覆盖率100%”），或者改成数量、有无、等级。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used
from jiping.rules.shared.indicators_percent import names_no_rate


@rule(
    severity="warning",
    message="“{row}”以{stated}为目标，但名称不是率，也不是可以逐件完成的事，说不出分子和分母，不可衡量。",
    cites=("mof-2020-10", "mof-2021-101", "yueyang-procedure#附件5"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Percentages of things that have no percentage."""
    for each in used(case.filing):
        if names_no_rate(each):
            yield hit(
                each["target"],
                each["level3"],
                each["actual"],
                stated=squash(each["target"].raw),
                expected="可计算的率、数量或等级",
            )
