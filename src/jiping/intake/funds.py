"""政府性基金, 国有资本经营 and 社会保险基金 tables: one row for each 类款项."""

from collections.abc import Sequence

from jiping.intake.columns import Block, Header, beside, cells, header_in, number_fit
from jiping.intake.draft import Draft, Drafts, datum
from jiping.intake.labels import joined, money_unit
from jiping.intake.lines import Line
from jiping.intake.signature import remark_word, signature_row
from jiping.intake.text import squash
from jiping.intake.vocabulary import Vocabulary

# What may stand in the second row of a header.
_LOWER = {"subtotal", "basic", "project", "expenditure", "code", "label"}
_WORDS = ("label", "code", "serial", "note")


def read_funds(lines: Sequence[Line], words: Vocabulary, unit: str) -> Drafts:
    """The rows of a fund table. ``unit`` is the money unit declared above, or ``""``."""
    block = words.block("funds", "fund_table")
    drafts = Drafts(unit=unit)
    header: Header | None = None
    for line in lines:
        if found := header_in(line, (block,)):
            header = found
            drafts.unit = drafts.unit or money_unit(
                " ".join(s.text for s in line.slots)
            )
        elif header is not None and (lower := _lower_header(header, line, block)):
            header = lower
        elif not line.filled:
            continue
        elif fields := signature_row(line, words):
            drafts.sign(fields, line.place)
        elif remark_word(line.filled[0].text, words):
            drafts.remarks.append((line.filled[0].text, line.filled[0].place))
        elif header is not None:
            _row(drafts, header, line, words)
        else:
            drafts.unread.extend(line.filled)
    if header is not None:
        drafts.head(header.printed())
    return drafts


def _lower_header(upper: Header, line: Line, block: Block) -> Header | None:
    """The header over two rows: 本年支出 above 小计, 基本支出, 项目支出."""
    keys = ["" if s.continued else block.labels.find(s.text) for s in line.slots]
    below = [index for index, key in enumerate(keys) if key]
    if not below or any(number_fit("money", slot) > 1 for slot in line.filled):
        return None
    shown = {keys[index] for index in below}
    if not shown <= _LOWER or shown.isdisjoint({"basic", "project"}):
        return None
    keys = ["expenditure" if key == "subtotal" else key for key in keys]
    if upper.ragged and line.ragged:
        first, last = below[0], below[-1]
        behind = len(line.slots) - last - 1
        keys[:first] = upper.keys[:first]
        keys[last + 1 :] = upper.keys[len(upper.keys) - behind :] if behind else ()
    else:
        for index, slot in enumerate(line.slots):
            over = [
                k for k, s in upper.printed().items() if s.start <= slot.start < s.end
            ]
            keys[index] = keys[index] or next(iter(over), "")
    return Header(
        block=block,
        keys=tuple(keys),
        slots=line.slots,
        table=line.table,
        ragged=line.ragged,
    )


def _row(drafts: Drafts, header: Header, line: Line, words: Vocabulary) -> None:
    under = cells(header, line)
    names = [under[key] for key in ("code", "label") if key in under]
    names += [slot for slot in beside(line, under) if slot not in names]
    filled = [slot for slot in names if not slot.blank]
    amounts = {key: slot for key, slot in under.items() if key not in _WORDS}
    if not filled or words.words("fillers").find(filled[0].text):
        return
    name = "".join(joined(slot.text) for slot in filled)
    if squash(name) in ("栏次", "行次"):
        return
    known = words.rows("funds", "fund").find(filled[-1].text)
    drafts.rows.append(
        Draft(
            key=known or squash(name),
            kind="fund",
            place=filled[0].place,
            label=name,
            template=bool(known),
            cells={
                key: datum(slot, header.column(key).unit, drafts.unit or "万元")
                for key, slot in amounts.items()
            },
        )
    )
