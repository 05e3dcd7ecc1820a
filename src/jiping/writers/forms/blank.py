"""The blank form as a filing: what a unit begins to write from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jiping.forms import forms
from jiping.forms.printing import layouts
from jiping.model.filing import Filing, Report, Row, Section, Sheet
from jiping.model.layout import Layout
from jiping.model.values import Entry, Gap, Ref
from jiping.writers.forms.report import NUMERALS, promised
from jiping.writers.forms.template import completed, entry
from jiping.writers.forms.words import Wording

FUNDS = ("government_fund", "state_capital", "social_insurance")
# What a table is signed with stands under each of them but those of the funds.
_SIGNED = ("base", "overall", "project")


def blank_filing(
    form: str, unit: str, year: int, wanted: Sequence[str], projects: Sequence[str]
) -> Filing:
    """The blank form of a unit (its full name) for a year, with what is known filled in.

    ``wanted`` are the kinds of table (``base overall project report funds``);
    ``projects`` names a table 附件3 for each, keyed ``p1`` and so on. Raises KeyError for
    a form that is not known.
    """
    layout = layouts()[form]
    words = Wording(form=forms()[form], layout=layout, subject=unit, year=year)
    sheets: list[Sheet] = []
    for key in layout.order:
        kind = "funds" if key in FUNDS else key
        if kind not in wanted or key not in layout.sheets:
            continue
        if key == "project":
            sheets += [
                blank_sheet(words, "project", f"p{at}", name)
                for at, name in enumerate(projects, start=1)
            ]
        else:
            sheets.append(blank_sheet(words, kind, key if kind == "funds" else ""))
    return Filing(
        unit=unit,
        year=year,
        layout=form,
        sheets=tuple(sheets),
        report=_report(words) if "report" in wanted and layout.report else None,
        places={},
    )


def blank_sheet(words: Wording, form: str, key: str, name: str = "") -> Sheet:
    """One table of the blank form. ``name`` is a project's."""
    printed = words.layout.sheets[key if form == "funds" else form]
    sheet = Sheet(
        form=form,
        key=key,
        name=name,
        annex=words.fill(printed.annex),
        title=words.fill(printed.title),
        year=words.year,
    )
    full = completed(sheet, printed, words.form)
    rows = [_named(row, words.subject, name) for row in full.rows]
    rows = [replace(row, label=words.fill(row.label)) for row in rows]
    if form in _SIGNED:
        rows.append(_signature(sheet, words.layout))
    return replace(full, rows=tuple(rows))


def _named(row: Row, unit: str, project: str) -> Row:
    """The header rows whose words are known."""
    known = {"unit": unit, "implementer": unit, "project": project}.get(row.key, "")
    if row.kind != "header" or not known:
        return row
    cell = row["name"]
    return replace(row, cells={"name": replace(cell, raw=known, value=known)})


def _signature(sheet: Sheet, layout: Layout) -> Row:
    cells = {key: entry(sheet, "signature", key) for key, _ in layout.signature}
    return Row(key="signature", kind="signature", cells=cells)


def _report(words: Wording) -> Report:
    printed = words.layout.report
    assert printed is not None
    cover = [words.fill(line) for line in (printed.cover_unit, printed.cover_date)]
    listed = promised(words)
    dated = words.fill("{following}年    月    日")
    signed = [] if printed.cover else [f"{words.subject}（盖章）", dated]
    return Report(
        annex=words.fill(printed.annex),
        title=words.fill(printed.title),
        cover=_lines("cover", cover if printed.cover else ()),
        sections=tuple(_sections(words)),
        attachments=_lines("attachments", listed),
        closing=_lines("closing", (words.fill(words.layout.attachments), *signed)),
    )


def _lines(section: str, lines: Sequence[str]) -> tuple[Entry, ...]:
    return tuple(
        Entry(ref=Ref("report", section, f"p{at}"), raw=line, value=line)
        for at, line in enumerate(lines, start=1)
    )


def _sections(words: Wording) -> Iterator[Section]:
    printed = words.layout.report
    assert printed is not None
    for at, chapter in enumerate(printed.chapters):
        heading = words.fill(chapter.heading)
        whole = not chapter.parts
        yield _section(chapter.role, chapter.role, NUMERALS[at], heading, 1, "", whole)
        for under, (role, part) in enumerate(chapter.parts):
            key, number = f"{chapter.role}.{role}", f"（{NUMERALS[under]}）"
            text = words.fill(part)
            yield _section(key, role, number, text, 2, chapter.role, True)


def _section(
    key: str,
    role: str,
    number: str,
    heading: str,
    level: int,
    parent: str,
    written: bool,
) -> Section:
    """A chapter; ``written`` where it has a paragraph of its own to be filled in."""
    blank = Entry(ref=Ref("report", key, "p1"), raw="", value=Gap.BLANK)
    title = Entry(ref=Ref("report", key, "heading"), raw=heading, value=heading)
    return Section(
        key=key,
        role=role,
        number=number,
        heading=title,
        level=level,
        parent=parent,
        paragraphs=(blank,) if written else (),
    )
