"""Approved targets as rows: ``unit`` (code) or ``unit_name``, ``project`` (empty for the
unit as a whole), ``level1 level2 level3 target weight`` as printed, and ``where``."""

from collections.abc import Iterator, Mapping

from jiping.intake.text import squash
from jiping.model.document import Document, Table
from jiping.model.filing import Filing
from jiping.model.form import Form
from jiping.model.values import Ref
from jiping.pipeline.receiving import Received
from jiping.web.core.actions import Refused
from jiping.writers.tally import notes_of
from jiping.writers.words import place_words

Row = dict[str, str]

MOST_ROWS = 5000
# Each column of the table by the headings it may have.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位编码", "单位代码", "预算单位编码"),
    "unit_name": ("单位名称", "单位", "预算单位"),
    "project": ("项目名称", "项目"),
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "level3": ("三级指标", "指标名称"),
    "target": ("指标值", "年度指标值", "目标值", "年度目标值"),
    "weight": ("分值", "权重", "权重(分值)"),
}
# 预算执行率 is a row of the money block, no indicator.
EXECUTION = "execution"
_NEEDED = ("level2", "level3", "target", "weight")
# A heading stands within so many rows.
_TOP = 8
_LONGEST = 200


def rows_of(found: Received) -> list[Row]:
    """The rows of a table of targets, or of official forms where there is none. Raises
    Refused, with one sentence, where there is neither."""
    documents = [d for each in found.outcomes[:1] for d in each.documents]
    rows = [row for each in documents for row in _tabled(each)]
    if not rows:
        rows = [row for each in found.outcomes for row in _from_form(each.filing)]
    if not rows:
        notes = [
            n.text
            for each in found.outcomes
            for n in notes_of(each)
            if n.level == "error"
        ]
        raise Refused(
            "没有找到绩效目标：要有“单位编码、一级指标、二级指标、三级指标、指标值、分值”"
            f"各列的表，或官方表式的自评表。{notes[0] if notes else ''}"
        )
    if len(rows) > MOST_ROWS:
        raise Refused(f"绩效目标超过{MOST_ROWS}行，请分成几个文件上传。")
    return rows


def _tabled(document: Document) -> Iterator[Row]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _table(block)


def _table(table: Table) -> Iterator[Row]:
    heads: dict[str, int] = {}
    for at, line in enumerate(table.by_row()):
        texts = {cell.column: " ".join(cell.text.split()) for cell, _ in line}
        if not heads:
            heads = _heads(texts)
            if not heads and at > _TOP:
                return
            continue
        row = {key: texts.get(column, "")[:_LONGEST] for key, column in heads.items()}
        if any(row.get(key) for key in ("level3", "target", "weight")):
            place = next((cell.place for cell, _ in line), table.place)
            yield {**dict.fromkeys(COLUMNS, ""), **row, "where": place_words(place)}


def _heads(texts: Mapping[int, str]) -> dict[str, int]:
    """In which column each thing stands; nothing where this is no heading."""
    named = {squash(text).strip("*"): column for column, text in texts.items()}
    found = {
        key: next(named[squash(label)] for label in labels if squash(label) in named)
        for key, labels in COLUMNS.items()
        if any(squash(label) in named for label in labels)
    }
    whose = "unit" in found or "unit_name" in found
    return found if whose and all(key in found for key in _NEEDED) else {}


def _from_form(filing: Filing) -> Iterator[Row]:
    for sheet in filing.evaluations:
        for row in sheet.of_kind("indicator"):
            place = filing.places.get(Ref(sheet.form, sheet.key, row.key))
            texts = {
                key: " ".join(row[key].raw.split())[:_LONGEST]
                for key in ("level1", "level2", "level3", "target", "weight")
            }
            if texts["level3"]:
                yield {
                    "unit": "",
                    "unit_name": filing.unit,
                    "project": sheet.name if sheet.form == "project" else "",
                    **texts,
                    "where": place_words(place) if place else "",
                    "key": row.parent,
                }


def level2_of(form: Form, level1: str, level2: str) -> str:
    """``output.quality`` for the words of a form's classes; empty where there is none."""
    one, two = squash(level1), squash(level2)
    for each in form.classes.values():
        if each.key == EXECUTION or (
            one and one not in map(squash, (each.name, *each.labels))
        ):
            continue
        for part, labels in each.level2.items():
            if two in map(squash, labels):
                return f"{each.key}.{part}"
    return ""
