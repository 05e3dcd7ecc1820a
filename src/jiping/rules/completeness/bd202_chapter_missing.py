"""报告缺少规定的章节

## 查什么
报告有没有基本情况、一般公共预算支出、三项基金情况、绩效情况、存在的问题、改进措施、结果应用和公开各章。编号不对但内容在的、几项基金合写一章的，不算缺；认不出表式的材料不查基金各章。

报在缺口后面一章的标题上；序号在这里跳号的一并说明，序号顺延、看不出跳号的也要报。

## 为什么
附件5“完整性”中正文部分8分，每少一个部分扣2分。绩效情况、问题、改进措施是自评的主体，缺了不能成立。

## 怎么改
按通知的提纲补写；没有发生的基金写明“无”。
"""

from collections.abc import Iterator

from jiping.model import terms
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, spot
from jiping.rules.shared.narrative_chapters import Missing, missing_chapters

VITAL = ("performance", "problems", "improvement")


@rule(
    severity="warning",
    message="报告没有“{stated}”一章{where}。",
    cites=("yueyang-procedure#附件5", "hunan-self-evaluation-forms#附件4"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each place where chapters are missing: at the heading after it, or at
    the last words of the report's body where none comes after it.

    A report of which fewer than three chapters were recognised is not judged.
    """
    report = case.filing.report
    assert report is not None
    for gap in missing_chapters(case.filing):
        before = gap.before.heading if gap.before else None
        if gap.after is not None:
            places = [gap.after.heading, before]
        else:
            last = body(report, gap.before)[-1:] if gap.before else ()
            places = [*last, before]
        # The report too: the grade takes its points for it, not for a place in it.
        places.append(spot(report.ref, report.title))
        yield hit(
            *(entry for entry in places if entry is not None),
            stated="”“".join(terms.ROLES[key] for key in gap.keys),
            expected="补写",
            severity="error" if set(gap.keys) & set(VITAL) else None,
            where=_where(gap),
        )


def _where(gap: Missing) -> str:
    if gap.after is None:
        return ""
    if gap.before is not None and gap.jumps:
        return f"，序号由“{gap.before.number}”跳到“{gap.after.number}”"
    return f"，应在“{gap.after.heading.raw}”之前"
