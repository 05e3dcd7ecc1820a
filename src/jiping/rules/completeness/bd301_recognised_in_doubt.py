"""扫描识别的内容把握不足

## 查什么
扫描件和图片上的数字、文字是识别出来的。把握不到90%的，字迹被印章、折痕盖住没有认出的，数字的样子与字迹对不上的（如少了小数点），逐格列出。

## 为什么
识别有错的时候，错的数字会被当成真的；本程序不替单位认定。

## 怎么改
对照原件核对这一格。读错的，以原件为准改正后再查；引用这一格的其他问题，核对以后再看。
"""

from collections.abc import Iterator

from jiping.model.document import Place
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule

QUOTED = 40
UNREAD = "扫描件此处有字迹没有认出，请对照原件补录。"


@rule(
    severity="warning",
    message="请核对：扫描件此处读作“{read}”（把握{share}），以原件为准。",
    cites=("house",),
    confirms=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each place that was read with too little confidence."""
    places = case.filing.places
    if not any(place.doubtful for place in places.values()):
        return
    seen: set[Place] = set()
    for entry in _entries(case):
        place = places.get(entry.ref)
        if place is None or not place.doubtful or place in seen:
            continue
        seen.add(place)
        assert place.confidence is not None
        if place.confidence == 0 and not entry.raw:
            yield hit(entry, message=UNREAD)
        else:
            share = f"{int(place.confidence * 100)}%"
            yield hit(entry, read=_shortened(entry.raw) or "空白", share=share)


def _shortened(text: str) -> str:
    words = "".join(text.split())
    return words if len(words) <= QUOTED else f"{words[:QUOTED]}……"


def _entries(case: Case) -> Iterator[Entry]:
    """Every cell, then the paragraphs of the report that have figures."""
    for sheet in case.filing.sheets:
        yield from sheet.entries()
    report = case.filing.report
    if report is not None:
        for entry in report.entries():
            if any(map(str.isdigit, entry.raw)):
                yield entry
