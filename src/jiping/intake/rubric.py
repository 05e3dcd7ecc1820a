"""附件5: the assessment of the self-evaluation work, filled in or blank."""

from collections.abc import Sequence

from jiping.intake.columns import Header, cells, header_in
from jiping.intake.draft import Datum, Draft, Drafts, datum
from jiping.intake.labels import joined, plain, points, without_points
from jiping.intake.lines import Line, Slot
from jiping.intake.signature import remark_word, signature_row
from jiping.intake.text import squash
from jiping.intake.vocabulary import Vocabulary

_USUAL = ("stage", "item", "standard", "evidence")


def read_rubric(lines: Sequence[Line], words: Vocabulary) -> Drafts:
    """The rows of 附件5: a class row for each stage, a row for each item, the total."""
    reader = _Rubric(words)
    for line in lines:
        reader.read(line)
    return reader.drafts


class _Rubric:
    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.block = words.block("rubric", "criterion")
        self.header = Header(block=self.block, keys=_USUAL)
        self.drafts = Drafts()
        self.stage = ""

    def read(self, line: Line) -> None:
        if header := header_in(line, (self.block,)):
            self.header = header
            self.drafts.head(header.printed())
            self.drafts.unknown += header.unknown
        elif not line.filled:
            return
        elif fields := signature_row(line, self.words):
            self.drafts.sign(fields, line.place)
        elif self.words.rows("rubric", "total").find(line.filled[0].text):
            self._total(line)
        elif remark_word(line.filled[0].text, self.words):
            self.drafts.remarks.append((line.filled[0].text, line.filled[0].place))
        else:
            self._criterion(cells(self.header, line, self._fit))

    def _fit(self, key: str, slot: Slot) -> int:
        if slot.blank or key not in ("stage", "item"):
            return 0
        kind = "class" if key == "stage" else "criterion"
        return 3 if self.words.rows("rubric", kind).find(slot.text) else -1

    def _criterion(self, under: dict[str, Slot]) -> None:
        stage, item = under.get("stage"), under.get("item")
        if stage is not None and not stage.blank and not stage.continued:
            self._add_stage(stage)
        if item is None or item.blank:
            self.drafts.unread.extend(
                s for s in under.values() if not s.blank and s is not stage
            )
            return
        known = self.words.rows("rubric", "criterion").find(item.text)
        row = Draft(
            key=known or f"criterion_added:{plain(item.text) or squash(item.text)}",
            kind="criterion",
            place=item.place,
            label=without_points(item.text),
            parent=self.stage,
            template=bool(known),
        )
        row.cells = {
            key: datum(slot, self.block.form.columns[key].unit, "")
            for key, slot in under.items()
            if key not in ("stage", "item")
        }
        row.cells["item"] = Datum(raw=without_points(item.text), place=item.place)
        if "points" not in row.cells and (printed := points(item.text)):
            row.cells["points"] = _points(printed, item)
        self.drafts.rows.append(row)

    def _add_stage(self, slot: Slot) -> None:
        known = self.words.rows("rubric", "class").find(slot.text)
        key = known or f"stage_added:{plain(slot.text) or squash(slot.text)}"
        self.stage = key
        if self.drafts.row(key):
            return
        printed = points(slot.text)
        self.drafts.rows.append(
            Draft(
                key=key,
                kind="class",
                place=slot.place,
                label=without_points(slot.text),
                template=bool(known),
                cells={"points": _points(printed, slot)} if printed else {},
            )
        )

    def _total(self, line: Line) -> None:
        label, *rest = line.filled
        row = Draft(
            key="total", kind="total", place=label.place, label=joined(label.text)
        )
        under = cells(self.header, line, self._fit)
        score = under.get("score")
        numbers = [
            slot for slot in rest if points(slot.text) or slot.text.strip().isdigit()
        ]
        if numbers == [score] and not points(numbers[0].text):
            numbers = []
        for slot in numbers[:1]:
            row.cells["points"] = _points(points(slot.text) or slot.text.strip(), slot)
        if score is not None and score not in numbers[:1]:
            row.cells["score"] = datum(score, "分", "")
        self.drafts.rows.append(row)


def _points(printed: str, slot: Slot) -> Datum:
    return Datum(raw=printed, place=slot.place, kind="number", unit="分")
