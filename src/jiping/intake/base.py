"""附件1: staff, expenses, buildings and the text row."""

from collections.abc import Sequence

from jiping.intake.columns import Header, beside, cells, header_in, number_fit
from jiping.intake.draft import Datum, Draft, Drafts, datum
from jiping.intake.labels import joined, money_unit, numbered, plain
from jiping.intake.lines import Line, Slot
from jiping.intake.outline import Outline
from jiping.intake.pairs import header_rows, labelled_values
from jiping.intake.signature import remark_word, signature_row
from jiping.intake.text import absence, squash
from jiping.intake.vocabulary import Vocabulary
from jiping.model.values import Gap

# Where the header row is missing: label and three amounts.
_USUAL = ("", "prior_actual", "budget", "actual")
# The total of a group of rows, and how keys of rows added to it begin.
_ADDED = {
    "three_public": "three_public",
    "project_total": "project",
    "public_total": "public",
    "basic_total": "basic",
}
_PROJECT = "project_total"
# Rows under which a unit lists single items.
_ITEMISED = ("special_funds", "transfer")
_SINGLE = ("staff", "building")


def read_base(lines: Sequence[Line], words: Vocabulary, unit: str) -> Drafts:
    """The rows of 附件1. ``unit`` is the money unit declared above it, or ``""``."""
    reader = _Base(words, unit)
    for line in lines:
        reader.read(line)
    _settle_items(reader.drafts)
    return reader.drafts


class _Base:
    """One pass over the rows; holds the header above and the group of rows at hand."""

    def __init__(self, words: Vocabulary, unit: str) -> None:
        self.words = words
        self.drafts = Drafts(unit=unit)
        self.unit = unit
        self.header: Header | None = None
        self.expenses: Header | None = None
        self.side: Slot | None = None
        self.single: Header | None = None
        self.outline = Outline()

    def read(self, line: Line) -> None:
        header = header_in(line, self.words.blocks["base"])
        if header:
            self._head(header, line)
        elif self.header and self.header.block.key in _SINGLE:
            self._single(self.header, line)
        elif not line.filled:
            self._empty(line)
        elif not (
            self._named(line)
            or self._text(line)
            or self._no_building(line)
            or self._foot(line)
            or self._again(line)
        ):
            self._expense(line)

    def _head(self, header: Header, line: Line) -> None:
        labels = [slot for slot in line.slots if not slot.continued]
        self.side = next((s for s in labels if header.block.sides.find(s.text)), None)
        self.unit = money_unit(" ".join(s.text for s in labels)) or self.drafts.unit
        if header.block.key == "expense":
            self.drafts.unit = self.drafts.unit or self.unit
            self.expenses = header
        self.drafts.head(header.printed())
        self.drafts.unknown += header.unknown
        self.header = header
        values = labelled_values(line, header.block)
        if values and header.block.key in _SINGLE:
            self._add_single(header, values)

    def _single(self, header: Header, line: Line) -> None:
        """The one row of values under a header; what is no such row is read anew."""
        under = cells(header, line)
        if self.words.rows("base").find(line.slots[0].text) not in (
            "",
            header.block.key,
        ):
            self.header = self.expenses
            self.read(line)
        elif under:
            self._add_single(header, under)

    def _add_single(self, header: Header, under: dict[str, Slot]) -> None:
        place = next(iter(under.values())).place
        row = Draft(
            key=header.block.key,
            kind=header.block.form.kind,
            place=place,
            label=joined(self.side.text) if self.side else "",
            cells=self._cells(header, under),
        )
        self.drafts.rows.append(row)
        self.single, self.header = header, self.expenses

    def _again(self, line: Line) -> bool:
        """A second row of values right under the one row that a header has."""
        header = self.single
        if header is None or self.drafts.rows[-1].key != header.block.key:
            return False
        under = cells(header, line)
        figures = [
            slot
            for key, slot in under.items()
            if number_fit(header.column(key).unit, slot) == 2
        ]
        if len(figures) < len(header.printed()) or len(line.filled) > len(figures):
            return False
        self._add_single(header, under)
        return True

    def _cells(self, header: Header, under: dict[str, Slot]) -> dict[str, Datum]:
        return {
            key: datum(slot, header.column(key).unit, self._money(header, key))
            for key, slot in under.items()
        }

    def _money(self, header: Header, key: str) -> str:
        own = header.printed().get(key)
        return (money_unit(own.text) if own else "") or self.unit or "万元"

    def _named(self, line: Line) -> bool:
        if any(row.kind != "header" for row in self.drafts.rows):
            return False
        rows = header_rows(line, self.words.rows("base", "header"))
        self.drafts.rows += rows
        return bool(rows)

    def _text(self, line: Line) -> bool:
        first = line.filled[0]
        if not self.words.rows("base", "text").find(first.text):
            return False
        after = [slot for slot in line.slots if slot.start > first.start]
        value = next(
            (slot for slot in after if not slot.blank), next(iter(after), None)
        )
        self.drafts.rows.append(
            Draft(
                key="economy_measures",
                kind="text",
                place=first.place,
                label=joined(first.text),
                cells={"text": datum(value, "text", "")} if value else {},
            )
        )
        return True

    def _no_building(self, line: Line) -> bool:
        """A line that says of buildings only that there are none; the form's own block
        for them has a header."""
        label, *rest = line.filled
        known = self.words.rows("base", "building").find(label.text)
        if not known or any(absence(slot.text) is None for slot in rest):
            return False
        said = "：".join([joined(label.text), *(joined(s.text) for s in rest[:1])])
        self.drafts.remarks.append((said, label.place))
        return True

    def _foot(self, line: Line) -> bool:
        first = line.filled[0]
        if fields := signature_row(line, self.words):
            self.drafts.sign(fields, first.place)
        elif remark_word(first.text, self.words) or (
            len(line.filled) == 1
            and money_unit(first.text)
            and ":" in squash(first.text)
        ):
            self.drafts.remarks.append(
                (" ".join(s.text for s in line.filled), first.place)
            )
            self.unit = self.drafts.unit = self.drafts.unit or money_unit(first.text)
        else:
            return False
        return True

    def _empty(self, line: Line) -> None:
        if self.header and self.outline.group == _PROJECT:
            self._add(self.header, line.slots[0], cells(self.header, line), line)

    def _expense(self, line: Line) -> None:
        known = self.words.rows("base", "expense").find(line.filled[0].text)
        header = self.header
        if header is None and known:
            header = Header(block=self.words.block("base", "expense"), keys=_USUAL)
            self.header = self.expenses = header
            self.drafts.assumed = True
        if header is None:
            self.drafts.unread.extend(line.filled)
            return
        under = cells(header, line)
        labels = [s for s in beside(line, under) if not s.continued]
        printed = [s for s in labels if not s.blank]
        if not printed and not labels:
            self.drafts.unread.extend(line.filled)
            return
        self._add(header, (printed or labels)[-1], under, line)

    def _add(
        self, header: Header, label: Slot, under: dict[str, Slot], line: Line
    ) -> None:
        key, parent = self._key(label.text)
        self.drafts.rows.append(
            Draft(
                key=key,
                kind="expense",
                place=label.place,
                label=joined(label.text).strip(),
                parent=parent,
                template=not ("_added:" in key or key.startswith("added:")),
                cells=self._cells(header, under),
            )
        )

    def _key(self, text: str) -> tuple[str, str]:
        """Key and parent of an expense row; moves on to the group that it opens."""
        rows = self.words.form.sheets["base"].rows
        group = self.outline.group
        known = self._known(text)
        parent = rows[known].parent if known else ""
        top = rows[parent].parent or parent if parent else ""
        added = group == _PROJECT and top not in ("", group) and numbered(text)
        if known and not added:
            if not top or top != group:
                opens = top or (known if known in _ADDED else "")
                self.outline = Outline(opens, "" if top else text)
            if top:
                self.outline.pass_by(known, text, itemised=known in _ITEMISED)
            return known, parent
        prefix = f"{_ADDED[group]}_" if group else ""
        if self._filler(text):
            count = sum(
                1 for row in self.drafts.rows if row.key.startswith(f"{prefix}filler")
            )
            return f"{prefix}filler_{count + 1}", group
        key = f"{prefix}added:{plain(text) or squash(text)}"
        own = self.outline.place(key, text)
        if group and not self.outline.group:
            return f"added:{plain(text) or squash(text)}", ""
        return key, own

    def _known(self, text: str) -> str:
        """The key of a row of the form; what the group at hand calls so goes first
        (运行维护费 under the vehicles is theirs)."""
        lexicon = self.words.rows("base", "expense")
        within = self.words.rows_under("base", self.outline.group)
        return within.find(text) or lexicon.find(text)

    def _filler(self, text: str) -> bool:
        return (
            absence(text) is not None
            or squash(text) in self.words.form.words["fillers"]
        )


def _settle_items(drafts: Drafts) -> None:
    """Items stand under a special-fund row only where that row states their sum; under
    a row left empty they are lines of 项目支出 themselves."""
    for row in drafts.rows:
        above = drafts.row(row.parent) if row.parent in _ITEMISED else None
        if above and all(absence(d.raw) is Gap.BLANK for d in above.cells.values()):
            row.parent = _PROJECT
