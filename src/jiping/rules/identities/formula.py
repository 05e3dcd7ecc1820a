"""The language of identities: Python's own arithmetic over addresses of cells.

``base.three_public.actual = base.vehicle.actual + base.abroad.actual`` compares two
expressions. A term is ``form.row.column``; in ``this.row.column`` the form is the sheet
at hand. ``parts(base.project_total.actual)`` adds the rows that have it as parent,
``every(project.total.executed)`` adds over all sheets of a form
(one handed in twice counts once), ``first(a, b)`` takes
the first that holds a number, and ``stated(a)`` is ``a`` where the filing states it: an
identity with one that is not stated is silent. ``of_source(a)`` and ``of_whole(a)`` are
``stated(a)`` in a chapter on one source of money, or on all of them. The same trees serve whoever needs the identity:
a check, a locked cell, a spreadsheet formula.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jiping.model.filing import Filing, Row, Sheet, Statement
from jiping.model.values import ZERO, Entry, Gap, Interval, exactly

SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "×",
    ast.Div: "÷",
}
# Chapters that speak of all the unit's money, whatever its source.
WHOLE = ("finance", "profile", "evaluation", "performance")


class Unreadable(Exception):
    """A term holds text where a number is needed; carries the entry."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(str(entry.ref))
        self.entry = entry


class Unstated(Exception):
    """A term without which the identity does not speak is not stated."""


class Amount(NamedTuple):
    """What an expression came to: value, interval, the cells read, and as written.

    ``entries`` are all cells of the expression, numbers or not; ``known`` is False
    where none of them holds a number, ``whole`` where not every term does.
    """

    value: Decimal
    span: Interval
    entries: tuple[Entry, ...]
    words: str
    known: bool
    whole: bool = True


class Scope(NamedTuple):
    """Where terms are looked up: a filing, ``this`` sheet, the column to append, the
    unit to compute in, and the statement that the identity was asked about."""

    filing: Filing
    this: Sheet | None = None
    column: str = ""
    unit: str = ""
    anchor: Statement | None = None


def parse(formula: str) -> tuple[ast.expr, str, ast.expr]:
    """Left side, relation (``=``, ``>=``, ``<=``) and right side.

    Raises ValueError where the formula is not one of this language.
    """
    relation = next((sign for sign in (">=", "<=") if sign in formula), "=")
    left, found, right = formula.partition(relation)
    if not found:
        raise ValueError(f"no relation in {formula!r}")
    sides = [ast.parse(side.strip(), mode="eval").body for side in (left, right)]
    for side in sides:
        _refuse_foreign(side)
    return sides[0], relation, sides[1]


def _refuse_foreign(tree: ast.expr) -> None:
    allowed = (ast.BinOp, ast.Attribute, ast.Name, ast.Constant, ast.Call, ast.Load)
    for node in ast.walk(tree):
        if not isinstance(node, (*allowed, *SIGNS)):
            raise ValueError(f"{ast.unparse(tree)}: {type(node).__name__} not allowed")
        if isinstance(node, ast.Call) and ast.unparse(node.func) not in FUNCTIONS:
            raise ValueError(f"{ast.unparse(tree)}: unknown function")


def address(node: ast.expr, scope: Scope) -> tuple[str, str, str]:
    """``form.row.column`` of a term; the scope's column where the identity has columns.

    A row may have a dot in its key (``report.government_fund.basic.executed``). In the
    name of a row ``this`` is the key of the sheet at hand: ``report.this.executed`` is
    what the report says of the fund whose table it is.
    """
    form, *names = _words(node)
    column = scope.column or names.pop()
    if scope.this is not None:
        names = [scope.this.key if name == "this" else name for name in names]
    return form, ".".join(names), column


@cache
def _words(node: ast.expr) -> tuple[str, ...]:
    """A term, taken apart at its dots; the trees of the identities are few and stay."""
    return tuple(ast.unparse(node).split("."))


def evaluate(node: ast.expr, scope: Scope) -> Amount:
    """Work out an expression. Raises Unreadable, Unstated, ZeroDivisionError."""
    if isinstance(node, ast.BinOp):
        return _binary(node, scope)
    if isinstance(node, ast.Constant):
        value = Decimal(str(node.value))
        return Amount(value, exactly(value), (), str(node.value), False)
    if isinstance(node, ast.Call):
        function = FUNCTIONS[_words(node.func)[0]]
        return function(node.args, scope)
    return _added(look_up(node, scope), scope)


def look_up(node: ast.expr, scope: Scope) -> tuple[Entry, ...]:
    """The one cell that a term names, or nothing where the filing has none."""
    form, row, column = address(node, scope)
    if form == "report":
        found = statement(scope, row, column)
        return (found.entry,) if found else ()
    sheet = scope.this if form == "this" else scope.filing.sheet(form)
    if sheet is None or row not in sheet or column not in sheet[row]:
        return ()
    return (sheet[row][column],)


def statement(scope: Scope, topic: str, aspect: str) -> Statement | None:
    """What the prose says of a topic: the statement asked about, else one of its
    section, else one of the topic's own chapter, else the first."""
    report, anchor = scope.filing.report, scope.anchor
    found = report.stating(topic, aspect) if report else ()
    if report is None or not found:
        return None
    if anchor is not None and (anchor.topic, anchor.aspect) == (topic, aspect):
        return anchor
    near = {anchor.section} if anchor else set()
    home = {section.key for section in report.of_role(topic, "general_budget")}
    return next(
        (said for keys in (near, home) for said in found if said.section in keys),
        found[0],
    )


def _binary(node: ast.BinOp, scope: Scope) -> Amount:
    left, right = evaluate(node.left, scope), evaluate(node.right, scope)
    sign = SIGNS[type(node.op)]
    if sign == "+":
        value, span = left.value + right.value, left.span + right.span
    elif sign == "-":
        value, span = left.value - right.value, left.span - right.span
    elif sign == "×":
        value, span = left.value * right.value, left.span * right.span
    else:
        if not right.value:
            raise ZeroDivisionError(right.words)
        if not left.known:
            # Nothing filled in is no 0 to take a rate of.
            raise Unstated(ast.unparse(node.left))
        value, span = left.value / right.value, left.span / right.span
    words = [side.words for side in (left, right) if side.words]
    return Amount(
        value,
        span,
        left.entries + right.entries,
        sign.join(words),
        known=left.known or right.known,
        whole=left.whole and right.whole,
    )


def _added(entries: Sequence[Entry], scope: Scope) -> Amount:
    """The sum of these cells; blank and not-applicable cells count as 0."""
    value = low = high = ZERO
    known = False
    words: list[str] = []
    for entry in entries:
        if entry.value is Gap.UNREADABLE or isinstance(entry.value, str):
            raise Unreadable(entry)
        if entry.number is None:
            continue
        number, interval = entry.scaled(scope.unit)
        value, low, high = value + number, low + interval.low, high + interval.high
        known = True
        if number:
            words.append(f"{number:f}")
    span = Interval(low, high)
    return Amount(value, span, tuple(entries), "+".join(words), known, whole=known)


def _parts(arguments: list[ast.expr], scope: Scope) -> Amount:
    form, row, column = address(arguments[0], scope)
    sheet = scope.this if form == "this" else scope.filing.sheet(form)
    rows = [each for each in sheet.rows if each.parent == row] if sheet else []
    return _added([each[column] for each in rows if column in each], scope)


def _every(arguments: list[ast.expr], scope: Scope) -> Amount:
    form, row, column = address(arguments[0], scope)
    rows = once(scope.filing.of_form(form), row)
    return _added([each[column] for each in rows if column in each], scope)


def once(sheets: Sequence[Sheet], row: str) -> Iterator[Row]:
    """The row of every sheet; of two sheets of one name with the same figures, which
    are one sheet handed in twice, that of the first."""
    seen: set[tuple[object, ...]] = set()
    for sheet in sheets:
        name = sheet.key.partition("#")[0]
        figures = tuple(entry.number for entry in sheet[row].cells.values())
        if not name or (name, *figures) not in seen:
            yield sheet[row]
        seen.add((name, *figures))


def _first(arguments: list[ast.expr], scope: Scope) -> Amount:
    amounts = [evaluate(argument, scope) for argument in arguments]
    return next((amount for amount in amounts if amount.known), amounts[0])


def _stated(arguments: list[ast.expr], scope: Scope) -> Amount:
    amount = evaluate(arguments[0], scope)
    if not amount.known:
        raise Unstated(ast.unparse(arguments[0]))
    return amount


def _of_source(arguments: list[ast.expr], scope: Scope) -> Amount:
    if _in_whole(look_up(arguments[0], scope), scope):
        raise Unstated(ast.unparse(arguments[0]))
    return _stated(arguments, scope)


def _of_whole(arguments: list[ast.expr], scope: Scope) -> Amount:
    if not _in_whole(look_up(arguments[0], scope), scope):
        raise Unstated(ast.unparse(arguments[0]))
    return _stated(arguments, scope)


def _in_whole(entries: Sequence[Entry], scope: Scope) -> bool:
    """Whether the prose says it in a chapter on the unit's whole finances."""
    sections = scope.filing.report.sections if scope.filing.report else ()
    stood = {entry.ref.key for entry in entries}
    chapters = {s.parent or s.key for s in sections if s.key in stood}
    return any(s.key in chapters and s.role in WHOLE for s in sections)


FUNCTIONS: dict[str, Callable[[list[ast.expr], Scope], Amount]] = {
    "parts": _parts,
    "every": _every,
    "first": _first,
    "stated": _stated,
    "of_source": _of_source,
    "of_whole": _of_whole,
}
