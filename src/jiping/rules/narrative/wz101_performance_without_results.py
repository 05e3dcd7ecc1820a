"""绩效情况没有完成数据

## 查什么
自评报告“整体支出绩效情况”一章有没有写产出、效益、满意度的完成数据和自评得分。年份、日期、条目序号和单纯的金额不算完成数据。

## 为什么
这一章是报告的主体。只写“较好完成了各项工作任务”，看不出完成了多少、效果怎样，自评表的得分就没有依据。程序只数数据，写得是否贴切要由人看。

## 怎么改
按自评表逐项写：产出完成多少、效益和满意度是多少、自评得分多少分，数字与自评表一致。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, joined, results, shortened


@rule(
    severity="warning",
    message="“{chapter}”写了{length}字，没有一个产出、效益、满意度的完成数据，也没有自评得分：{stated}",
    cites=("mof-2020-10", "yueyang-procedure#附件5"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each chapter on performance that states no result in figures."""
    report = case.filing.report
    assert report is not None
    for section in report.of_role("performance"):
        said = body(report, section)
        text = joined(said)
        nested = any(s.key == section.parent for s in report.of_role("performance"))
        if nested or not said or results(text):
            continue
        yield hit(
            section.heading,
            *said,
            stated=shortened(text),
            expected="写明产出、效益、满意度的完成数据和自评得分",
            chapter=section.heading.raw,
            length=len(text.replace("\n", "")),
        )
