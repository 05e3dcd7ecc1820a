"""附件清单的编号与附件编号不一

## 查什么
报告末尾附件清单的某一项没有附上，而它的序号在资料里是另一个附件的编号（清单第4项是政府性基金情况表，附件4却是自评报告）。

## 为什么
编号对不上，读者会以为附件4就是清单的第4项，看不出少附了什么。

## 怎么改
按通知的附件顺序统一编号，没有的项从清单中删去或补附。
"""

from collections.abc import Iterator

from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sheet_spot, spot
from jiping.rules.shared.narrative_attachments import (
    annex_number,
    attached,
    numbered,
    promised,
)


@rule(
    severity="info",
    message="附件编号前后不一：{stated}。",
    cites=("hunan-self-evaluation-forms",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for all entries whose number another annex of the package bears."""
    report = case.filing.report
    assert report is not None
    annexes = dict(_annexes(case.filing))
    clashes: list[tuple[Entry, Entry, str]] = []
    for entry in report.attachments:
        listed = numbered(entry)
        if listed is None or not promised(entry) or attached(case.filing, entry):
            continue
        number, name = listed
        if number in annexes:
            other = annexes[number]
            words = f"清单第{number}项是“{name}”，附件{number}是“{other.raw}”"
            clashes.append((entry, other, words))
    if clashes:
        entries, others, words_of_all = zip(*clashes, strict=True)
        yield hit(
            *entries,
            *others,
            stated="；".join(words_of_all),
            expected="附件编号统一",
        )


def _annexes(filing: Filing) -> Iterator[tuple[int, Entry]]:
    parts = [(sheet.annex, sheet_spot(sheet)) for sheet in filing.sheets]
    if filing.report is not None:
        parts.append(
            (filing.report.annex, spot(filing.report.ref, filing.report.title))
        )
    for annex, place in parts:
        number = annex_number(annex)
        if number is not None:
            yield number, place
