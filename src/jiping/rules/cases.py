"""Cases: small filings in the words of the forms, kept beside the rule they exercise.

```toml
[[case]]
name   = "公务接待没有计入合计"
filing = '''
附件1
三公经费 | 3.08 | 0.00 | 0.61
3、公务接待 | 3.08 | 0.00 | 0.50
'''
expect = ["base/three_public/actual"]
```

A line ``附件N`` opens an annex (``附件3 业务经费`` names the project); a line with bars is
a row of its table, a line without is a paragraph. The header rows of the forms need not
be written: they are put in where the number of cells tells which block a row is in.
``expect`` lists the addresses of the findings, ``skips`` says that the rule must report
that it could not run; ``prior`` is last year's filing of the same unit; ``recognised``
gives texts that were read from a scan, each with its confidence.
"""

import inspect
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import PurePath

from jiping import intake, law, scoring
from jiping.model.document import Cell, Document, Paragraph, Place, Table
from jiping.model.finding import Case, Hit, Skipped
from jiping.rules.catalogue import rules
from jiping.rules.identities.table import raw_entries
from jiping.rules.registry import Rule, forms_in, missing_form

YEAR = 2023
UNIT = "青石县档案馆"
TITLES = {
    "附件1": "{year}年度部门整体支出绩效评价基础数据表",
    "附件2": "{year}年度部门整体支出绩效自评表",
    "附件3": "{year}年度项目支出绩效自评表",
    "附件4": "{year}年度{unit}部门整体支出绩效自评报告",
    "附件5": "部门整体支出绩效自评工作考核评分表",
}
FIRST_ROWS = {
    "附件1": ("预算单位名称", "{unit}"),
    "附件2": ("预算部门、单位名称", "{unit}"),
    "附件3": ("项目支出名称", "{name}"),
}
EXPENSES = (
    "经费控制情况（万元）",
    "{prior}年决算数",
    "{year}年预算数",
    "{year}年决算数",
)
FUNDS = ("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "自评得分")
INDICATORS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "自评得分",
    "偏差原因分析及改进措施",
)
# Which header row a row of so many cells stands under, by annex.
HEADERS: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "附件1": {4: EXPENSES},
    "附件2": {7: FUNDS, 8: INDICATORS},
    "附件3": {7: FUNDS, 8: INDICATORS},
}
HEADER_WORDS = ("编制数", "批复规模", "年初预算数", "一级指标", "预期目标", "决算数")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """One case of one rule."""

    rule: str
    name: str
    filing: str
    expect: tuple[str, ...]
    skips: bool = False
    year: int = YEAR
    unit: str = UNIT
    prior: str = ""
    recognised: Mapping[str, float] = field(default_factory=dict)


def worked_cases() -> Iterator[WorkedCase]:
    """The cases of every rule. Raises TypeError for an unknown key in one."""
    for entry in raw_entries():
        entry_cases = entry["case"]
        assert isinstance(entry_cases, list)
        yield from _cases(str(entry["id"]), entry_cases)
    for rule_id, rule in rules().items():
        module = inspect.getmodule(rule.check)
        assert module is not None and module.__file__ is not None
        stem = PurePath(module.__file__).stem
        path = files(module.__package__ or "") / f"{stem}.cases.toml"
        if stem.upper().startswith(rule_id):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            yield from _cases(rule_id, data["case"])


def _cases(
    rule_id: str, entries: Sequence[Mapping[str, object]]
) -> Iterator[WorkedCase]:
    for entry in entries:
        given = dict(entry)
        expect = given.pop("expect")
        assert isinstance(expect, list)
        yield WorkedCase(rule=rule_id, expect=tuple(expect), **given)  # type: ignore[arg-type]


def outcomes(case: WorkedCase) -> tuple[Hit | Skipped, ...]:
    """What its rule says to the case."""
    return said(rules()[case.rule], prepare(case))


def said(rule: Rule, worked: Case) -> tuple[Hit | Skipped, ...]:
    """What a rule says to a filing, or why it cannot run on it."""
    reason = missing_form(rule.card, forms_in(worked.filing))
    return (Skipped(reason=reason),) if reason else tuple(rule.check(worked))


def example(rule: Rule) -> WorkedCase | None:
    """The first case in which the rule fires: the example of its page."""
    fired = (c for c in worked_cases() if c.rule == rule.card.id and c.expect)
    return next(fired, None)


def prepare(case: WorkedCase) -> Case:
    """The case as rules see it, read by the same intake as any filing."""
    filing = intake.filings([document(case)])[0]
    parameters = law.parameters(case.year, filing.layout)
    earlier = replace(case, filing=case.prior, year=case.year - 1)
    return Case(
        filing=filing,
        parameters=parameters,
        computed=scoring.compute(filing, parameters),
        prior=intake.filings([document(earlier)])[0] if case.prior else None,
    )


def document(case: WorkedCase) -> Document:
    """The notation as a document of tables and paragraphs."""
    blocks: list[Paragraph | Table] = []
    annex, rows = "", list[tuple[int, tuple[str, ...]]]()
    words = {"year": str(case.year), "prior": str(case.year - 1), "unit": case.unit}
    lines = [*enumerate(case.filing.strip().splitlines(), start=1), (0, "附件")]
    for number, line in lines:
        text = line.strip()
        if "|" in text and not text.startswith("附件"):
            rows.append((number, tuple(cell.strip() for cell in text.split("|"))))
            continue
        if rows:
            table = _table(annex, rows, words, len(blocks) + 1)
            blocks.append(_recognised(table, case.recognised))
            rows = []
        if text[:3] in TITLES:
            annex, words["name"] = text[:3], text[3:].strip() or "业务工作经费"
            title = TITLES[annex].format_map(words)
            blocks += [_paragraph(annex, number), _paragraph(title, number)]
        elif text and number:
            blocks.append(_paragraph(text, number, case.recognised.get(text)))
    return Document(name="case", format="case", blocks=tuple(blocks))


def _paragraph(text: str, number: int, confidence: float | None = None) -> Paragraph:
    place = Place(file="case", lines=(number,), confidence=confidence)
    return Paragraph(text=text, place=place)


def _recognised(table: Table, confidences: Mapping[str, float]) -> Table:
    cells = (
        replace(cell, place=cell.place._replace(confidence=confidences.get(cell.text)))
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))


def _table(
    annex: str,
    rows: Sequence[tuple[int, tuple[str, ...]]],
    words: Mapping[str, str],
    number: int,
) -> Table:
    filled: list[tuple[int, tuple[str, ...]]] = []
    under: tuple[str, ...] = ()
    if annex in FIRST_ROWS:
        first = tuple(text.format_map(words) for text in FIRST_ROWS[annex])
        filled.append((rows[0][0], first))
    for line, cells in rows:
        header = HEADERS.get(annex, {}).get(len(cells), ())
        if any(word in cell for cell in cells for word in HEADER_WORDS):
            under = cells
        elif header and header != under and cells[0]:
            under = header
            filled.append((line, tuple(text.format_map(words) for text in header)))
        filled.append((line, cells))
    cells_made = tuple(
        Cell(
            row=row,
            column=column,
            text=text,
            place=Place(
                file="case", lines=(line,), table=number, row=row, column=column
            ),
        )
        for row, (line, texts) in enumerate(filled, start=1)
        for column, text in enumerate(texts, start=1)
    )
    return Table(
        rows=len(filled),
        columns=max(len(texts) for _, texts in filled),
        cells=cells_made,
        place=Place(file="case", table=number),
    )
