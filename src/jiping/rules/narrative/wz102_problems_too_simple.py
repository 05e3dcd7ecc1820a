"""存在的问题写得过于简单

## 查什么
“存在的问题及原因分析”一章是不是写成“无”、只有一句话、很短而没有分条归纳、与五个方面都不沾边，或者只提资金不足。五个方面是附件5所列的预算和预算绩效管理、履职效能、资金分配使用和管理、资产和财务管理、政府采购，按各方面的用词识别。

## 为什么
附件5“反映问题情况”20分：问题未归纳且过于简单的得10—12分，只提出资金不足问题的不得分。程序只看篇幅和用词，问题找得准不准要由人判断。

## 怎么改
从上面五个方面归纳问题，每条写清表现和原因，能用数字说明的用数字说明。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, joined, sentences, shortened
from jiping.rules.shared.text_words import concept, subjects

SHORT = 60
_LISTED = compile_late(r"[一二三四五]是|[(]?[一二三四五1-5][)、.．]")
NOTHING = ("无", "没有", "暂无", "不存在问题", "未发现问题")


@rule(
    severity="warning",
    message="“{chapter}”{fault}：{stated}",
    cites=("yueyang-procedure#附件5",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each chapter on problems that says too little."""
    report = case.filing.report
    assert report is not None
    for section in report.of_role("problems"):
        said = body(report, section)
        text = joined(said)
        fault = _fault(text) if said and section.level == 1 else ""
        if fault:
            yield hit(
                section.heading,
                *said,
                stated=shortened(text),
                expected="从预算、履职、资金、资产财务、采购等方面归纳问题并分析原因",
                chapter=section.heading.raw,
                fault=fault,
            )


def _fault(text: str) -> str:
    if text.rstrip("。") in NOTHING:
        return "写成没有问题"
    said = [s for s in sentences(text) if len(s) > 8]
    if said and all(concept("shortage").search(s) for s in said):
        return "只提出资金不足，按附件5“反映问题情况”不得分"
    listed = len(_LISTED.findall(text)) > 1 and len(subjects(text)) > 1
    if (len(text) < SHORT and not listed) or len(said) < 2:
        return f"只有{max(len(said), 1)}句话、{len(text)}字，没有归纳和原因分析"
    if not subjects(text):
        return "没有涉及预算、履职、资金、资产财务、采购中的任何一个方面"
    return ""
