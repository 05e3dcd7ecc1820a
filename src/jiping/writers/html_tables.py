"""A document drawn as it was sent, its marked cells and paragraphs showing findings."""

from collections.abc import Iterator, Mapping
from html import escape

from jiping.model.document import Cell, Document, Paragraph, Table
from jiping.model.finding import Finding
from jiping.writers.html_marks import Anchors, Mark, Numbered
from jiping.writers.words import SEVERITY_WORDS

# Control characters that a browser would take for something else; tab and line break stay.
CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), " ")
# A sum over a thousand cells is written out at its finding, not in each of the cells.
LONGEST_INVOLVED = 300


def safe(text: str) -> str:
    """Text that is text and nothing else wherever it is put into the page."""
    return escape(text.translate(CONTROLS), quote=True)


class Drawing:
    """Draws the documents of one package."""

    def __init__(self, prefix: str, anchors: Anchors, marks: Mapping[str, Mark]):
        self._prefix = prefix
        self._anchors = anchors
        self._marks = marks

    def document(self, document: Document) -> Iterator[str]:
        """The blocks in the order of the file."""
        for block in document.blocks:
            if isinstance(block, Table):
                yield from self.table(block)
            else:
                yield self.paragraph(block)

    def paragraph(self, paragraph: Paragraph) -> str:
        """A paragraph with its mark, if it has one."""
        anchor = self._anchors.of(paragraph)
        attributes, tip = self._mark(anchor, on_right=False)
        return f'<p id="{anchor}"{attributes}>{safe(paragraph.text)}{tip}</p>\n'

    def table(self, table: Table) -> Iterator[str]:
        """The grid with its spans; positions that no cell covers are drawn empty."""
        yield f'<table id="{self._anchors.of(table)}" class="form">\n'
        for line in table.by_row():
            yield "<tr>"
            column = 1
            for cell, continued in line:
                if cell.column > column:
                    yield f'<td class="void" colspan="{cell.column - column}"></td>'
                column = max(column, cell.column + cell.column_span)
                if not continued:
                    yield from self._cell(cell, table)
            if column <= table.columns:
                yield f'<td class="void" colspan="{table.columns - column + 1}"></td>'
            yield "</tr>\n"
        yield "</table>\n"

    def _cell(self, cell: Cell, table: Table) -> Iterator[str]:
        anchor = self._anchors.of(cell)
        on_right = cell.column * 2 > table.columns
        attributes, tip = self._mark(anchor, on_right=on_right)
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        yield f'<td id="{anchor}"{spans}{attributes}>{safe(cell.text)}'
        for inner in cell.tables:
            yield from self.table(inner)
        yield f"{tip}</td>"

    def _mark(self, anchor: str, *, on_right: bool) -> tuple[str, str]:
        """Attributes of a marked element, and its number badges with the note."""
        mark = self._marks.get(anchor)
        if mark is None:
            return "", ""
        badges = "".join(map(_badge, mark.own))
        badges += "".join(_badge(numbered, " involved") for numbered in mark.involved)
        notes = "".join(map(self._own_note, mark.own))
        notes += "".join(map(self._involved_note, mark.involved))
        side = " right" if on_right else ""
        attributes = (
            f' class="mark {mark.look}" tabindex="0" aria-describedby="{anchor}-n"'
        )
        tip = f'<span class="tip{side}" role="note" id="{anchor}-n">{notes}</span>'
        return attributes, badges + tip

    def _own_note(self, numbered: Numbered) -> str:
        finding = numbered.finding
        return self._note(numbered, finding.message, facts_html(finding))

    def _involved_note(self, numbered: Numbered) -> str:
        message = numbered.finding.message
        if len(message) > LONGEST_INVOLVED:
            message = message[:LONGEST_INVOLVED] + "…"
        more = '<span class="facts">本格参与这项核对。</span>'
        return self._note(numbered, message, more)

    def _note(self, numbered: Numbered, message: str, more: str) -> str:
        severity = numbered.finding.severity.value
        return (
            f'<span class="note {severity}">'
            f'<a href="#{self._prefix}-f{numbered.number}">{heading_html(numbered)}</a>'
            f'<span class="message">{safe(message)}</span>{more}</span>'
        )


def _badge(numbered: Numbered, more: str = "") -> str:
    severity = numbered.finding.severity.value
    return f'<sup class="badge {severity}{more}">{numbered.number}</sup>'


def heading_html(numbered: Numbered) -> str:
    """``3 错误 ZJ103``."""
    finding = numbered.finding
    return (
        f'<b class="number">{numbered.number}</b> '
        f'<b class="severity">{SEVERITY_WORDS[finding.severity]}</b> '
        f"<code>{safe(finding.rule)}</code>"
    )


def facts_html(finding: Finding) -> str:
    """Stated, expected, difference and arithmetic, as far as there are any."""
    facts = (
        ("填报", finding.stated),
        ("应为", finding.expected),
        ("相差", finding.difference),
        ("算式", finding.arithmetic),
    )
    shown = "".join(
        f'<span class="fact"><i>{name}</i> {safe(text)}</span>'
        for name, text in facts
        if text
    )
    return f'<span class="facts">{shown}</span>' if shown else ""
