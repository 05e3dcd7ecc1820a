"""The ruled table of a sheet, block by block as its layout says."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest

from jiping.model.filing import Row, Sheet
from jiping.model.form import SheetForm
from jiping.model.layout import BlockLayout, SheetLayout, SplitLayout
from jiping.model.values import Gap, Ref
from jiping.writers.forms.boxes import Sheetful, head, label, side
from jiping.writers.forms.plan import Box, Grid
from jiping.writers.forms.words import Wording

# Columns that a table shows only where the filing has them.
_OPTIONAL = ("score",)
_INCOME, _EXPENDITURE = "income", "expenditure"
_NAMES = BlockLayout(kind="names")
# Of cells that stand in no block of the form.
_KINDS = {"weight": "分", "score": "分", "points": "分", "executed": "money"}


def grid_of(
    sheet: Sheet, printed: SheetLayout, words: Wording, derived: Container[Ref]
) -> Grid:
    """The table of a sheet. ``derived`` are the cells that follow from others."""
    drawing = _Drawing(sheet, printed, words, derived)
    heads = titles = 0
    blocks = dict(printed.blocks)
    if "header" not in blocks:
        # The form names no unit there; a name that is there is kept all the same.
        blocks = {"header": _NAMES} | blocks
    for kind, block in blocks.items():
        before = drawing.paper.rows
        drawing.draw(kind, block)
        if block.repeat and not before and drawing.paper.rows:
            heads = 1
        if block.kind == "indicator" and drawing.paper.rows > before:
            titles = before + 1
    return drawing.paper.grid(heads, titles or heads)


class _Drawing:
    """One sheet on its grid."""

    def __init__(
        self,
        sheet: Sheet,
        printed: SheetLayout,
        words: Wording,
        derived: Container[Ref],
    ) -> None:
        self.sheet = sheet
        self.printed = printed
        self.words = words
        self.derived = derived
        self.form: SheetForm = words.form.sheets[sheet.form]
        self.kinds = {
            (block.kind, key): column.unit
            for block in self.form.blocks.values()
            for key, column in block.columns.items()
        }
        self.paper = Sheetful(_widths(sheet, printed))

    def draw(self, kind: str, block: BlockLayout) -> None:
        """The rows of one block, where the sheet has any."""
        rows = self.sheet.of_kind(kind)
        if kind in ("indicator", "criterion"):
            rows = self.sheet.rows
        elif not rows:
            return
        ways: Mapping[str, Callable[[BlockLayout, Sequence[Row]], None]] = {
            "names": self._names,
            "rows": self._rows,
            "single": self._single,
            "text": self._text,
            "indicator": self._indicators,
            "criterion": self._criteria,
            "total": self._total,
        }
        ways[block.kind](block, rows)

    # --- boxes ----------------------------------------------------------------------

    def fill(self, text: str) -> str:
        """A text of the layout with year and unit."""
        return self.words.fill(text)

    def label_of(self, row: Row) -> str:
        """As the unit printed it, or as the form does where the form is another."""
        if row.label and (self.words.own_labels or row.key not in self.form.rows):
            return row.label
        known = self.form.rows.get(row.key)
        default = known.printed if known else row.label
        return self.fill(self.printed.labels.get(row.key, default))

    def value(
        self, row: Row, column: str, block: BlockLayout | None = None, span: int = 0
    ) -> Box:
        """A cell to be filled in; void where the form closes it and nothing is there."""
        layout = block.columns.get(column) if block else None
        own = row[column]
        raw = "" if own.value is Gap.NOT_ON_FORM else own.raw
        closed = bool(block and f"{row.key}/{column}" in block.closed and not raw)
        ref = Ref(self.sheet.form, self.sheet.key, row.key, column)
        kind = self.kinds.get((row.kind, column), _KINDS.get(column, "text"))
        return Box(
            column_span=span or (layout.span if layout else 1),
            text=raw,
            role="void" if closed else "value",
            align=layout.align if layout else "center",
            ref=ref,
            kind=kind,
            unit=own.unit or (self.sheet.unit if kind == "money" else ""),
            derived=ref in self.derived,
        )

    def heads(self, block: BlockLayout) -> list[Box]:
        """The heads of a block's columns."""
        columns = [block.columns[key] for key in block.order if key]
        return [head(self.fill(c.label), c.span) for c in columns]

    def cells(self, block: BlockLayout, row: Row) -> list[Box]:
        """The cells of a row under a block's columns."""
        return [
            self.value(row, key, block) if key else Box(role="void")
            for key in block.order
        ]

    # --- blocks ---------------------------------------------------------------------

    def _names(self, block: BlockLayout, rows: Sequence[Row]) -> None:
        left = {row.key: row for row in rows}
        for line in block.lines:
            boxes: list[Box] = []
            for key, label_span, span in line:
                row = left.pop(key, None)
                if row is not None:
                    boxes.append(label(self.label_of(row), label_span))
                    boxes.append(self.value(row, "name", span=span))
            if boxes:
                self._spread(boxes)
        label_span = block.lines[0][0][1] if block.lines else 1
        for row in left.values():
            named = label(self.label_of(row), label_span)
            self._spread([named, self.value(row, "name")])

    def _spread(self, boxes: list[Box], height: float = 0) -> None:
        """A line whose last box takes what is left of the width."""
        used = sum(box.column_span for box in boxes[:-1])
        boxes[-1].column_span = len(self.paper.widths) - used
        self.paper.add(*boxes, height=height)

    def _rows(self, block: BlockLayout, rows: Sequence[Row]) -> None:
        pairs = self._split_rows(block.split) if block.split else []
        beside = []
        if block.side:
            beside = [side(self.fill(block.side), 1 + len(rows) + len(pairs))]
        corner = head(self.fill(block.corner), block.label_span)
        self.paper.add(*beside, corner, *self.heads(block))
        for row in rows:
            indent = 0 if block.side else self._depth(row)
            named = label(self.label_of(row), block.label_span, indent, "left")
            named.free = row.key not in self.form.rows
            self.paper.add(named, *self.cells(block, row))
        for pair in pairs:
            self.paper.add(*pair)

    def _depth(self, row: Row) -> int:
        depth, parent = 0, row.parent
        while parent and depth < 3:
            depth, parent = depth + 1, self.sheet[parent].parent
        return depth

    def _split_rows(self, split: SplitLayout) -> list[tuple[Box, ...]]:
        left = self.sheet.of_kind(_INCOME)
        right = self.sheet.of_kind(_EXPENDITURE)
        if not (left or right):
            return []
        spans = (split.left_span, split.right_span)
        heads = (split.left_head, split.right_head)
        sums = ("income_total", "expenditure_total")
        first = tuple(
            self._item(self.sheet[key], span)
            if key in self.sheet
            else label(text, span, align="left")
            for text, key, span in zip(heads, sums, spans, strict=True)
        )
        return [
            first,
            *(
                tuple(
                    self._item(row, span) for row, span in zip(pair, spans, strict=True)
                )
                for pair in zip_longest(left, right)
            ),
        ]

    def _item(self, row: Row | None, span: int) -> Box:
        """Label and amount in one cell."""
        if row is None:
            return Box(column_span=span, role="void")
        box = self.value(row, "executed")
        box.value, box.text = box.text, f"{self.label_of(row)}：{box.text}"
        box.column_span, box.align = span, "left"
        box.unit = box.unit or self.sheet.unit
        return box

    def _single(self, block: BlockLayout, rows: Sequence[Row]) -> None:
        """Head and values, for each row that there is."""
        beside = side(self.fill(block.side), 1 + len(rows), block.label_span)
        self.paper.add(beside, *self.heads(block))
        for row in rows:
            cells = self.cells(block, row)
            room = 0 if any(cell.text for cell in cells) else block.height
            self.paper.add(*cells, height=room)

    def _text(self, block: BlockLayout, rows: Sequence[Row]) -> None:
        for row in rows:
            named = label(self.label_of(row), block.label_span)
            value = self.value(row, "text", block)
            self._spread([named, value], 0 if value.text else block.height)

    def _total(self, block: BlockLayout, rows: Sequence[Row]) -> None:
        for row in rows:
            named = label(self.label_of(row), block.label_span)
            self.paper.add(named, *self.cells(block, row))

    def _indicators(self, block: BlockLayout, rows: Sequence[Row]) -> None:
        indicators = [row for row in rows if row.kind == "indicator"]
        if not indicators:
            return
        beside = side(self.fill(block.side), 1 + len(indicators))
        self.paper.add(beside, *self.heads(block))
        below = [key for key in block.order if key not in ("level1", "level2")]
        for class_key, of_class in groupby(indicators, key=_class_of):
            members = list(of_class)
            first = [self._class(block, class_key, members)]
            for _, of_level2 in groupby(members, key=_level2_of):
                group = list(of_level2)
                second = [side(self._level2(group[0]), len(group))]
                for row in group:
                    values = (self.value(row, key, block) for key in below)
                    self.paper.add(*first, *second, *values)
                    first, second = [], []

    def _class(self, block: BlockLayout, key: str, members: Sequence[Row]) -> Box:
        row = self.sheet[key]
        known = self.words.form.classes.get(key)
        text = row.label or members[0]["level1"].raw
        if known and not self.words.own_labels:
            text = known.name
        return self._with_points(block, text, row, "weight", len(members))

    def _with_points(
        self, block: BlockLayout, text: str, row: Row, column: str, down: int
    ) -> Box:
        """A merged label with its points behind it."""
        raw = row[column].raw
        points = self.words.fill(block.points, points=raw) if raw else ""
        box = side(text + points, down)
        if raw:
            box.ref = Ref(self.sheet.form, self.sheet.key, row.key, column)
            box.value, box.kind = raw, "分"
        return box

    def _level2(self, row: Row) -> str:
        class_key, _, level2 = row.parent.partition(".")
        known = self.words.form.classes.get(class_key)
        if known and not self.words.own_labels and level2 in known.level2:
            return known.level2[level2][0]
        return row["level2"].raw

    def _criteria(self, block: BlockLayout, rows: Sequence[Row]) -> None:
        order = [key for key in block.order if _shown(self.sheet, key)]
        columns = [block.columns[key] for key in order]
        self.paper.add(*(head(c.label, c.span) for c in columns))
        criteria = [row for row in rows if row.kind == "criterion"]
        for stage, group in groupby(criteria, key=lambda row: row.parent):
            members = list(group)
            above = self.sheet[stage]
            first = [
                self._with_points(block, above.label, above, "points", len(members))
            ]
            for row in members:
                item = self._with_points(block, row.label, row, "points", 1)
                values = (self.value(row, key, block) for key in order[2:])
                self.paper.add(*first, item, *values)
                first = []
        for row in self.sheet.of_kind("total"):
            raw = row["points"].raw
            points = label(f"{raw}分" if raw else "")
            rest = (self.value(row, k) for k in order[3:] if k in row)
            blank = [label("")] if "evidence" in order and "evidence" not in row else []
            self.paper.add(label(row.label, 2), points, *blank, *rest)


def _class_of(row: Row) -> str:
    return row.parent.partition(".")[0]


def _level2_of(row: Row) -> tuple[str, str]:
    return row.parent, row["level2"].raw


def _shown(sheet: Sheet, column: str) -> bool:
    rows: Iterable[Row] = sheet.rows
    return column not in _OPTIONAL or any(column in row for row in rows)


def _widths(sheet: Sheet, printed: SheetLayout) -> tuple[float, ...]:
    """Of a column that is left out, the width goes to the widest."""
    criteria = printed.blocks.get("criterion")
    if criteria is None or all(_shown(sheet, key) for key in criteria.order):
        return printed.widths
    return tuple(_given_over(printed.widths[:-1], printed.widths[-1]))


def _given_over(widths: Sequence[float], spare: float) -> Iterator[float]:
    widest = max(widths)
    for width in widths:
        yield width + spare if width == widest else width
