"""报告自认的违规或不合规情况

## 查什么
报告里有没有自认挤占、挪用、超标准、超范围、虚列、未纳入预算等情况的话。“无”“严禁”“杜绝”“防止”等否定、禁止的说法不算。

同一段里已经写明的不再要求：违规用钱的，金额和整改都写了，只提示核对得分；超编与金额无关，写了原因或者消化办法的不报。

## 为什么
自认的问题要有金额、有整改，自评得分也要有反映；只写一句，等于把问题公开了却没有交代。是否违规、怎样处理，由审核人判断。

## 怎么改
写明金额、原因和整改措施，并在相关指标的得分中反映；不属实的改写。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs, sentences, shortened
from jiping.rules.shared.text_words import concept

# People beyond the posts are no money.
_POSTS = "超编"
_AMOUNT = compile_late(r"\d[\d,.]*(?:余|多)?(?:元|千元|万元|亿元)")
_CAUSE = compile_late(r"系|因|由于|主要[是为]|(?<=[人名])[是为]|所致|历史遗留|政策性")
_MEASURES = compile_late(
    r"(?:已|正|拟|将|逐[年步]|分[年批]|即|予以|按期)[^,，。;；]{0,12}?"
    r"(?:整改|消化|备案|报批|批准|划转|清退|清理|分流|归还|归垫|退回|收回|收缴|上缴|追回|补[缴办齐]|纠正|调账|调整|入账|核减|注销|完成)"
    r"|整改到位|自然减员|退休(?:后|自然)?消化|只[出退]不进"
)


@rule(
    severity="warning",
    message="报告自认“{breach}”的情况，请写明{expected}：{stated}",
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
        text = squash(entry.raw)
        owned = next(_owned(text), None)
        if not owned:
            continue
        breach, sentence = owned
        lacking = _lacking(breach, text)
        if lacking or breach != _POSTS:
            yield hit(
                entry,
                stated=shortened(sentence, 60),
                expected=lacking or "得分中如何反映",
                severity=None if lacking else "info",
                breach=breach,
            )


def _lacking(breach: str, text: str) -> str:
    """What the paragraph does not say about the breach, in words."""
    told = _MEASURES.search(text)
    if breach == _POSTS:
        return (
            "" if told or _CAUSE.search(text, text.index(breach)) else "原因和消化措施"
        )
    asked = (("金额", _AMOUNT.search(text)), ("整改措施", told))
    return "和".join(what for what, found in asked if not found)


def _owned(text: str) -> Iterator[tuple[str, str]]:
    """The words for a breach that are neither denied nor forbidden, and their sentence."""
    for sentence in sentences(text):
        found = concept("breach").search(sentence)
        if found and not concept("breach", "denied").search(sentence[: found.start()]):
            yield found[0], sentence
