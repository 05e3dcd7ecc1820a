"""The rows of money under 年度资金总额: what adds up to it, what divides one of its parts.

Forms differ in what they list: 当年财政拨款 and 其他资金, or 中央补助, 省级补助, 县级配套.
"""

from collections.abc import Sequence
from decimal import Decimal

from jiping.intake.draft import Draft
from jiping.intake.labels import numbering, of_which, plain
from jiping.intake.outline import Outline
from jiping.intake.text import squash
from jiping.intake.values import number
from jiping.intake.vocabulary import Vocabulary

_TOTAL = "total"
_SUMS = ("initial", "revised", "executed")


class Sources:
    """Keys and parents of the fund rows of one table, in order."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.outline = Outline(_TOTAL)
        self.above = _TOTAL
        self.open: list[tuple[Draft, str]] = []

    def add(self, row: Draft, text: str) -> None:
        """Give a row its key, and its parent as far as its label tells; ``open`` are
        the added rows of which only the amounts can tell, with the row above them."""
        known = self.words.rows("overall", "fund").find(text)
        form = self.words.form.sheets["overall"].rows.get(known)
        row.template = form is not None
        if form is not None:
            row.key, row.parent = known, form.parent
            self.outline.pass_by(known, text, itemised=False)
            self.above = known
            return
        row.key = f"fund_added:{plain(text) or squash(text)}"
        row.parent = self.outline.place(row.key, text)
        if not (numbering(text).rank or of_which(text)) and row.parent == _TOTAL:
            self.open.append((row, self.above))

    def settle(self, rows: Sequence[Draft]) -> None:
        """Where the rows of the form make up the total by themselves, an added one
        divides the row that it follows; else the total needs it."""
        surely = [row for row in rows if row.template and row.parent == _TOTAL]
        total = next((row for row in rows if row.key == _TOTAL), None)
        if total is not None and surely and _make_up(total, surely):
            for row, above in self.open:
                row.parent = above


def _make_up(total: Draft, parts: Sequence[Draft]) -> bool:
    """Whether the parts come to the total in every column in which it has an amount."""
    stated = [key for key in _SUMS if _amount(total, key) is not None]
    return bool(stated) and all(
        sum((_amount(part, key) or Decimal(0) for part in parts), Decimal(0))
        == _amount(total, key)
        for key in stated
    )


def _amount(row: Draft, column: str) -> Decimal | None:
    cell = row.cells.get(column)
    found = number(cell.raw, cell.unit)[0] if cell else None
    return found if isinstance(found, Decimal) else None
