"""Mutation operators on filings in the text layout.

They know what a table and a sentence look like and nothing of what is checked: no
module of the program is imported here. Every number of a filing is changed in every
way that leaves it different; every row and sentence that holds one is changed too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.accuracy.layout import Cell, Part, Row, Sentence, take_apart

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_PROSE_NUMBER = re.compile(
    r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d.,]|年|月|日|[.、]\D)(?P<unit>万元|元|%|分)?"
)
_KINDS = (
    ("weight", re.compile(r"分值|一级指标")),
    ("score", re.compile(r"得分")),
    ("rate", re.compile(r"率")),
    ("target", re.compile(r"指标值")),
    ("actual", re.compile(r"完成值")),
    ("count", re.compile(r"编制数|人数|规模")),
    (
        "amount",
        re.compile(r"预算数|决算数|执行数|投资|结转|收入|支出"),
    ),
)
_UNIT_KINDS = {"万元": "amount", "元": "amount", "%": "rate", "分": "score"}
# Tables whose figures are a unit's own statement about its year.
_FORMS = {"base", "overall", "project", "funds", "rubric"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One change: ``replacement`` for what stands from ``start`` to ``end``.

    ``kind`` is what was changed: ``amount weight score rate count target actual row
    sentence``. ``form``, ``name``, ``row`` and ``column`` tell the place in printed
    words; for the report ``row`` is the chapter.
    """

    operator: str
    kind: str
    form: str
    name: str
    row: str
    column: str
    before: str
    after: str
    start: int
    end: int
    replacement: str

    def apply(self, text: str) -> str:
        """The mutated text."""
        return text[: self.start] + self.replacement + text[self.end :]

    def lines(self, text: str) -> range:
        """The lines, 1-based, that hold the change in the mutated text."""
        first = text.count("\n", 0, self.start) + 1
        return range(first, first + self.replacement.rstrip("\n").count("\n") + 1)


def mutations(text: str) -> Iterator[Mutation]:
    """Every mutation of a filing, in a fixed order."""
    for part in take_apart(text):
        if part.form in _FORMS:
            for row in part.rows:
                yield from _cell_mutations(part, row)
            yield from _row_mutations(text, part)
        for sentence in part.sentences:
            yield from _sentence_mutations(part, sentence)


def _plus_one(number: str) -> str:
    return _like(number, _value(number) + 1)


def _times_ten(number: str) -> str:
    return _like(number, _value(number) * 10)


def _swap_digits(number: str) -> str:
    for place in range(len(number) - 1):
        left, right = number[place], number[place + 1]
        leading_zero = place == 0 and right == "0"
        if left.isdigit() and right.isdigit() and left != right and not leading_zero:
            return number[:place] + right + left + number[place + 2 :]
    return number


def _minus(number: str) -> str:
    return number if _value(number) == 0 else f"-{number}"


_NUMBER_OPERATORS: dict[str, Callable[[str], str]] = {
    "plus one": _plus_one,
    "times ten": _times_ten,
    "digits swapped": _swap_digits,
    "negative": _minus,
}


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _like(number: str, value: float) -> str:
    decimals = len(number.partition(".")[2])
    return f"{value:,.{decimals}f}" if "," in number else f"{value:.{decimals}f}"


def kind_of(cell: Cell) -> str:
    """What a table cell states; ``""`` where it is no figure to be mutated."""
    text = cell.text
    if not NUMBER.search(text) or not cell.column:
        return ""
    kind = next((k for k, pattern in _KINDS if pattern.search(cell.column)), "")
    dated = re.search(r"\d+年", text)
    if kind in ("target", "actual"):
        return "" if dated else kind
    alone = re.fullmatch(
        r"-?[\d,.]+\s*%?|.*：\s*-?[\d,.]+|.*\d+\s*分\s*[)）]?", text, re.S
    )
    return kind if alone else ""


def _number_of(cell: Cell) -> re.Match[str]:
    return list(NUMBER.finditer(cell.text))[-1 if "：" in cell.text else 0]


def _cell_mutations(part: Part, row: Row) -> Iterator[Mutation]:
    for cell in row.cells:
        kind = kind_of(cell)
        if not kind:
            continue
        number = _number_of(cell)
        changes = {
            name: change(number[0]) for name, change in _NUMBER_OPERATORS.items()
        }
        changes["emptied"] = ""
        for operator, after in changes.items():
            if after == number[0]:
                continue
            start, end = cell.start + number.start(), cell.start + number.end()
            if operator == "emptied" and "：" not in cell.text:
                start, end = cell.start, cell.end
            yield Mutation(
                operator=operator,
                kind=kind,
                form=part.form,
                name=part.name if part.form in ("project", "funds") else "",
                row=row.label,
                column=cell.column,
                before=cell.text,
                after=after,
                start=start,
                end=end,
                replacement=after,
            )


def _row_mutations(text: str, part: Part) -> Iterator[Mutation]:
    rows = [row for row in part.rows if any(map(kind_of, row.cells))]
    for place, row in enumerate(rows):
        source = text[row.start : row.end]
        yield _row_mutation(part, row, "row deleted", row.start, row.end, "")
        yield _row_mutation(part, row, "row repeated", row.end, row.end, source)
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below and below.start == row.end and len(below.cells) == len(row.cells):
            swapped = _exchanged(text, row, below)
            if swapped != text[row.start : below.end]:
                yield _row_mutation(
                    part, row, "figures of next row", row.start, below.end, swapped
                )


def _row_mutation(
    part: Part, row: Row, operator: str, start: int, end: int, replacement: str
) -> Mutation:
    return Mutation(
        operator=operator,
        kind="row",
        form=part.form,
        name=part.name if part.form in ("project", "funds") else "",
        row=row.label,
        column="",
        before=" | ".join(cell.text for cell in row.cells),
        after="",
        start=start,
        end=end,
        replacement=replacement,
    )


def _exchanged(text: str, row: Row, below: Row) -> str:
    """Both rows with the figures of the columns they share exchanged."""
    pieces = []
    place = row.start
    edits = [
        (mine.start, mine.end, other.text)
        for mine, other in (
            *zip(row.cells, below.cells, strict=True),
            *zip(below.cells, row.cells, strict=True),
        )
        if kind_of(mine) and kind_of(other) and "：" not in mine.text + other.text
    ]
    for start, end, replacement in edits:
        pieces += [text[place:start], replacement]
        place = end
    return "".join([*pieces, text[place : below.end]])


def _sentence_mutations(part: Part, sentence: Sentence) -> Iterator[Mutation]:
    for number in _PROSE_NUMBER.finditer(sentence.text):
        unit = number["unit"] or ""
        digits = number[0].removesuffix(unit)
        start = sentence.start + number.start()
        changes = {name: change(digits) for name, change in _NUMBER_OPERATORS.items()}
        changes["emptied"] = ""
        for operator, after in changes.items():
            if after != digits:
                yield _prose_mutation(
                    part,
                    sentence,
                    operator,
                    _UNIT_KINDS.get(unit, "count"),
                    (digits + unit, start, start + len(digits), after),
                )
    for operator, after in (
        ("sentence deleted", ""),
        ("sentence repeated", sentence.text * 2),
    ):
        change = (sentence.text, sentence.start, sentence.end, after)
        yield _prose_mutation(part, sentence, operator, "sentence", change)


def _prose_mutation(
    part: Part,
    sentence: Sentence,
    operator: str,
    kind: str,
    change: tuple[str, int, int, str],
) -> Mutation:
    before, start, end, after = change
    return Mutation(
        operator=operator,
        kind=kind,
        form=part.form,
        name="",
        row=sentence.chapter,
        column=sentence.text,
        before=before,
        after=after,
        start=start,
        end=end,
        replacement=after,
    )
