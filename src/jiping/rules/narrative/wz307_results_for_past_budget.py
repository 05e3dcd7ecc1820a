"""自评结果说是用于已过年度的预算

## 查什么
报告里说自评结果用于编制、安排某年预算的，这一年是不是在自评年度之后。

## 为什么
自评在年度终了以后才做，结果只能用于以后年度的预算。写成自评年度或更早的年度，是照抄上年报告没有改年份。

## 怎么改
改成以后年度，如2023年度自评用于2025年预算。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs, sentences, shortened

_RESULT = compile_late(r"(?:自评|评价|绩效)(?:的)?(?:结果|得分|报告)")
_BUDGET = compile_late(
    r"(?:编制|编报|安排|申报|调整|用于|作为|核定|确定)(?:好|本单位|本部门|我[\u4e00-\u9fff])?"
    r"(?P<year>20\d\d)年度?(?:的)?(?:部门|单位|财政|项目|部门项目|支出)?(?:预算|资金安排|项目安排)(?!绩效|执行|公开|批复|时|过程|中|不)"
)

_EARLIER = compile_late(r"上年|去年|上一年|以前年度|历年|20\d\d年")


@rule(
    severity="warning",
    message="自评结果不可能用于{named}年预算，自评年度是{year}年：{stated}",
    cites=("hunan-self-evaluation-forms#附件4", "mof-2020-10"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph that puts the results to the use of a past budget."""
    report, year = case.filing.report, case.filing.year
    assert report is not None
    if year is None:
        return
    for section, entry in paragraphs(report):
        for sentence in sentences(squash(entry.raw)):
            told = section.role == "use" or _RESULT.search(sentence)
            found = _BUDGET.search(sentence) if told else None
            before = sentence[: found.start()] if found else ""
            # 上年结果已作为编制本年预算的依据 is as it should be.
            if found and int(found["year"]) <= year and not _EARLIER.search(before):
                yield hit(
                    entry,
                    stated=shortened(sentence[found.start() :], 40),
                    expected=f"{year + 1}年或以后年度",
                    named=found["year"],
                    year=year,
                )
                break
