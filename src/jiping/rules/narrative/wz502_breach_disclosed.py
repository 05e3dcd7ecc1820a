"""报告自认的违规或不合规情况

## 查什么
报告里有没有自认挤占、挪用、超标准、超范围、虚列、未纳入预算等情况的话。“无”“严禁”“杜绝”“防止”等否定、禁止的说法不算。

## 为什么
自认的问题要有金额、有整改，自评得分也要有反映；只写一句，等于把问题公开了却没有交代。是否违规、怎样处理，由审核人判断。

## 怎么改
写明金额、原因和整改措施，并在相关指标的得分中反映；不属实的改写。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs, sentences, shortened
from jiping.rules.shared.text_words import concept


@rule(
    severity="warning",
    message="报告自认“{breach}”的情况，请写明金额和整改措施：{stated}",
    cites=("budget-law#第六十三条", "thrift-regulation"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph of the report that owns up to a breach."""
    report = case.filing.report
    assert report is not None
    for section, entry in paragraphs(report):
        if section.role in ("duties", "improvement", "use"):
            continue
        owned = next(_owned(squash(entry.raw)), None)
        if owned:
            breach, sentence = owned
            yield hit(
                entry,
                stated=shortened(sentence, 60),
                expected="写明金额、原因和整改措施",
                breach=breach,
            )


def _owned(text: str) -> Iterator[tuple[str, str]]:
    """The words for a breach that are neither denied nor forbidden, and their sentence."""
    for sentence in sentences(text):
        found = concept("breach").search(sentence)
        if found and not concept("breach", "denied").search(sentence[: found.start()]):
            yield found[0], sentence
