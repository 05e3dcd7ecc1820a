"""Identities as formulas of a workbook, on the cells where the plan placed their terms.

A formula shows nothing as long as the cells that it needs are empty. Where a filing
states something else than the formula gives, the cell keeps what is stated and has no
formula: a figure that was filed is not changed in silence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from jiping.model.equation import Equation, Expression, Operation, refs, value
from jiping.model.values import SCALE_OF_UNIT, Ref, half_up
from jiping.writers.forms.plan import Box, Piece
from jiping.writers.forms.workbook_cells import GENERAL, Content, figure

# Digits that sums keep: more than any form prints, less than a double mistakes.
_KEPT = 6
LONGEST_FORMULA = 8000
_LONGEST_WORDS = 250
_MOST_ARGUMENTS = 200
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where the plan placed a cell: sheet, row and column (1-based), what is in it."""

    sheet: str
    row: int
    column: int
    box: Box
    content: Content

    @property
    def cell(self) -> str:
        """``F9``."""
        return f"{letter(self.column)}{self.row}"

    @property
    def full(self) -> str:
        """``'附件1'!F9``."""
        return f"{quoted_sheet(self.sheet)}!{self.cell}"


Spots = Mapping[Ref, Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A formula and what it comes to: ``number`` as the cell keeps it, None where it
    shows nothing."""

    formula: str
    number: Decimal | None


def letter(column: int) -> str:
    """``A`` for 1, ``AA`` for 27."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def quoted_sheet(name: str) -> str:
    """The name of a sheet as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def formulas(equations: Sequence[Equation], spots: Spots) -> dict[Ref, Result]:
    """The cells that can have a formula, with it: what they hold is what it gives."""
    found: dict[Ref, Result] = {}
    for equation in equations:
        at = equation.left
        if not equation.defines or at in found or not placed(equation, spots):
            continue
        result = _result(equation, spots)
        if result is not None:
            found[at] = result
    return found


def placed(equation: Equation, spots: Spots) -> bool:
    """Whether every cell of an equation stands in the workbook."""
    return equation.left in spots and all(r in spots for r in refs(equation.right))


def _result(equation: Equation, spots: Spots) -> Result | None:
    content = spots[equation.left].content
    stated = content.value
    if spots[equation.left].box.value is not None:
        # Label and amount in one cell: a formula that shows nothing would hide the label.
        return None
    expected = worked_out(equation, spots)
    for digits in _roundings(equation, content):
        number = expected if digits is None or expected is None else half_up(expected, Decimal(1).scaleb(-digits))  # fmt: skip
        if number == stated and (stated is not None or _is_blank(spots[equation.left])):
            formula = in_cell(equation, spots, digits)
            return Result(formula=formula, number=content.number) if formula else None
    return None


def _is_blank(spot: Spot) -> bool:
    return not (spot.box.text if spot.box.value is None else spot.box.value)


def _roundings(equation: Equation, content: Content) -> tuple[int | None, ...]:
    """How a result may be rounded: as the identity says, and a rate as it is printed."""
    if equation.digits is None:
        return (None,)
    if content.number is None or not _is_rate(equation.right):
        return (equation.digits,)
    return (content.decimals,)


def _is_rate(tree: Expression) -> bool:
    return isinstance(tree, Operation) and tree.operands[-1] == _HUNDRED


def worked_out(equation: Equation, spots: Spots) -> Decimal | None:
    """What the right side comes to in the unit of the left, None where it says nothing."""
    unit = spots[equation.left].box.unit
    numbers = {}
    for ref in refs(equation.right):
        number = spots[ref].content.value
        if number is not None:
            numbers[ref] = number * _factor(spots[ref], unit)
    needed = set(refs(equation.right))
    enough = len(needed) if _all_needed(equation) else 1
    if len(numbers) < enough:
        return None
    try:
        return value(equation.right, numbers)
    except ZeroDivisionError:
        return None


def _all_needed(equation: Equation) -> bool:
    return equation.whole or not _is_sum(equation.right)


def _is_sum(tree: Expression) -> bool:
    """Whether only adding and taking away is done."""
    if isinstance(tree, Operation):
        return tree.sign in "+-" and all(map(_is_sum, tree.operands))
    return isinstance(tree, Ref)


def _factor(spot: Spot, unit: str) -> Decimal:
    """From the money unit of a cell to another."""
    own = spot.box.unit
    if own == unit or not {own, unit} <= SCALE_OF_UNIT.keys():
        return Decimal(1)
    return SCALE_OF_UNIT[own] / SCALE_OF_UNIT[unit]


# --- the text of formulas ------------------------------------------------------------


def in_cell(equation: Equation, spots: Spots, digits: int | None) -> str:
    """The formula of the left cell, without ``=``; empty where it is too long."""
    left = spots[equation.left]
    tree, share = equation.right, left.content.share
    places = _KEPT if digits is None else digits
    if share and isinstance(tree, Operation) and _is_rate(tree):
        tree, share = Operation(tree.sign, tree.operands[:-1]), False
        tree = tree.operands[0] if len(tree.operands) == 1 else tree
        places += 2
    result = f"ROUND({translated(tree, spots, left)},{places})"
    if share:
        result = f"{result}/100"
    return guarded(equation, spots, left.sheet, result)


def guarded(equation: Equation, spots: Spots, sheet: str, result: str) -> str:
    """``result`` where the cells that it needs are filled in, else nothing."""
    members = list(dict.fromkeys(refs(equation.right)))
    cells = _listed([spots[ref] for ref in members], sheet)
    count = "+".join(f"COUNT({','.join(part)})" for part in _parted(cells))
    lacking = f"<{len(members)}" if _all_needed(equation) else "=0"
    text = f'IF({count}{lacking},"",{result})'
    seen = replace(spots[equation.left], sheet=sheet)
    for divisor in _divisors(equation.right):
        shown = translated(divisor, spots, seen)
        text = f'IF({shown}=0,"",{text})'
    return text if len(text) <= LONGEST_FORMULA else ""


def translated(tree: Expression, spots: Spots, left: Spot) -> str:
    """An expression in the unit of ``left`` and as seen from its sheet."""
    if isinstance(tree, Decimal):
        return f"{tree:f}"
    if isinstance(tree, Ref):
        return _term(spots[tree], left)
    if tree.sign == "+":
        return _sum(tree.operands, spots, left)
    parts = [translated(operand, spots, left) for operand in tree.operands]
    if tree.sign == "min":
        return f"MIN({','.join(parts)})"
    sign = {"-": "-", "×": "*", "÷": "/"}[tree.sign]
    return f"({sign.join(parts)})" if tree.sign == "-" else sign.join(parts)


def _sum(operands: Sequence[Expression], spots: Spots, left: Spot) -> str:
    plain = [
        spots[each]
        for each in operands
        if isinstance(each, Ref) and _times(spots[each], left) == 1
    ]
    others = [
        translated(each, spots, left)
        for each in operands
        if not (isinstance(each, Ref) and _times(spots[each], left) == 1)
    ]
    sums = [f"SUM({','.join(part)})" for part in _parted(_listed(plain, left.sheet))]
    return f"({'+'.join([*sums, *others])})" if len(sums) + len(others) > 1 else (sums or others)[0]  # fmt: skip


def _term(spot: Spot, left: Spot) -> str:
    name = spot.cell if spot.sheet == left.sheet else spot.full
    times = _times(spot, left)
    return f"N({name})" + (f"*{times:f}" if times != 1 else "")


def _times(spot: Spot, left: Spot) -> Decimal:
    """By what a stored number is multiplied to be one in the unit of ``left``."""
    return _factor(spot, left.box.unit) * (_HUNDRED if spot.content.share else 1)


def _listed(spots: Sequence[Spot], sheet: str) -> list[str]:
    """Cells as arguments, those one under the other as a range."""
    names: list[str] = []
    numbered = enumerate(spots)
    for _, group in groupby(
        numbered,
        key=lambda pair: (pair[1].sheet, pair[1].column, pair[1].row - pair[0]),
    ):
        run = [spot for _, spot in group]
        front = "" if run[0].sheet == sheet else f"{quoted_sheet(run[0].sheet)}!"
        last = f":{run[-1].cell}" if len(run) > 1 else ""
        names.append(f"{front}{run[0].cell}{last}")
    return names


def _parted(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _MOST_ARGUMENTS):
        yield names[start : start + _MOST_ARGUMENTS]


def _divisors(tree: Expression) -> Iterator[Expression]:
    if isinstance(tree, Operation):
        if tree.sign == "÷":
            yield from tree.operands[1:]
        for operand in tree.operands:
            yield from _divisors(operand)


# --- prose ---------------------------------------------------------------------------


def sentence(pieces: Sequence[Piece], spots: Spots, front: str) -> str:
    """A paragraph as words joined with what its cells show; empty where no figure of it
    stands in a cell as it is quoted."""
    parts: list[str] = []
    words, bound = front, False
    for piece in pieces:
        shown = _shown(piece, spots)
        if shown is None:
            words += piece.text
            continue
        bound = True
        parts += _words(words)
        words = shown[1]
        parts.append(shown[0])
    text = "&".join([*parts, *_words(words)])
    return text if bound and len(text) <= LONGEST_FORMULA else ""


def _shown(piece: Piece, spots: Spots) -> tuple[str, str] | None:
    """The cell of a figure in the cell's format, and what the sentence says behind it."""
    spot = spots.get(piece.ref) if piece.ref else None
    if spot is None or not piece.text:
        return None
    content = spot.content
    if content.number is None:
        return (spot.full, "") if content.text == piece.text else None
    quoted = figure(piece.text)
    if quoted is None or (quoted.value, quoted.decimals) != (content.value, content.decimals):  # fmt: skip
        return None
    code = content.core
    behind = quoted.suffix + ("%" if quoted.share and not content.share else "")
    return (spot.full if code == GENERAL else f'TEXT({spot.full},"{code}")'), behind


def _words(words: str) -> Iterator[str]:
    """Text as literals, none longer than a formula may hold."""
    for line in re.split(r"(\n)", words):
        if line == "\n":
            yield "CHAR(10)"
        else:
            for start in range(0, len(line), _LONGEST_WORDS):
                part = line[start : start + _LONGEST_WORDS].replace('"', '""')
                yield f'"{part}"'
