"""报告文字照抄上年

## 查什么
有上年材料时，绩效情况、存在的问题、改进措施、结果应用各章，去掉年份和数字后，与上年同一章相同的句子是否达到通行的相似度。

## 为什么
问题和措施年年一样，说明没有整改，或者没有认真自评。相似度界限是系统通行口径。

## 怎么改
按本年实际重写；确实延续的问题，写明上年措施落实到哪一步。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jiping.model.filing import Report
from jiping.model.finding import Case, Hit, Skipped
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, joined, sentences
from jiping.rules.shared.narrative_prior import NO_PRIOR

ROLES = ("performance", "problems", "improvement", "use")
SHORTEST = 30


@rule(
    severity="warning",
    message="“{chapter}”与上年报告相同的文字占{stated}，疑照抄上年。",
    cites=("house", "mof-2020-10"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit at each chapter that is mostly last year's."""
    report = case.filing.report
    assert report is not None
    if case.prior is None or case.prior.report is None:
        yield NO_PRIOR
        return
    limit = Decimal(str(case.parameters["text.similarity"].value))
    for section in report.of_role(*ROLES):
        said = _told(report, section.role)
        before = set(_told(case.prior.report, section.role))
        length = sum(map(len, said))
        if section.level != 1 or length < SHORTEST:
            continue
        share = Decimal(sum(len(s) for s in said if s in before) * 100) / length
        if share >= limit:
            yield hit(
                section.heading,
                *body(report, section),
                stated=f"{share:.0f}%",
                expected="按本年实际写",
                chapter=section.heading.raw,
            )


def _told(report: Report, role: str) -> tuple[str, ...]:
    """The sentences of the chapters of one role, without years and figures."""
    text = "\n".join(joined(body(report, s)) for s in report.of_role(role))
    return sentences(re.sub(r"[\d.%]+", "", text))
