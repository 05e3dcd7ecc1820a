"""The indicator block of 附件2 and 附件3: classes, indicators, total."""

from collections.abc import Mapping

from jiping.intake.columns import Block, Header, cells, number_fit
from jiping.intake.draft import Datum, Draft, datum
from jiping.intake.labels import joined, points, without_points
from jiping.intake.lines import Line, Slot
from jiping.intake.text import absence, squash
from jiping.intake.values import number
from jiping.intake.vocabulary import Vocabulary
from jiping.model.patterns import compile_late
from jiping.model.values import Gap

_USUAL = (
    "",
    "level1",
    "level2",
    "level3",
    "target",
    "actual",
    "weight",
    "score",
    "deviation_note",
)
_TOTALS = ("weight", "score", "deviation_note")
_SCORED = ("weight", "score")
_UNKNOWN = "other"
# Cases for 100000 people: the unit's own 1 is no digit of the figure.
_RATE_OF_ONE = compile_late(r"1(?=/\d)")
# What is a value and no indicator's name.
_VALUE = compile_late(r"[≥≤≧≦<>=]|\d[\d,.]*%?$")


class Indicators:
    """Reads indicator rows in order; level 1 and level 2 go on until another is printed."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.block: Block = words.block("overall", "indicator")
        self.header = Header(block=self.block, keys=_USUAL)
        self.rows: list[Draft] = []
        self.level1: Slot | None = None
        self.level2: Slot | None = None
        self.kind = ""
        self.blanks: dict[str, int] = {}
        self.foreign: list[str] = []

    def fit(self, key: str, slot: Slot) -> int:
        """How well a cell suits a column of this block."""
        if slot.blank or key not in self.block.form.columns:
            return 0
        if key == "level1":
            return 3 if self.words.classes.find(slot.text) else -2
        if key == "level2":
            known = any(
                labels.exactly(slot.text) for labels in self.words.level2.values()
            )
            return 3 if known else 1 if self.words.class_of(slot.text) else -1
        if key == "level3":
            return -2 if _VALUE.match(squash(slot.text)) else 1
        return number_fit(self.block.form.columns[key].unit, slot)

    def looks_like(self, line: Line) -> bool:
        """Whether a row without a header above shows an indicator by its labels."""
        under = cells(self.header, line, self.fit)
        return any(
            self.fit(key, under[key]) > 0
            for key in ("level1", "level2")
            if key in under
        )

    def read(self, line: Line) -> None:
        """Add the indicator that the row holds, and its class when it is new."""
        under = cells(self.header, line, self.fit)
        self._levels(under)
        if "level3" not in under and "level2" in under:
            label = under["level2"]
            if not self.words.class_of(label.text):
                under["level3"] = label
        self.rows.append(self._indicator(under, line))

    def _levels(self, under: Mapping[str, Slot]) -> None:
        first, second = under.get("level1"), under.get("level2")
        before = self.kind
        if first is not None and not first.blank:
            again = self.level1 and squash(self.level1.text) == squash(first.text)
            if not again:
                self.level1, self.level2 = first, None
                self.kind = self._class(first, second)
        if second is not None and not second.blank:
            self.level2 = second
            if self.level1 is None or self.kind.startswith(_UNKNOWN):
                self.kind = self.words.class_of(second.text) or self.kind or _UNKNOWN
            elif first is not None and first.blank and not first.continued:
                self._leave_class(second)
        if self.kind != before and self.level1 is not None:
            self._add_class(self.level1)

    def _leave_class(self, second: Slot) -> None:
        """A level-2 label of another class under a level-1 cell left blank ends the
        class above, whose points it does not share."""
        own = self.words.level2.get(self.kind)
        other = self.words.class_of(second.text)
        if own is not None and other and not own.find(second.text):
            self.level1, self.kind = None, other

    def _class(self, first: Slot, second: Slot | None) -> str:
        found = self.words.classes.find(first.text)
        if not found and second is not None:
            found = self.words.class_of(second.text)
        return found or self.words.class_of(first.text) or self._foreign(first)

    def _foreign(self, first: Slot) -> str:
        """The key of a class that the form does not know; each has its own."""
        label = squash(without_points(first.text))
        if label not in self.foreign:
            self.foreign.append(label)
        number = self.foreign.index(label) + 1
        return _UNKNOWN if number == 1 else f"{_UNKNOWN}_{number}"

    def _add_class(self, slot: Slot) -> None:
        if any(row.kind == "class" and row.key == self.kind for row in self.rows):
            return
        printed = points(slot.text)
        weight = Datum(raw=printed, place=slot.place, kind="number", unit="分")
        self.rows.append(
            Draft(
                key=self.kind,
                kind="class",
                place=slot.place,
                label=without_points(slot.text),
                cells={"weight": weight} if printed else {},
            )
        )

    def _indicator(self, under: dict[str, Slot], line: Line) -> Draft:
        kind = self.kind or _UNKNOWN
        name = squash(under["level3"].text) if "level3" in under else ""
        parent = f"{kind}.{self._level2_key(kind)}"
        key = f"{parent}.{name}"
        if not name:
            self.blanks[parent] = self.blanks.get(parent, 0) + 1
            key = f"{parent}#{self.blanks[parent]}"
        third = under.get("level3") or next(iter(under.values()), line.slots[0])
        row = Draft(
            key=key,
            kind="indicator",
            place=third.place,
            label=joined(third.text) if name else "",
            parent=parent,
        )
        for level, slot in (("level1", self.level1), ("level2", self.level2)):
            if slot is not None:
                row.cells[level] = Datum(
                    raw=without_points(slot.text), place=slot.place
                )
        if self.level1 is None and "level1" in under:
            row.cells["level1"] = Datum(raw="", place=under["level1"].place)
        row.cells |= self._values(under)
        return row

    def _level2_key(self, kind: str) -> str:
        if self.level2 is not None:
            level2 = self.words.level2.get(kind)
            return (level2.find(self.level2.text) if level2 else "") or _UNKNOWN
        known = self.words.form.classes.get(kind)
        return (
            next(iter(known.level2)) if known and len(known.level2) == 1 else _UNKNOWN
        )

    def _values(self, under: Mapping[str, Slot]) -> dict[str, Datum]:
        columns = self.block.form.columns
        values = {
            key: datum(slot, columns[key].unit, "")
            for key, slot in under.items()
            if not columns[key].merge and key not in ("level1", "level2", "serial")
        }
        target = self._target(under)
        if target is not None:
            values["target"] = target
        unit = under.get("target_unit")
        if unit is not None and "actual" in values:
            values["actual"] = _with_unit(values["actual"], unit.text.strip())
        return values

    def _target(self, under: Mapping[str, Slot]) -> Datum | None:
        """The target as one text where its sign and unit have columns of their own."""
        revised = under.get("target_revised")
        slot = under.get("target") if revised is None or revised.blank else revised
        if slot is None:
            return None
        text = slot.text
        if not slot.blank and absence(text) is None:
            sign, unit = (_text(under.get(key)) for key in ("relation", "target_unit"))
            words = self.words.form.words["qualitative"]
            if (
                squash(sign) in words
                or absence(sign) is not None
                or squash(text).startswith(squash(sign))
            ):
                sign = ""
            if absence(unit) is not None or squash(text).endswith(squash(unit)):
                unit = ""
            return _joined_to(unit, f"{sign}{text.strip()}", slot)
        return Datum(raw=text, place=slot.place, kind="measure")

    def total(self, line: Line) -> Draft:
        """The row 总分: points, score and a note."""
        label = line.filled[0]
        rest = [slot for slot in line.slots if slot.start >= label.end]
        under = self._total_cells(line, label, rest)
        columns = self.block.form.columns
        row = Draft(
            key="score_total",
            kind="total",
            place=label.place,
            label=joined(without_points(label.text)),
        )
        for key in _TOTALS:
            if key in under:
                name = "note" if key == "deviation_note" else key
                row.cells[name] = datum(under[key], columns[key].unit, "")
        printed = points(label.text)
        if printed and ("weight" not in under or under["weight"].blank):
            row.cells["weight"] = Datum(
                raw=printed, place=label.place, kind="number", unit="分"
            )
        return row

    def _total_cells(
        self, line: Line, label: Slot, rest: list[Slot]
    ) -> dict[str, Slot]:
        keys = [key for key in self.header.keys if key in _TOTALS]
        given = _numbers(rest)
        if len(given) == len(_SCORED) and {*_SCORED} <= {*keys}:
            # Merged cells shift such a row; its two numbers are points and score.
            order = [key for key in keys if key in _SCORED]
            after = [slot for slot in rest if slot.start > given[-1].start]
            note = {"deviation_note": after[-1]} if after else {}
            return dict(zip(order, given, strict=True)) | note
        gridded = not (line.ragged or self.header.ragged)
        if gridded and self.header.table == line.table:
            under = cells(self.header, line, self.fit)
            found = {k: s for k, s in under.items() if k in _TOTALS and s in rest}
            if found:
                return found
        if points(label.text) and len(given) == 1:
            return {"score": given[0]}
        if len(rest) <= len(keys):
            return dict(zip(keys, rest, strict=False))
        behind = self.header.keys[len(self.header.keys) - len(rest) :]
        if len(rest) <= len(self.header.keys):
            under = {k: s for k, s in zip(behind, rest, strict=True) if k in _TOTALS}
            if all(
                number_fit("分", under[k]) >= 0
                for k in ("weight", "score")
                if k in under
            ) and any(_numbers([s]) for s in under.values()):
                return under
        return dict(zip(keys, given, strict=False))


def _numbers(slots: list[Slot]) -> list[Slot]:
    return [
        s for s in slots if not s.blank and not isinstance(number(s.text, "分")[0], Gap)
    ]


def _text(slot: Slot | None) -> str:
    return joined(slot.text).strip() if slot is not None else ""


def _with_unit(actual: Datum, unit: str) -> Datum:
    """An actual value read together with the unit that has a column of its own."""
    if absence(unit) is not None or isinstance(number(actual.raw, "")[0], Gap):
        return actual
    if number(actual.raw, "")[1]:
        return actual
    reading = f"{actual.raw.strip()}{_RATE_OF_ONE.sub('', unit)}"
    return actual._replace(kind="measure", reading=reading)


def _joined_to(unit: str, text: str, slot: Slot) -> Datum:
    """A target and its unit; 420 in 1/10万 is no 4201 of anything."""
    if not _RATE_OF_ONE.match(unit):
        return Datum(raw=f"{text}{unit}", place=slot.place, kind="measure")
    reading = f"{text}{_RATE_OF_ONE.sub('', unit)}"
    return Datum(
        raw=f"{text} {unit}", place=slot.place, kind="measure", reading=reading
    )
