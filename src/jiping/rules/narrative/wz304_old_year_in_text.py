"""报告写的是往年的情况

## 查什么
报告各支出章节和绩效情况，有没有以往年（年度不是自评年度）开头叙述预算、支出、绩效，又不是同上年比较的句子。

## 为什么
在上年报告上改写，年份没有改，数字也可能没有改。

## 怎么改
改成自评年度，并核对这一句里的数字是不是自评年度的。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import (
    FUND_ROLES,
    chapter_of,
    paragraphs,
    sentences,
    shortened,
)
from jiping.rules.shared.text_years import compares, opening_year

ROLES = (
    *FUND_ROLES,
    "general_budget",
    "basic",
    "project",
    "performance",
    "three_public",
    "finance",
)
_ABOUT = compile_late(r"预算|决算|支出|经费|绩效|完成|开展|本单位|本部门")


@rule(
    severity="warning",
    message="这句话写的是{year}年的情况，自评年度是{expected}：{stated}",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph whose opening year is an earlier one."""
    report, year = case.filing.report, case.filing.year
    assert report is not None
    for section, entry in paragraphs(report):
        if year is None or not {section.role, chapter_of(report, section).role} & set(
            ROLES
        ):
            continue
        for sentence in sentences(squash(entry.raw)):
            named = opening_year(sentence)
            if named is None or named >= year or f"{year}年" in sentence:
                continue
            told = section.role == "performance" or _ABOUT.search(sentence)
            if told and not compares(sentence):
                yield hit(
                    entry,
                    stated=shortened(sentence, 40),
                    expected=f"{year}年",
                    year=named,
                )
                break
