"""报告没有附件号

## 查什么
附件1、附件2、附件3都印有附件编号，而自评报告没有。

## 为什么
各附件要连续编号，少一个号，公开后不便引用。

## 怎么改
在报告前标上附件号（通常为附件4）。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import spot
from jiping.rules.shared.narrative_attachments import annex_number

LEAST = 2


@rule(
    severity="info",
    message="其他{count}张表都有附件编号，报告没有，应标{expected}。",
    cites=("hunan-self-evaluation-forms",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the report where every table bears a number and it does not."""
    report = case.filing.report
    assert report is not None
    tables = [s for s in case.filing.sheets if s.form in ("base", "overall", "project")]
    numbers = [annex_number(sheet.annex) for sheet in tables]
    known = [number for number in numbers if number is not None]
    if not report.annex and len(known) == len(numbers) >= LEAST:
        yield hit(
            spot(report.ref, report.title),
            stated="（无）",
            expected=f"附件{max(known) + 1}",
            count=len(numbers),
        )
