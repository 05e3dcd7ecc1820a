"""A filing taken apart into its shape (JSON, no values) and the text of its cells.

The shape: ``unit``, ``year``, ``layout``; ``sheets``, each with ``form key name annex
title unit`` and ``rows`` (``key kind label parent template columns named``) and
``remarks`` (keys); ``report`` with ``annex title cover sections attachments closing``, a
section with ``key role number level parent paragraphs``. A ``named`` row has its label in
a cell of its own, in the column ``label``; a project's name is what stands in its table.
Keys of rows, projects and paragraphs are never used twice, also when what they named is
gone: ``serial`` is the last number that was given out. ``gone`` keeps what was taken out
(``form key section`` and the row, sheet or paragraph).
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from jiping.forms import VOCABULARY, forms
from jiping.intake.values import entry as number_entry
from jiping.model.filing import Filing, Report, Row, Section, Sheet
from jiping.model.values import Entry, Gap, Ref

Json = dict[str, Any]
Cells = Mapping[Ref, str]
Part = tuple[str, str, str]
LABEL = "label"


def taken_apart(filing: Filing) -> tuple[Json, dict[Ref, str]]:
    """The shape of a filing, and the text of every cell."""
    cells: dict[Ref, str] = {}
    for sheet in filing.sheets:
        cells |= {cell.ref: cell.raw for cell in sheet.entries() if _there(cell)}
        cells |= {label_of(sheet, row): row.label for row in sheet.rows if named(row)}
    shape: Json = {
        "unit": filing.unit,
        "year": filing.year,
        "layout": filing.layout,
        "sheets": [sheet_shape(sheet) for sheet in filing.sheets],
        "report": None,
        "serial": 0,
        "gone": [],
    }
    if filing.report is not None:
        shape["report"] = _report_shape(filing.report)
        cells |= {each.ref: each.raw for each in _prose(filing.report)}
    return shape, cells


def put_together(shape: Mapping[str, Any], cells: Cells) -> Filing:
    """The draft filing of a shape with these cells; a cell that is not given is blank."""
    report = shape.get("report")
    return Filing(
        unit=shape.get("unit", ""),
        year=shape.get("year"),
        layout=shape.get("layout", ""),
        sheets=tuple(
            _sheet(each, cells, shape.get("layout", ""))
            for each in shape.get("sheets", ())
        ),
        report=_report(report, cells) if report else None,
        places={},
    )


def renewed(
    before: Filing, shape: Mapping[str, Any], cells: Cells, touched: Iterable[Part]
) -> Filing:
    """What ``put_together`` makes, where ``before`` was made of the same shape and only
    cells of these parts have changed since. Rows that stand as before are the same
    records."""
    lines: dict[tuple[str, str], set[str]] = {}
    for form, key, line in touched:
        lines.setdefault((form, key), set()).add(line)
    sheets = tuple(
        _sheet(each, cells, before.layout, sheet, lines[sheet.form, sheet.key])
        if (sheet.form, sheet.key) in lines
        else sheet
        for sheet, each in zip(before.sheets, shape.get("sheets", ()), strict=True)
    )
    report = before.report
    if report is not None and ("report", "") in lines:
        report = _report(shape["report"], cells, report, lines["report", ""])
    return replace(before, sheets=sheets, report=report)


def part_of(ref: Ref) -> Part:
    """The part of a filing that a cell is in: a row of a table, or a section of the
    report."""
    if ref.form == "report":
        return ref.form, "", ref.key
    return ref.form, ref.key, ref.row


def named(row: Row) -> bool:
    """Whether the unit calls the row by a name of its own."""
    own = not row.template or "filler" in row.key or row.key.startswith("subject_")
    return own and row.kind in ("expense", "fund")


def label_of(sheet: Sheet, row: Row) -> Ref:
    """The address of the name of a row."""
    return Ref(sheet.form, sheet.key, row.key, LABEL)


def addresses(shape: Mapping[str, Any]) -> frozenset[Ref]:
    """Every cell that a draft of this shape has."""
    found: set[Ref] = set()
    for sheet in shape.get("sheets", ()):
        at = (sheet["form"], sheet["key"])
        for row in sheet["rows"]:
            columns = [*row["columns"], LABEL] if row.get("named") else row["columns"]
            found.update(Ref(*at, row["key"], column) for column in columns)
        found.update(Ref(*at, "remark", key) for key in sheet.get("remarks", ()))
    report = shape.get("report")
    if report:
        lines = (*report["cover"], *report["attachments"], *report["closing"])
        found.update(Ref("report", *line) for line in lines)
        for section in report["sections"]:
            keys = ("heading", *section["paragraphs"])
            found.update(Ref("report", section["key"], key) for key in keys)
    return frozenset(found)


def _there(cell: Entry) -> bool:
    return cell.value is not Gap.NOT_ON_FORM


def _prose(report: Report) -> Iterator[Entry]:
    yield from report.cover
    for section in report.sections:
        yield section.heading
        yield from section.paragraphs
    yield from report.attachments
    yield from report.closing


def sheet_shape(sheet: Sheet) -> Json:
    return {
        "form": sheet.form,
        "key": sheet.key,
        "name": sheet.name,
        "annex": sheet.annex,
        "title": sheet.title,
        "unit": sheet.unit,
        "year": sheet.year,
        "rows": [_row_shape(row) for row in sheet.rows],
        "remarks": [remark.ref.column for remark in sheet.remarks],
    }


def _row_shape(row: Row) -> Json:
    return {
        "key": row.key,
        "kind": row.kind,
        "label": row.label,
        "parent": row.parent,
        "template": row.template,
        "columns": [key for key, cell in row.cells.items() if _there(cell)],
        "named": named(row),
    }


def _report_shape(report: Report) -> Json:
    return {
        "annex": report.annex,
        "title": report.title,
        "cover": _addresses(report.cover),
        "sections": [
            {
                "key": section.key,
                "role": section.role,
                "number": section.number,
                "level": section.level,
                "parent": section.parent,
                "paragraphs": [p.ref.row for p in section.paragraphs],
            }
            for section in report.sections
        ],
        "attachments": _addresses(report.attachments),
        "closing": _addresses(report.closing),
    }


def _addresses(entries: Iterable[Entry]) -> list[list[str]]:
    return [[each.ref.key, each.ref.row] for each in entries]


@cache
def _units(layout: str, table: str) -> Mapping[tuple[str, str], str]:
    """The unit of the numbers of each column, by kind of row and column."""
    known = forms()
    sheet = known.get(layout, known[VOCABULARY]).sheets[table]
    return {
        (block.kind, key): "" if column.unit in ("text", "measure") else column.unit
        for block in sheet.blocks.values()
        for key, column in block.columns.items()
    }


def _sheet(
    shape: Mapping[str, Any],
    cells: Cells,
    layout: str,
    before: Sheet | None = None,
    touched: Container[str] = (),
) -> Sheet:
    """A table; of ``before``, made of the same shape, those rows that are not
    ``touched``."""
    form, key = shape["form"], shape["key"]
    units = _units(layout, key if form == "funds" else form)
    own = {at: shape["unit"] if u == "money" else u for at, u in units.items()}
    known = before.rows if before else [None] * len(shape["rows"])
    rows = tuple(
        _row(form, key, row, cells, own)
        if last is None or row["key"] in touched
        else last
        for row, last in zip(shape["rows"], known, strict=True)
    )
    name = shape["name"]
    if form == "project":
        name = cells.get(Ref(form, key, "project", "name"), "").strip() or name
    remarks = (Ref(form, key, "remark", column) for column in shape.get("remarks", ()))
    return Sheet(
        form=form,
        key=key,
        name=name,
        annex=shape["annex"],
        title=shape["title"],
        unit=shape["unit"],
        year=shape.get("year"),
        rows=rows,
        remarks=tuple(_cell(ref, cells) for ref in remarks),
    )


def _row(
    form: str,
    key: str,
    shape: Mapping[str, Any],
    cells: Cells,
    units: Mapping[tuple[str, str], str],
) -> Row:
    refs = {column: Ref(form, key, shape["key"], column) for column in shape["columns"]}
    label = shape["label"]
    if shape.get("named"):
        label = cells.get(Ref(form, key, shape["key"], LABEL), label)
    return Row(
        key=shape["key"],
        kind=shape["kind"],
        label=label,
        parent=shape["parent"],
        template=shape["template"],
        cells={
            column: _cell(ref, cells, units.get((shape["kind"], column), ""))
            for column, ref in refs.items()
        },
    )


def _cell(ref: Ref, cells: Cells, unit: str = "") -> Entry:
    raw = cells.get(ref, "")
    read = number_entry(ref, raw, unit)
    if isinstance(read.value, Decimal):
        return read
    value = read.value if read.value is Gap.NOT_APPLICABLE and unit else raw
    return Entry(ref=ref, raw=raw, value=value or Gap.BLANK, unit=unit)


def _report(
    shape: Mapping[str, Any],
    cells: Cells,
    before: Report | None = None,
    touched: Container[str] = (),
) -> Report:
    """The report; of ``before``, made of the same shape, those sections that are not
    ``touched``."""
    known = before.sections if before else [None] * len(shape["sections"])

    def at(addresses: Iterable[Iterable[str]]) -> tuple[Entry, ...]:
        return tuple(_cell(Ref("report", *address), cells) for address in addresses)

    return Report(
        annex=shape["annex"],
        title=shape["title"],
        cover=at(shape["cover"]),
        sections=tuple(
            _section(each, cells) if last is None or each["key"] in touched else last
            for each, last in zip(shape["sections"], known, strict=True)
        ),
        attachments=at(shape["attachments"]),
        closing=at(shape["closing"]),
    )


def _section(shape: Mapping[str, Any], cells: Cells) -> Section:
    key = shape["key"]
    paragraphs = (Ref("report", key, row) for row in shape["paragraphs"])
    return Section(
        key=key,
        role=shape["role"],
        number=shape["number"],
        heading=_cell(Ref("report", key, "heading"), cells),
        level=shape["level"],
        parent=shape["parent"],
        paragraphs=tuple(_cell(ref, cells) for ref in paragraphs),
    )
