"""附件2 and 附件3: names, money, objective, indicators, total."""

from collections.abc import Iterator, Sequence

from jiping.intake.columns import Header, beside, cells, header_in, number_fit
from jiping.intake.draft import Datum, Draft, Drafts, datum
from jiping.intake.indicators import Indicators
from jiping.intake.labels import fold_keeping, joined, money_unit, plain
from jiping.intake.lines import Line, Slot
from jiping.intake.pairs import header_rows, labelled_values
from jiping.intake.signature import remark_word, signature_row
from jiping.intake.sources import Sources
from jiping.intake.text import squash
from jiping.intake.vocabulary import Vocabulary
from jiping.model.document import Place
from jiping.model.patterns import compile_late

_SPLIT = ("income", "expenditure")
_WRAPPED = compile_late(r"([:：])\s*\n\s*(?=[-\d])")
_ITEM = compile_late(
    r"\s*(?:其中\s*[:：]?)?\s*(?P<label>[^:：\d]{1,40}?)\s*"
    r"(?:[:：]\s*(?P<said>[^:：]{0,40})|(?P<value>-?\d[\d,，.]{0,30}\s*\w{0,2}))?\s*"
)


def read_evaluation(
    lines: Sequence[Line], words: Vocabulary, unit: str, form: str
) -> Drafts:
    """The rows of 附件2 (``form`` ``overall``) or 附件3 (``project``).

    ``unit`` is the money unit declared above the table, or ``""``.
    """
    reader = _Evaluation(words, unit, form)
    for line in lines:
        reader.read(line)
    reader.sources.settle([row for row in reader.drafts.rows if row.kind == "fund"])
    return reader.drafts


class _Evaluation:
    """One pass over the rows; ``state`` is the block that the rows at hand stand in."""

    def __init__(self, words: Vocabulary, unit: str, form: str) -> None:
        self.words = words
        self.form = form
        self.drafts = Drafts(unit=unit)
        self.indicators = Indicators(words)
        self.indicators.rows = self.drafts.rows
        self.sources = Sources(words)
        self.header: Header | None = None
        self.state = ""
        self.unit = unit

    def read(self, line: Line) -> None:
        if header := header_in(line, self.words.blocks["overall"]):
            self._head(header, line)
        elif not line.filled:
            if self.state == "indicator":
                self.indicators.read(line)
        elif self._side(line) or self._total(line) or self._foot(line):
            return
        elif self.state == "indicator":
            self.indicators.read(line)
        elif self.state == "objective" and self.header:
            self._objective(cells(self.header, line), line)
        elif not (self._names(line) or self._money(line) or self._labelled(line)):
            self._unknown(line)

    def _head(self, header: Header, line: Line) -> None:
        self.state, self.header = header.block.key, header
        self.drafts.head(header.printed(), over=self.state == "indicator")
        if self.state != "objective":
            self.drafts.unknown += header.unknown
        if self.state == "indicator":
            self.indicators.header = header
        elif self.state == "fund":
            labels = " ".join(s.text for s in line.slots if not s.continued)
            self.unit = money_unit(labels) or self.drafts.unit
            self.drafts.unit = self.drafts.unit or self.unit
        else:
            values = labelled_values(line, header.block)
            if len(values) > 1:
                self._objective(values, line)
                self.state = ""

    def _side(self, line: Line) -> bool:
        """A row that shows nothing but the label at the side of the next block."""
        blocks = self.words.blocks["overall"]
        alone = len(line.filled) == 1 and self.state != "fund"
        return alone and any(b.sides.find(line.filled[0].text) for b in blocks)

    def _total(self, line: Line) -> bool:
        label = line.filled[0]
        if not self.words.rows("overall", "total").find(label.text):
            return False
        if self.state == "fund" and self.words.rows("overall", "fund").find(label.text):
            return False
        if self.state in ("indicator", "total"):
            above = self.drafts.row("score_total")
            if above and self.state == "indicator":
                above.key, above.kind = "score_stated", "stated"
            self.drafts.rows.append(self.indicators.total(line))
            self.state = "total"
            return True
        after = [slot for slot in line.slots if slot.start >= label.end]
        if not after or number_fit("分", after[0]) < 2:
            return False
        score = datum(after[0], "分", "")
        self.drafts.rows.append(
            Draft(
                key="score_total",
                kind="total",
                place=label.place,
                label=joined(label.text),
                cells={"score": score},
            )
        )
        return True

    def _foot(self, line: Line) -> bool:
        first = line.filled[0]
        alone = len(line.filled) == 1
        if fields := signature_row(line, self.words):
            self.drafts.sign(fields, first.place)
        elif alone and money_unit(first.text) and squash(first.text).count(":"):
            self.drafts.unit = self.drafts.unit or money_unit(first.text)
        elif remark_word(first.text, self.words) or self._narrative(line):
            text = "：".join(joined(slot.text) for slot in line.filled)
            self.drafts.remarks.append((text, first.place))
        else:
            return False
        return True

    def _narrative(self, line: Line) -> bool:
        if self.state in ("indicator", "objective") and len(line.filled) > 2:
            return False
        return bool(self.words.words("narrative", "remarks").find(line.filled[0].text))

    def _names(self, line: Line) -> bool:
        if self.state not in ("", "total"):
            return False
        labels = self.words.rows("overall", "header")
        rows = header_rows(line, labels)
        if rows:
            self.drafts.rows += rows
            self._others(line, {row.place for row in rows})
        return bool(rows)

    def _others(self, line: Line, known: set[Place]) -> None:
        """Further labels of a row of names: the total score, or what only this form asks."""
        slots = [slot for slot in line.slots if not slot.continued]
        for slot, after in zip(slots[::2], slots[1::2], strict=False):
            if slot.place in known or slot.blank or after.place in known:
                continue
            total = bool(self.words.rows("overall", "total").find(slot.text))
            number = number_fit("分", after) > 0
            cells_ = {
                "score" if total else "name": datum(
                    after, "分" if total else "text", ""
                )
            }
            if total and not number:
                continue
            self.drafts.rows.append(
                Draft(
                    key="score_total" if total else f"header_added:{plain(slot.text)}",
                    kind="total" if total else "header",
                    place=slot.place,
                    label=joined(slot.text),
                    template=total,
                    cells=cells_,
                )
            )

    def _objective(self, under: dict[str, Slot], line: Line) -> None:
        place = next((s.place for s in under.values()), line.place)
        row = Draft(key="objective", kind="objective", place=place)
        row.cells = {key: datum(slot, "text", "") for key, slot in under.items()}
        self.drafts.rows.append(row)

    def _labelled(self, line: Line) -> bool:
        """A goal or its completion with the label beside it, a row for each."""
        block = self.words.block("overall", "objective")
        values = labelled_values(line, block)
        if not values:
            return False
        row = self.drafts.row("objective")
        if row is None or not row.cells.keys().isdisjoint(values):
            self._objective(values, line)
        else:
            row.cells |= {key: datum(slot, "text", "") for key, slot in values.items()}
        return True

    def _money(self, line: Line) -> bool:
        if self.state not in ("fund", "split"):
            return False
        if self._split_head(line):
            self.state = "split"
            return True
        kinds = () if self.form == "project" else _SPLIT
        items = list(self._items(line, kinds))
        if items and self._is_split(line, items):
            self.drafts.rows += items
            read = {cell.place for row in items for cell in row.cells.values()}
            read |= {row.place for row in items}
            self.drafts.unread += [s for s in line.filled if s.place not in read]
            return True
        return self._fund(line)

    def _is_split(self, line: Line, items: Sequence[Draft]) -> bool:
        if self.state == "split" or {row.kind for row in items} == set(_SPLIT):
            return True
        known = self.words.rows("overall", "fund")
        return not any(known.find(slot.text) for slot in line.filled)

    def _split_head(self, line: Line) -> bool:
        """Whether a row opens the split by source and use; some print its two sums."""
        labels = self.words.rows("overall", "split")
        shown = (squash(slot.text).partition(":")[0] for slot in line.filled)
        if not any(map(labels.find, shown)):
            return False
        sums = self._items(line, ("split",))
        self.drafts.rows += [row for row in sums if row.cells["executed"].raw]
        return True

    def _items(self, line: Line, kinds: Sequence[str]) -> Iterator[Draft]:
        """Items of income and expenditure, ``label：amount`` in one cell or two."""
        slots = [slot for slot in line.slots if not slot.continued]
        for slot, after in zip(slots, (*slots[1:], None), strict=True):
            for text in _WRAPPED.sub(r"\1", fold_keeping(slot.text)).split("\n"):
                match = _ITEM.fullmatch(text)
                found = self._split_key(match["label"], kinds) if match else None
                if match is None or found is None:
                    continue
                value = match["said"] or match["value"] or ""
                amount = Datum(
                    raw=value.strip(),
                    place=slot.place,
                    kind="number",
                    unit=self.unit or "万元",
                )
                if (
                    not amount.raw
                    and after is not None
                    and number_fit("money", after) > 0
                ):
                    amount = datum(after, "money", self.unit or "万元")
                key, kind = found
                yield Draft(
                    key=key,
                    kind=kind,
                    place=slot.place,
                    label=joined(text.partition(value)[0] if value else text).rstrip(
                        "：: "
                    ),
                    cells={"executed": amount},
                )

    def _split_key(self, label: str, kinds: Sequence[str]) -> tuple[str, str] | None:
        for kind in kinds:
            if key := self.words.rows("overall", kind).find(label):
                return key, kind
        return None

    def _fund(self, line: Line) -> bool:
        header = self.header
        if header is None or header.block.key != "fund":
            return False
        under = cells(header, line)
        labels = [s for s in beside(line, under) if not s.continued and not s.blank]
        labels = [s for s in labels if not header.block.sides.find(s.text)] or labels
        filled = any(not slot.blank for slot in under.values())
        if sum(number_fit(header.column(key).unit, s) for key, s in under.items()) < 0:
            return False
        if not labels and not filled:
            return True
        label = labels[-1] if labels else None
        values = {
            k: datum(slot, header.column(k).unit, self.unit or "万元")
            for k, slot in under.items()
        }
        return self._add_fund(label, line, values)

    def _add_fund(
        self, label: Slot | None, line: Line, values: dict[str, Datum]
    ) -> bool:
        """Add a row of money; False for one without label below the total."""
        row = Draft(
            key="total",
            kind="fund",
            place=label.place if label else line.place,
            label=joined(label.text) if label else "",
            cells=values,
        )
        under_total = self.drafts.row("total") is not None
        if label is None and under_total:
            return False
        use = self._use(label.text) if label else ""
        total = not label or self.words.rows("overall", "fund").find(label.text)
        if use:
            row.key, row.kind = use, "expenditure"
        elif total == "total" and under_total:
            row.key, row.template = f"fund_added:{plain(row.label)}", False
        elif label is not None:
            self.sources.add(row, label.text)
        self.drafts.rows.append(row)
        return True

    def _use(self, text: str) -> str:
        """What the money was spent on, where a row says so (按用途：基本支出)."""
        before, _, after = squash(text).partition(":")
        named = after if before.startswith("按") else ""
        return self.words.rows("overall", "expenditure").find(named)

    def _unknown(self, line: Line) -> None:
        if self.state in ("", "split", "fund") and self.indicators.looks_like(line):
            self.state = "indicator"
            self.drafts.assumed = True
            self.indicators.read(line)
            return
        if self.state in ("", "total") and len(line.filled) in (2, 4):
            if self.state == "total":
                text = "：".join(joined(slot.text) for slot in line.filled)
                self.drafts.remarks.append((text, line.place))
            else:
                self._others(line, set())
            return
        sides = [block.sides for block in self.words.blocks["overall"]]
        self.drafts.unread.extend(
            slot for slot in line.filled if not any(s.find(slot.text) for s in sides)
        )
