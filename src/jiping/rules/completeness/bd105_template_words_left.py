"""模板提示语没有删除

## 查什么
报告、指标、备注、表头等处，有没有留着模板的提示语：“此页为封面”“需要以下附件”“××字以内”“请填写……”“每个一级项目一张表”“该指标主要考察……”，以及“××单位”“20××年”一类的占位符。表格行名称里印好的提示不算；整格只有提示语的另有规则。一张表报一次。

## 为什么
提示语是给填表人看的，留在报送和公开的材料里，说明没有认真校对；占位符还说明内容没有填。

## 怎么改
删去提示语，补上应填的内容。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry, Gap
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import indicators
from jiping.rules.shared.narrative import filed, shortened
from jiping.rules.shared.text_left import left_over
from jiping.rules.shared.unfilled import left_as_printed

# Blocks in whose cells dots stand for an answer.
KINDS = ("staff", "expense", "fund", "indicator", "objective", "text")


@rule(
    severity="info",
    message="留有模板提示语或占位符“{stated}”，请删除。",
    cites=("party-document-format", "hunan-self-evaluation-forms"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for those of the report, one for those of each table."""
    seen: dict[str, list[tuple[Entry, str]]] = {}
    for entry in _texts(case.filing):
        phrase = left_over(squash(entry.raw))
        if phrase:
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


def _texts(filing: Filing) -> Iterator[Entry]:
    whole = {cell.ref for sheet in filing.sheets for cell in left_as_printed(sheet)}
    for sheet in filing.evaluations:
        whole |= {each["level3"].ref for each in indicators(sheet) if each.unfilled}
    for entry in filed(filing):
        if entry.ref.row != "objective" and entry.ref not in whole:
            yield entry
    for sheet in filing.sheets:
        for row in sheet.rows:
            if row.kind in KINDS and not row.key.startswith("project_filler"):
                yield from (
                    cell
                    for cell in row.cells.values()
                    if cell.value is Gap.NOT_APPLICABLE and cell.ref not in whole
                )
