"""A filing with its places as JSON, and back; the shape is ``filing.schema.json``.

Every figure is text (``"12.30"``), never a JSON number. What stands at an address
carries its ``place``; addresses without an element of their own are in ``places``.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from jiping import __version__
from jiping.model.document import Place
from jiping.model.filing import Filing, Report, Row, Section, Sheet, Statement
from jiping.model.finding import Outcome
from jiping.model.values import Entry, Gap, Measure, Ref
from jiping.writers import Options
from jiping.writers.records import (
    Json,
    decimal_text,
    note_json,
    note_parsed,
    place_json,
    place_parsed,
    ref_json,
    ref_parsed,
)
from jiping.writers.stream import write_run
from jiping.writers.tally import Tally, notes_of

NOT_OURS = "这不是 jiping read 导出的申报数据，或者只是其中一部分，请重新导出。"


def write(outcomes: Iterable[Outcome], stream: IO[Any], options: Options) -> Tally:
    """One object for the run, one filing a line."""
    return write_run(outcomes, stream, _package_json, __version__)


def _package_json(outcome: Outcome) -> Json:
    return {
        "package": outcome.package,
        "filing": dump(outcome.filing),
        "notes": [note_json(note) for note in notes_of(outcome)],
    }


def dump(filing: Filing) -> Json:
    """The filing as JSON data; ``parse`` gives back an equal one."""
    shape = _Dumping(filing.places)
    report = None if filing.report is None else shape.report(filing.report)
    return {
        "unit": filing.unit,
        "year": filing.year,
        "layout": filing.layout,
        "files": list(filing.files),
        "sheets": [shape.sheet(sheet) for sheet in filing.sheets],
        "report": report,
        "notes": [note_json(note) for note in filing.notes],
        "places": shape.unplaced(),
    }


def parse(data: Mapping[str, Any]) -> Filing:
    """The filing that ``dump`` wrote.

    Raises ValueError with a Chinese sentence where the data has another shape.
    """
    try:
        return _Parsing().filing(data)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as fault:
        raise ValueError(NOT_OURS) from fault


class _Dumping:
    """Writes elements with their places and remembers which addresses were used."""

    def __init__(self, places: Mapping[Ref, Place]) -> None:
        self._places = places
        self._used: set[Ref] = set()

    def _place(self, ref: Ref) -> Json | None:
        place = self._places.get(ref)
        if place is None:
            return None
        self._used.add(ref)
        return place_json(place)

    def unplaced(self) -> list[Json]:
        """Addresses that no element written so far carries."""
        return [
            {"ref": ref_json(ref), "place": place_json(place)}
            for ref, place in self._places.items()
            if ref not in self._used
        ]

    def entry(self, entry: Entry) -> Json:
        value = entry.value
        return {
            "ref": ref_json(entry.ref),
            "raw": entry.raw,
            "type": _value_type(value),
            "value": _value_text(value),
            "gap": value.name.lower() if isinstance(value, Gap) else None,
            "unit": entry.unit,
            "slack": decimal_text(entry.slack),
            "measure": None if entry.measure is None else measure_json(entry.measure),
            "place": self._place(entry.ref),
        }

    def entries(self, entries: Iterable[Entry]) -> list[Json]:
        return [self.entry(entry) for entry in entries]

    def row(self, sheet: Sheet, row: Row) -> Json:
        return {
            "key": row.key,
            "kind": row.kind,
            "label": row.label,
            "parent": row.parent,
            "template": row.template,
            "cells": {key: self.entry(cell) for key, cell in row.cells.items()},
            "place": self._place(Ref(sheet.form, sheet.key, row.key)),
        }

    def sheet(self, sheet: Sheet) -> Json:
        return {
            "form": sheet.form,
            "key": sheet.key,
            "name": sheet.name,
            "annex": sheet.annex,
            "title": sheet.title,
            "unit": sheet.unit,
            "year": sheet.year,
            "columns": dict(sheet.columns),
            "rows": [self.row(sheet, row) for row in sheet.rows],
            "remarks": self.entries(sheet.remarks),
            "place": self._place(sheet.ref),
        }

    def statement(self, statement: Statement) -> Json:
        return {
            "entry": self.entry(statement.entry),
            "topic": statement.topic,
            "aspect": statement.aspect,
            "subject": statement.subject,
            "section": statement.section,
            "sentence": statement.sentence,
            "part_of": statement.part_of,
            "negative": statement.negative,
        }

    def section(self, section: Section) -> Json:
        return {
            "key": section.key,
            "role": section.role,
            "number": section.number,
            "level": section.level,
            "parent": section.parent,
            "heading": self.entry(section.heading),
            "paragraphs": self.entries(section.paragraphs),
            "place": self._place(Ref("report", section.key)),
        }

    def report(self, report: Report) -> Json:
        return {
            "annex": report.annex,
            "title": report.title,
            "cover": self.entries(report.cover),
            "sections": [self.section(section) for section in report.sections],
            "statements": [self.statement(s) for s in report.statements],
            "attachments": self.entries(report.attachments),
            "closing": self.entries(report.closing),
            "place": self._place(report.ref),
        }


def _value_type(value: Decimal | str | Gap) -> str:
    if isinstance(value, Gap):
        return "gap"
    return "number" if isinstance(value, Decimal) else "text"


def _value_text(value: Decimal | str | Gap) -> str | None:
    if isinstance(value, Gap):
        return None
    return decimal_text(value) if isinstance(value, Decimal) else value


def measure_json(measure: Measure) -> Json:
    """The parts of a target or actual value."""
    return {
        "kind": measure.kind,
        "relation": measure.relation,
        "number": None if measure.number is None else decimal_text(measure.number),
        "upper": None if measure.upper is None else decimal_text(measure.upper),
        "unit": measure.unit,
        "date": measure.date,
        "approximate": measure.approximate,
        "several": measure.several,
        "bare": measure.bare,
    }


class _Parsing:
    """The inverse of ``_Dumping``: gathers the places on the way."""

    def __init__(self) -> None:
        self._places: dict[Ref, Place] = {}

    def _placed(self, ref: Ref, place: Mapping[str, Any] | None) -> Ref:
        if place is not None:
            self._places[ref] = place_parsed(place)
        return ref

    def filing(self, data: Mapping[str, Any]) -> Filing:
        report = data["report"]
        for item in data["places"]:
            self._placed(ref_parsed(item["ref"]), item["place"])
        return Filing(
            unit=data["unit"],
            year=data["year"],
            layout=data["layout"],
            files=tuple(data["files"]),
            sheets=tuple(self.sheet(sheet) for sheet in data["sheets"]),
            report=None if report is None else self.report(report),
            notes=tuple(note_parsed(note) for note in data["notes"]),
            places=self._places,
        )

    def entry(self, data: Mapping[str, Any]) -> Entry:
        measure = data["measure"]
        return Entry(
            ref=self._placed(ref_parsed(data["ref"]), data["place"]),
            raw=data["raw"],
            value=_value_parsed(data),
            unit=data["unit"],
            slack=Decimal(data["slack"]),
            measure=None if measure is None else _measure_parsed(measure),
        )

    def entries(self, data: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
        return tuple(self.entry(entry) for entry in data)

    def row(self, form: str, key: str, data: Mapping[str, Any]) -> Row:
        self._placed(Ref(form, key, data["key"]), data["place"])
        return Row(
            key=data["key"],
            kind=data["kind"],
            label=data["label"],
            parent=data["parent"],
            template=data["template"],
            cells={name: self.entry(cell) for name, cell in data["cells"].items()},
        )

    def sheet(self, data: Mapping[str, Any]) -> Sheet:
        form, key = data["form"], data["key"]
        self._placed(Ref(form, key), data["place"])
        return Sheet(
            form=form,
            key=key,
            name=data["name"],
            annex=data["annex"],
            title=data["title"],
            unit=data["unit"],
            year=data["year"],
            columns=dict(data["columns"]),
            rows=tuple(self.row(form, key, row) for row in data["rows"]),
            remarks=self.entries(data["remarks"]),
        )

    def statement(self, data: Mapping[str, Any]) -> Statement:
        return Statement(
            entry=self.entry(data["entry"]),
            topic=data["topic"],
            aspect=data["aspect"],
            subject=data["subject"],
            section=data["section"],
            sentence=data["sentence"],
            part_of=data["part_of"],
            negative=data["negative"],
        )

    def section(self, data: Mapping[str, Any]) -> Section:
        self._placed(Ref("report", data["key"]), data["place"])
        return Section(
            key=data["key"],
            role=data["role"],
            number=data["number"],
            level=data["level"],
            parent=data["parent"],
            heading=self.entry(data["heading"]),
            paragraphs=self.entries(data["paragraphs"]),
        )

    def report(self, data: Mapping[str, Any]) -> Report:
        self._placed(Ref("report"), data["place"])
        return Report(
            annex=data["annex"],
            title=data["title"],
            cover=self.entries(data["cover"]),
            sections=tuple(self.section(section) for section in data["sections"]),
            statements=tuple(self.statement(s) for s in data["statements"]),
            attachments=self.entries(data["attachments"]),
            closing=self.entries(data["closing"]),
        )


def _value_parsed(data: Mapping[str, Any]) -> Decimal | str | Gap:
    if data["type"] == "gap":
        return Gap[data["gap"].upper()]
    value = data["value"]
    return Decimal(value) if data["type"] == "number" else str(value)


def _measure_parsed(data: Mapping[str, Any]) -> Measure:
    number, upper = data["number"], data["upper"]
    return Measure(
        kind=data["kind"],
        relation=data["relation"],
        number=None if number is None else Decimal(number),
        upper=None if upper is None else Decimal(upper),
        unit=data["unit"],
        date=data["date"],
        approximate=data["approximate"],
        several=data["several"],
        bare=data["bare"],
    )
