"""What stands behind a figure: its address, what ties it to others, its parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from jiping.model.equation import Equation, Expression, Operation, refs, value
from jiping.model.filing import Filing
from jiping.model.values import CENT, Entry, Ref, half_up
from jiping.rules import cards
from jiping.rules.identities.equations import equations
from jiping.rules.labels import Labels
from jiping.web.publication import drawn

RELATIONS = {"=": "等于", ">=": "不小于", "<=": "不大于"}
# A quotient is printed with two decimals; that much may be lost.
_PRINTED = CENT
_SIGNS = {"+": "＋", "-": "－", "×": "×", "÷": "÷"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A piece of arithmetic: a sign or bracket, a constant, or a cell with its words,
    its text and the query that leads to it."""

    text: str
    words: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One thing that must hold: the rule, what it asks, the arithmetic and its result.

    ``agrees`` is None where a figure is lacking. ``other`` leads to the cell on the left
    where this one stands on the right.
    """

    rule: str
    title: str
    asks: str
    relation: str
    terms: Sequence[Term]
    result: str
    agrees: bool | None
    other: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A cell and what stands behind it. ``address`` is as the program writes it."""

    address: str
    form: str
    row: str
    column: str
    text: str
    unit: str
    from_others: Sequence[Tie]
    for_others: Sequence[Tie]


def query_of(ref: Ref) -> str:
    """The address as a query: ``form=base&row=staff&column=actual``."""
    parts = {"form": ref.form, "key": ref.key, "row": ref.row, "column": ref.column}
    return urlencode({name: part for name, part in parts.items() if part})


def behind(filing: Filing, ref: Ref) -> Behind | None:
    """What is behind a cell of the filing; None where there is no such cell."""
    cells = drawn.entries(filing)
    if ref not in cells:
        return None
    seen = _Seen(filing, cells)
    form, row, column = seen.labels.of(ref)
    every = equations(filing)
    return Behind(
        address=str(ref),
        form=form,
        row=row,
        column=column,
        text=cells[ref].raw,
        unit=cells[ref].unit,
        from_others=tuple(seen.tie(e) for e in every if e.left == ref),
        for_others=tuple(
            seen.tie(e, of_other=True) for e in every if ref in set(refs(e.right))
        ),
    )


class _Seen:
    """The cells of one filing with their words."""

    def __init__(self, filing: Filing, cells: Mapping[Ref, Entry]) -> None:
        self.labels = Labels(filing)
        self.cells = cells

    def term(self, ref: Ref) -> Term:
        form, row, column = self.labels.of(ref)
        words = " ".join(
            part for part in (form, f"“{row}”" if row else "", column) if part
        )
        entry = self.cells.get(ref)
        text = (entry.raw if entry else "") or "空白"
        return Term(text=text, words=words, query=query_of(ref))

    def tie(self, equation: Equation, *, of_other: bool = False) -> Tie:
        card = cards().get(equation.rule)
        result, agrees = self.held(equation)
        return Tie(
            rule=equation.rule,
            title=card.title if card else "",
            asks=equation.asks,
            relation=RELATIONS[equation.relation],
            terms=tuple(self.terms(equation.right)),
            result=result,
            agrees=agrees,
            other=self.term(equation.left) if of_other else None,
        )

    def terms(self, expression: Expression, inner: bool = False) -> Iterator[Term]:
        if isinstance(expression, Ref):
            yield self.term(expression)
        elif isinstance(expression, Decimal):
            yield Term(text=f"{expression:f}")
        else:
            yield from self._operation(expression, inner)

    def _operation(self, expression: Operation, inner: bool) -> Iterator[Term]:
        least = expression.sign == "min"
        sign = "，" if least else f" {_SIGNS[expression.sign]} "
        bracketed = least or (inner and expression.sign in "+-")
        if bracketed:
            yield Term(text="取较小：（" if least else "（")
        for place, operand in enumerate(expression.operands):
            if place:
                yield Term(text=sign)
            yield from self.terms(operand, inner=not least)
        if bracketed:
            yield Term(text="）")

    def held(self, equation: Equation) -> tuple[str, bool | None]:
        """The result as the left is printed, and whether the left agrees with it."""
        left = self.cells.get(equation.left)
        if left is None or left.number is None:
            return "", None
        known = {
            ref: self.cells[ref] for ref in refs(equation.right) if ref in self.cells
        }
        held = {ref: entry for ref, entry in known.items() if entry.number is not None}
        if not held or (equation.whole and len(held) < len(known)):
            return "", None
        numbers = {ref: entry.scaled(left.unit)[0] for ref, entry in held.items()}
        try:
            result = value(equation.right, numbers)
            if equation.digits is not None:
                result = half_up(result, Decimal(1).scaleb(-equation.digits))
        except (ZeroDivisionError, InvalidOperation):
            return "", None
        slack = left.slack + sum((e.slack for e in held.values()), Decimal(0))
        slack = max(slack, _PRINTED) if equation.digits is not None else slack
        off = left.number - result
        agrees = {
            "=": abs(off) <= slack,
            ">=": off >= -slack,
            "<=": off <= slack,
        }[equation.relation]
        return f"{half_up(result).normalize():f}", agrees
