"""Findings as a workbook: a list to filter, totals, and what was left unchecked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO, Any

from openpyxl import Workbook

from jiping.model.finding import Finding, Outcome, Severity
from jiping.model.terms import FORMS
from jiping.writers import Options
from jiping.writers.pages import BLUE, RED, YELLOW, Pages, save
from jiping.writers.tally import Tally, files_of, notes_of
from jiping.writers.words import (
    SEVERITY_WORDS,
    form_heading,
    place_words,
)

FILLS = MappingProxyType(
    {
        Severity.ERROR: RED,
        Severity.WARNING: YELLOW,
        Severity.INFO: BLUE,
    }
)

# Heading and width in characters, in the order of the columns.
FINDING_COLUMNS = (
    ("单位", 24), ("年度", 8), ("表", 26), ("级别", 7), ("规则", 9), ("规则名称", 22),
    ("行", 22), ("列", 14), ("位置", 22), ("问题", 60), ("填报", 18), ("应为", 18),
    ("相差", 12), ("算式", 32), ("依据", 40), ("同因组", 10), ("主因", 7), ("文件", 30),
)  # fmt: skip
TOTAL_COLUMNS = (
    ("表", 30),
    ("规则", 9),
    ("规则名称", 40),
    ("错误", 9),
    ("警告", 9),
    ("提示", 9),
)
OPEN_COLUMNS = (("单位", 24), ("文件", 30), ("规则", 9), ("表", 26), ("原因", 80))


@dataclass(slots=True)
class _Totals:
    """Findings by form, rule and severity."""

    counts: Counter[tuple[str, str, Severity]] = field(default_factory=Counter)
    titles: dict[str, str] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        for finding in outcome.findings:
            # All project tables of all units are one form here.
            heading = FORMS.get(finding.at.form, finding.at.form)
            self.counts[heading, finding.rule, finding.severity] += 1
            card = outcome.cards.get(finding.rule)
            self.titles[finding.rule] = card.title if card else ""

    def rows(self) -> Iterator[list[object]]:
        for form, rule in sorted({(form, rule) for form, rule, _ in self.counts}):
            counts = [self.counts[form, rule, severity] for severity in Severity]
            yield [form, rule, self.titles[rule], *counts]
        totals = [
            sum(n for (_, _, s), n in self.counts.items() if s is severity)
            for severity in Severity
        ]
        yield ["合计", "", "", *totals]


def write(outcomes: Iterable[Outcome], stream: IO[Any], options: Options) -> Tally:
    """A workbook of three lists: 问题清单, 汇总, 未检查."""
    tally, totals = Tally(), _Totals()
    book = Workbook(write_only=True)
    findings = Pages(book, "问题清单", FINDING_COLUMNS)
    summary = Pages(book, "汇总", TOTAL_COLUMNS)
    unchecked = Pages(book, "未检查", OPEN_COLUMNS)
    for outcome in outcomes:
        tally.add(outcome)
        totals.add(outcome)
        for finding in outcome.findings:
            findings.append(_finding_row(outcome, finding), FILLS[finding.severity])
        for row in _open_rows(outcome):
            unchecked.append(row)
    for row in totals.rows():
        summary.append(row)
    for pages in (findings, summary, unchecked):
        pages.close()
    save(book, stream)
    return tally


def _finding_row(outcome: Outcome, finding: Finding) -> list[object]:
    filing, at = outcome.filing, finding.at
    card = outcome.cards.get(finding.rule)
    return [
        filing.unit,
        filing.year,
        form_heading(filing, at.form, at.key),
        SEVERITY_WORDS[finding.severity],
        finding.rule,
        card.title if card else "",
        finding.row_label,
        finding.column_label,
        place_words(finding.place),
        finding.message,
        finding.stated,
        finding.expected,
        finding.difference,
        finding.arithmetic,
        finding.citation,
        finding.group,
        "是" if finding.lead else "",
        finding.place.file,
    ]


def _open_rows(outcome: Outcome) -> Iterator[list[object]]:
    """Files that could not be read, doubtful parts, and rules that could not run."""
    filing = outcome.filing
    for note in notes_of(outcome):
        if note.level != "info":
            yield [filing.unit, note.place.file, "", place_words(note.place), note.text]
    package = "、".join(files_of(outcome))
    for skip in outcome.skipped:
        form = form_heading(filing, skip.at.form, skip.at.key)
        yield [filing.unit, package, skip.rule, form, skip.reason]
