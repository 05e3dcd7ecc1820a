"""模板提示语没有删除

## 查什么
报告、指标、备注、表头等处，有没有留着模板的提示语：“此页为封面”“需要以下附件”“××字以内”“请填写……”“每个一级项目一张表”“该指标主要考察……”，以及“××单位”“20××年”一类的占位符。表格行名称里印好的提示不算；整格只有提示语的另有规则。一张表报一次。

## 为什么
提示语是给填表人看的，留在报送和公开的材料里，说明没有认真校对；占位符还说明内容没有填。

## 怎么改
删去提示语，补上应填的内容。
"""

from collections.abc import Iterator
from itertools import chain

from jiping.intake.text import squash
from jiping.model.filing import Filing, Sheet
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry, Gap
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import indicators
from jiping.rules.shared.narrative import (
    Entries,
    found_in,
    found_in_filed,
    shortened,
)
from jiping.rules.shared.text_left import left_over
from jiping.rules.shared.unfilled import left_as_printed

# A cell, and the phrase that is left in it.
Left = tuple[Entry, str]
# Blocks in whose cells dots stand for an answer.
KINDS = ("staff", "expense", "fund", "indicator", "objective", "text")


@rule(
    severity="info",
    message="留有模板提示语或占位符“{stated}”，请删除。",
    cites=("party-document-format", "hunan-self-evaluation-forms"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for those of the report, one for those of each table."""
    seen: dict[str, list[Left]] = {}
    for entry, phrase in _left(case.filing):
        where = f"{entry.ref.form}:{entry.ref.key}"
        where = "report" if entry.ref.form == "report" else where
        seen.setdefault(where, []).append((entry, phrase))
    for found in seen.values():
        places = [entry for entry, _ in found]
        yield hit(
            places[0],
            *places[1:],
            stated="”“".join(dict.fromkeys(shortened(phrase) for _, phrase in found)),
            expected="删除",
        )


def _left(filing: Filing) -> Iterator[Left]:
    """Phrases inside what was written; cells that are one whole are another rule's."""
    whole = {cell.ref for sheet in filing.sheets for cell in left_as_printed(sheet)}
    for sheet in filing.evaluations:
        whole |= {each["level3"].ref for each in indicators(sheet) if each.unfilled}
    dotted = (found_in(sheet, _dotted, _phrases) for sheet in filing.sheets)
    in_words = found_in_filed(filing, _phrases_in_words)
    for entry, phrase in chain(in_words, chain.from_iterable(dotted)):
        if entry.ref not in whole:
            yield entry, phrase


def _phrases_in_words(entries: Entries) -> tuple[Left, ...]:
    return _phrases(tuple(each for each in entries if each.ref.row != "objective"))


def _phrases(entries: Entries) -> tuple[Left, ...]:
    return tuple(
        (entry, phrase) for entry in entries if (phrase := left_over(squash(entry.raw)))
    )


def _dotted(sheet: Sheet) -> Entries:
    """Cells that are marked as not applicable, perhaps by the dots of the form."""
    return tuple(
        cell
        for row in sheet.of_kind(*KINDS)
        if not row.key.startswith("project_filler")
        for cell in row.cells.values()
        if cell.value is Gap.NOT_APPLICABLE
    )
