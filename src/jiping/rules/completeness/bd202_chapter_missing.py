"""报告缺少规定的章节

## 查什么
报告有没有基本情况、一般公共预算支出、三项基金情况、绩效情况、存在的问题、改进措施、结果应用和公开各章。编号不对但内容在的、几项基金合写一章的，不算缺；认不出表式的材料不查基金各章。

## 为什么
附件5“完整性”中正文部分8分，每少一个部分扣2分。绩效情况、问题、改进措施是自评的主体，缺了不能成立。

## 怎么改
按通知的提纲补写；没有发生的基金写明“无”。
"""

from collections.abc import Iterator

from jiping.model import terms
from jiping.model.filing import Report
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import FUND_ROLES, joined, spot
from jiping.rules.shared.text_words import concept

# What stands for a chapter: any of these roles.
CHAPTERS = {
    "profile": ("profile", "duties", "organisation"),
    "general_budget": ("general_budget", "basic", "project", "finance"),
    "government_fund": ("government_fund",),
    "state_capital": ("state_capital",),
    "social_insurance": ("social_insurance",),
    "performance": ("performance",),
    "problems": ("problems",),
    "improvement": ("improvement",),
    "use": ("use",),
}
VITAL = ("performance", "problems", "improvement")
LEAST = 3


@rule(
    severity="warning",
    message="报告没有“{stated}”一章。",
    cites=("yueyang-procedure#附件5", "hunan-self-evaluation-forms#附件4"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the vital chapters that are missing, one for the others.

    A report of which fewer than three chapters were recognised is not judged.
    """
    report = case.filing.report
    assert report is not None
    present = {section.role for section in report.sections} | _funds_told(report)
    asked = {
        key: roles
        for key, roles in CHAPTERS.items()
        if case.filing.layout or key not in FUND_ROLES
    }
    missing = [key for key, roles in asked.items() if not present & set(roles)]
    if len(asked) - len(missing) < LEAST:
        return
    for severity, keys in (
        ("error", [key for key in missing if key in VITAL]),
        ("warning", [key for key in missing if key not in VITAL]),
    ):
        if keys:
            yield hit(
                spot(report.ref, report.title),
                stated="”“".join(terms.ROLES[key] for key in keys),
                expected="补写",
                severity=severity,
            )


def _funds_told(report: Report) -> set[str]:
    """Funds that the report names anywhere: several are often told in one chapter."""
    said = joined(report.entries())
    return {key for key in FUND_ROLES if concept("fund_names", key).search(said)}
