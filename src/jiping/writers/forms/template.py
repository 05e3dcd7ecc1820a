"""Rows that a form has and a filing lacks: the blank form, and moving to another form."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jiping.model.filing import Row, Sheet
from jiping.model.form import Form
from jiping.model.layout import BlockLayout, SheetLayout
from jiping.model.values import Entry, Gap, Ref

_FILLER = "filler"
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")


def completed(sheet: Sheet, printed: SheetLayout, form: Form) -> Sheet:
    """The sheet with every row that the form has; rows of its own stay where they are."""
    rows = list(sheet.rows)
    fresh = not rows
    for kind, block in printed.blocks.items():
        before = ""
        for row in _template(sheet, kind, block, printed, form):
            if any(known.key == row.key for known in rows):
                before = row.key
            elif fresh or _asked(row, sheet):
                at = next(
                    (i for i, r in enumerate(rows) if r.key == before), len(rows) - 1
                )
                rows.insert(at + 1, row)
                before = row.key
    return replace(sheet, rows=tuple(rows))


def _asked(row: Row, sheet: Sheet) -> bool:
    """Whether a filled-in sheet must have the row: not lines left for more of a kind."""
    spare = _FILLER in row.key or row.kind in ("class", "indicator", "criterion")
    return not spare and sheet.form != "funds"


def _template(
    sheet: Sheet, kind: str, block: BlockLayout, printed: SheetLayout, form: Form
) -> Iterator[Row]:
    """The rows of one block of the blank form."""
    if kind == "indicator":
        yield from _indicators(sheet, block, form)
    elif kind == "criterion":
        yield from _criteria(sheet, block, printed, form)
    else:
        split = block.split
        only = ("text",) if block.kind == "text" else ("name",)
        groups = [(kind, block.rows or _names(block), block.order or only)]
        if split:
            groups += [
                ("income", split.left, ("executed",)),
                ("expenditure", split.right, ("executed",)),
            ]
        for of_kind, keys, columns in groups:
            for key in keys:
                yield _row(sheet, of_kind, key, columns, block, printed, form)


def _names(block: BlockLayout) -> tuple[str, ...]:
    return tuple(key for line in block.lines for key, _, _ in line)


def _row(
    sheet: Sheet,
    kind: str,
    key: str,
    columns: tuple[str, ...],
    block: BlockLayout,
    printed: SheetLayout,
    form: Form,
) -> Row:
    known = form.sheets[sheet.form].rows.get(key)
    label = printed.labels.get(key, known.printed if known else block.corner)
    return Row(
        key=key,
        kind=kind,
        label=label,
        parent=known.parent if known else "project_total" if _FILLER in key else "",
        cells={
            column: entry(sheet, key, column, block.preset.get(f"{key}/{column}", ""))
            for column in columns
            if column
        },
    )


def entry(sheet: Sheet, row: str, column: str, raw: str = "") -> Entry:
    """A cell of the blank form, with what is printed in it."""
    value: Decimal | str | Gap = raw or Gap.BLANK
    if _AMOUNT.fullmatch(raw):
        value = Decimal(raw)
    return Entry(ref=Ref(sheet.form, sheet.key, row, column), raw=raw, value=value)


def _indicators(sheet: Sheet, block: BlockLayout, form: Form) -> Iterator[Row]:
    seen = ""
    for place, key in enumerate(block.rows):
        class_key, _, level2 = key.partition(".")
        known = form.classes[class_key]
        if class_key != seen:
            seen = class_key
            weight = entry(sheet, class_key, "weight", block.preset.get(class_key, ""))
            yield Row(
                key=class_key, kind="class", label=known.name, cells={"weight": weight}
            )
        row = f"{key}#{block.rows[: place + 1].count(key)}"
        texts = {"level1": known.name, "level2": known.level2[level2][0]}
        yield Row(
            key=row,
            kind="indicator",
            parent=key,
            cells={
                column: entry(sheet, row, column, texts.get(column, ""))
                for column in block.order
                if column
            },
        )


def _criteria(
    sheet: Sheet, block: BlockLayout, printed: SheetLayout, form: Form
) -> Iterator[Row]:
    rows = form.sheets["rubric"].rows
    seen = ""
    for key in block.rows:
        parent = rows[key].parent
        if parent and parent != seen:
            seen = parent
            points = entry(sheet, parent, "points", block.preset.get(parent, ""))
            yield Row(
                key=parent,
                kind="class",
                label=printed.labels[parent],
                cells={"points": points},
            )
        texts = {
            column: block.texts.get(f"{key}/{column}", "")
            for column in block.order
            if column not in ("stage", "item")
        }
        texts |= {"points": block.preset[f"{key}/points"]}
        if parent:
            texts |= {"item": printed.labels[key]}
        yield Row(
            key=key,
            kind=rows[key].kind,
            label=printed.labels[key],
            parent=parent,
            cells={c: entry(sheet, key, c, text) for c, text in texts.items()},
        )
