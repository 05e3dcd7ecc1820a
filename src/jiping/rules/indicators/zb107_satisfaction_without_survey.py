"""满意度没有说明怎样调查得来

## 查什么
表里有满意度指标和实际完成值，而说明、偏差原因和自评报告都没有提到问卷、回访、测评等调查方式。一份资料只提示一次。

## 为什么
满意度要有可以问到的人，并且真正问过。没有调查依据的98%，复核时不能采信。

## 怎么改
在报告的绩效情况一节写明调查方式、时间、发出和收回份数，把问卷汇总表作为佐证材料留存。
"""

from collections.abc import Iterator

from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used
from jiping.rules.shared.indicators_words import words


@rule(
    severity="info",
    message="满意度指标“{row}”填{stated}，资料中没有说明怎样调查、样本多少，请备好调查依据。",
    cites=("mof-2021-101", "house"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Satisfaction stated in a filing that mentions no survey."""
    asked = [
        each
        for each in used(case.filing)
        if each.level1 == "satisfaction" and each.actual.number is not None
    ]
    if asked and not _survey_mentioned(case.filing):
        yield hit(
            asked[0]["actual"],
            *(each["actual"] for each in asked[1:]),
            expected="注明调查方式和样本量",
        )


def _survey_mentioned(filing: Filing) -> bool:
    texts = [remark.raw for sheet in filing.evaluations for remark in sheet.remarks]
    for each in used(filing):
        texts += [each["deviation_note"].raw]
        if each.level1 == "satisfaction":
            texts += [each.name, each["target"].raw, each["actual"].raw]
    if filing.report is not None:
        for section in filing.report.of_role("performance", "problems", "other"):
            texts += [part.text for part in filing.report.within(section)]
    return any(words("survey").search(text) for text in texts)
