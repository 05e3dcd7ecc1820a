"""改进措施缺失或没有回答所列问题

## 查什么
“下一步改进措施”一章是不是写成“无”、只有一句话、只要求增加资金，或者与“存在的问题”一章没有谈到同一个方面。方面按附件5的五类用词识别。

## 为什么
附件5“建议情况”15分：建议与问题对应且全面的得满分，过于简单的得6—8分，只提出加大资金投入的不得分。程序按用词判断是否对应，内容是否可行要由人看。

## 怎么改
对着问题一条一条写措施：做什么、谁来做、什么时候做完。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, joined, sentences, shortened
from jiping.rules.shared.text_words import concept, subjects

SHORT = 40


@rule(
    severity="warning",
    message="“{chapter}”{fault}：{stated}",
    cites=("yueyang-procedure#附件5",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each chapter on improvement that does not answer the problems."""
    report = case.filing.report
    assert report is not None
    problems = [body(report, section) for section in report.of_role("problems")]
    raised = joined(entry for said in problems for entry in said)
    for section in report.of_role("improvement"):
        said = body(report, section)
        text = joined(said)
        fault = _fault(text, raised) if said and section.level == 1 else ""
        if fault:
            yield hit(
                section.heading,
                *said,
                stated=shortened(text),
                expected="逐条对应所列问题的措施",
                chapter=section.heading.raw,
                fault=fault,
            )


def _fault(text: str, raised: str) -> str:
    if text.rstrip("。") in ("无", "暂无", "没有"):
        return "没有写措施"
    said = [s for s in sentences(text) if len(s) > 8]
    asking = concept("more_money")
    rest = subjects(asking.sub("", text)) - {"budget"}
    if said and not rest and all(asking.search(sentence) for sentence in said):
        return "只要求增加资金，按附件5“建议情况”不得分"
    if len(text) < SHORT:
        return f"只有{len(text)}字，过于简单"
    if subjects(raised) and not subjects(text) & subjects(raised):
        return "与所列问题没有谈到同一个方面"
    return ""
