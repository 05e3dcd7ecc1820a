"""Amounts of several filings added up, cell by cell; every total keeps its parts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiping.model.filing import Filing, Row, Sheet
from jiping.model.values import SCALE_OF_UNIT, ZERO, Entry, Ref
from jiping.writers.words import form_heading, row_words

FORMS = ("base", "overall")
# Rows of 附件2 that hold amounts; its indicators are not added up.
FUND_ROWS = frozenset({"fund", "income", "expenditure"})
COUNTED = frozenset({"人", "㎡"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One filing that goes into the totals: whose, and which version."""

    unit: str
    submission: int
    filing: Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one filing says in a cell, in the total's unit; None where it says nothing."""

    unit: str
    submission: int
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """An amount taken off a total, and why."""

    amount: Decimal
    reason: str
    who: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One consolidated cell: its parts, what is taken off, and what stands then.

    ``amount`` is the sum of the parts less the adjustments, None where no part states an
    amount and nothing is taken off.
    """

    ref: Ref
    form: str
    row: str
    column: str
    unit: str
    parts: tuple[Part, ...]
    adjustments: tuple[Adjustment, ...]

    @property
    def gross(self) -> Decimal | None:
        """The parts alone."""
        stated = [part.amount for part in self.parts if part.amount is not None]
        return sum(stated, ZERO) if stated else None

    @property
    def eliminated(self) -> Decimal:
        """What is taken off altogether."""
        return sum((each.amount for each in self.adjustments), ZERO)

    @property
    def amount(self) -> Decimal | None:
        """Parts less adjustments."""
        gross = self.gross
        if gross is None:
            return -self.eliminated if self.adjustments else None
        return gross - self.eliminated if self.adjustments else gross

    def in_unit(self, unit: str) -> Decimal | None:
        """``amount`` in another money unit; unchanged for other units."""
        amount = self.amount
        if amount is None or not {self.unit, unit} <= SCALE_OF_UNIT.keys():
            return amount
        return printed(amount * SCALE_OF_UNIT[self.unit] / SCALE_OF_UNIT[unit])


COLUMNS = {
    "prior_actual": "上年决算数",
    "budget": "本年预算数",
    "actual": "本年决算数",
    "authorised_posts": "编制数",
    "staff_in_post": "实际在职人数",
    "approved_area": "批复规模",
    "actual_area": "实际规模",
    "approved_investment": "预算投资",
    "actual_investment": "实际投资",
    "initial": "年初预算数",
    "revised": "全年预算数",
    "executed": "全年执行数",
}


def totals(
    given: Sequence[Given], adjustments: Mapping[Ref, Sequence[Adjustment]]
) -> tuple[Total, ...]:
    """Every amount cell of 附件1 and 附件2 that any of the filings has, in the order of
    the forms; a total that two units print in other money units is in the first one's."""
    found: dict[Ref, list[Part]] = {}
    shown: dict[Ref, tuple[Given, Row, Entry]] = {}
    for each in given:
        for row, entry in amounts(each.filing):
            first = shown.setdefault(entry.ref, (each, row, entry))[2]
            amount = None if entry.number is None else entry.scaled(first.unit)[0]
            found.setdefault(entry.ref, []).append(
                Part(unit=each.unit, submission=each.submission, amount=amount)
            )
    return tuple(
        _total(ref, found[ref], *shown[ref], adjustments.get(ref, ()))
        for ref in _ordered(given, found)
    )


def _total(
    ref: Ref,
    parts: Iterable[Part],
    source: Given,
    row: Row,
    entry: Entry,
    adjustments: Iterable[Adjustment],
) -> Total:
    return Total(
        ref=ref,
        form=form_heading(source.filing, ref.form, ref.key),
        row=row_words(row),
        column=COLUMNS.get(ref.column, ref.column),
        unit=entry.unit,
        parts=tuple(parts),
        adjustments=tuple(adjustments),
    )


def amounts(filing: Filing) -> Iterator[tuple[Row, Entry]]:
    """The cells that may be added up: money, people, areas; never a rate or a score."""
    for sheet in _sheets(filing):
        for row in sheet.rows:
            if sheet.form == "overall" and row.kind not in FUND_ROWS:
                continue
            for entry in row.cells.values():
                if entry.unit in SCALE_OF_UNIT or entry.unit in COUNTED:
                    yield row, entry


def _sheets(filing: Filing) -> list[Sheet]:
    found = (filing.sheet(form) for form in FORMS)
    return [sheet for sheet in found if sheet is not None]


def _ordered(given: Sequence[Given], found: Iterable[Ref]) -> list[Ref]:
    """Form by form; a line that only later filings have comes behind its siblings."""
    place: dict[Ref, tuple[int, int, int]] = {}
    for number, each in enumerate(given):
        for sheet in _sheets(each.filing):
            for row, line in enumerate(sheet.rows):
                for entry in line.cells.values():
                    at = (FORMS.index(sheet.form), row, number)
                    place.setdefault(entry.ref, at)
    return sorted(found, key=lambda ref: place[ref])


def as_filing(summed: Sequence[Total], given: Sequence[Given], like: Filing) -> Filing:
    """The totals as a filing of the two forms, to be fitted to the department's draft;
    amounts in the money unit of ``like``'s sheets."""
    rows: dict[tuple[str, str], Row] = {}
    for each in given:
        for row, entry in amounts(each.filing):
            rows.setdefault((entry.ref.form, entry.ref.row), row)
    sheets = []
    for form in FORMS:
        target = like.sheet(form)
        if target is not None:
            lines = _lines(
                form, [t for t in summed if t.ref.form == form], rows, target
            )
            sheets.append(Sheet(form=form, unit=target.unit, rows=tuple(lines)))
    return Filing(
        unit=like.unit,
        year=like.year,
        layout=like.layout,
        sheets=tuple(sheets),
        report=None,
        places={},
    )


def _lines(
    form: str,
    summed: Iterable[Total],
    rows: Mapping[tuple[str, str], Row],
    target: Sheet,
) -> Iterator[Row]:
    by_row: dict[str, dict[str, Entry]] = {}
    for total in summed:
        if total.amount is not None:
            entry = _entry(total, target.unit)
            by_row.setdefault(total.ref.row, {})[total.ref.column] = entry
    for key, cells in by_row.items():
        like = rows[form, key]
        yield Row(
            key=key,
            kind=like.kind,
            label=like.label,
            parent=like.parent,
            template=like.template,
            cells=cells,
        )


def _entry(total: Total, unit: str) -> Entry:
    number = total.in_unit(unit)
    assert number is not None
    return Entry(ref=total.ref, raw=f"{number:f}", value=number, unit=unit)


def printed(number: Decimal) -> Decimal:
    """As a form prints an amount: with the digits that its parts have, none lost, and no
    exponent."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        return number.quantize(Decimal(1))
    return number
