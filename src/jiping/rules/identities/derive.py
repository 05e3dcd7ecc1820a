"""Cells that follow from others of their own table, and what they must then hold.

An identity derives a cell where it is the cell by definition: a rate, or a total of
parts. What holds between tables, or between a total and two ways of splitting it,
says that something is wrong and not what is right, and derives nothing.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import cache

from jiping.model.filing import Filing, Row, Sheet
from jiping.model.finding import Hit, Severity
from jiping.model.values import Entry, Gap, Ref
from jiping.rules.identities.evaluate import hold, scopes
from jiping.rules.identities.formula import (
    FUNCTIONS,
    Scope,
    Unreadable,
    Unstated,
    address,
    evaluate,
)
from jiping.rules.identities.table import Identity, identities
from jiping.rules.shared.scores import points, rounds_to
from jiping.scoring.marks import plain

# A cell may follow from one that follows from another; no form goes deeper.
_ROUNDS = 4


def derived(filing: Filing) -> frozenset[Ref]:
    """The cells of a filing that follow from others of their table."""
    found = {
        Ref(sheet.form, sheet.key, "score_total", "score")
        for sheet in filing.evaluations
    }
    for _, scope, form, row, column in _applied(filing):
        sheet = scope.this if form == "this" else filing.sheet(form)
        if sheet is not None and column in sheet[row]:
            found.add(sheet[row][column].ref)
    return frozenset(found)


def mended(filing: Filing) -> Mapping[Ref, str]:
    """The text of every derived cell that does not hold what follows from the others.

    Corrections are worked through: a total of a corrected total is corrected with it.
    The text is as the form prints it, with a ``%`` for a rate. Left alone are cells for
    which two identities give two answers, those that agree within rounding, totals of
    which a part is blank, and those that another table confirms.
    """
    return _worked_through(filing, _faults)


def following(filing: Filing) -> Mapping[Ref, str]:
    """As ``mended``, for a filing that is being written: blank derived cells too get
    what follows as soon as something does, a total of scores from the scores that are
    there; and a derived cell of which nothing that it follows from is filled in, ``""``.
    """
    return _worked_through(filing, _unwritten)


_Answers = Callable[[Filing], Iterator[tuple[Ref, str]]]


def _worked_through(filing: Filing, answered: _Answers) -> Mapping[Ref, str]:
    texts: dict[Ref, str] = {}
    current = filing
    for _ in range(_ROUNDS):
        answers: dict[Ref, set[str]] = {}
        for ref, text in answered(current):
            answers.setdefault(ref, set()).add(text)
        found = {ref: texts.pop() for ref, texts in answers.items() if len(texts) == 1}
        if not found:
            break
        texts |= found
        current = _rewritten(current, found)
    return texts


def _unwritten(filing: Filing) -> Iterator[tuple[Ref, str]]:
    """The cells that do not hold what follows, blank ones included."""
    for identity, scope, form, row, column in _applied(filing):
        sheet = scope.this if form == "this" else filing.sheet(form)
        if sheet is None or column not in sheet[row]:
            continue
        entry = sheet[row][column]
        follows = _follows(identity, scope, entry)
        if follows is None:
            if entry.raw:
                yield entry.ref, ""
        elif entry.blank and not follows:
            # What comes to 0 is no fault where nothing stands, but is what follows.
            yield entry.ref, _printed(entry, "0")
        elif entry.number != follows:
            yield from _wrong(filing, identity, scope)
    for sheet in filing.evaluations:
        yield from _total_score(sheet)


def _total_score(sheet: Sheet) -> Iterator[tuple[Ref, str]]:
    """The sum of the scores that are there, where the total says something else."""
    total, summed = sheet["score_total"], points(sheet, "score")
    if "score" not in total:
        return
    score = total["score"]
    if not summed.cells and summed.execution.number is None:
        if score.raw:
            yield score.ref, ""
    elif score.number is None or not rounds_to(summed.whole, score.number):
        yield score.ref, plain(summed.whole)


def _follows(identity: Identity, scope: Scope, left: Entry) -> Decimal | None:
    """What the other side comes to; None where there is nothing to tell it from."""
    try:
        right = evaluate(identity.right, scope._replace(unit=left.unit))
    except (Unreadable, Unstated, ZeroDivisionError):
        return None
    incomplete = identity.all_parts and not right.whole
    return right.value if right.known and not incomplete else None


def _applied(filing: Filing) -> Iterator[tuple[Identity, Scope, str, str, str]]:
    for identity in _defining():
        for scope in scopes(identity, filing):
            yield identity, scope, *address(identity.left, scope)


@cache
def _defining() -> tuple[Identity, ...]:
    return tuple(identity for identity in identities() if defines(identity))


def defines(identity: Identity) -> bool:
    """Whether the left is a cell and the right is arithmetic on its own table."""
    left, right = _forms(identity.left), _forms(identity.right)
    computed = isinstance(identity.right, ast.BinOp | ast.Call)
    single = isinstance(identity.left, ast.Attribute)
    own = left == right and "report" not in left
    return identity.relation == "=" and single and computed and own and _whole(identity)


def _whole(identity: Identity) -> bool:
    """False for 附件2's executed total, which is a figure of the accounts of its own:
    by source and by use it is split twice, and neither split defines it."""
    return ast.unparse(identity.left) != "overall.total.executed"


def _forms(tree: ast.expr) -> set[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names - FUNCTIONS.keys()


def _faults(filing: Filing) -> Iterator[tuple[Ref, str]]:
    confirmed = _confirmed(filing)
    for identity, scope, *_ in _applied(filing):
        for ref, text in _wrong(filing, identity, scope):
            if ref not in confirmed and not _lacks_parts(identity, scope):
                yield ref, text
    for sheet in filing.evaluations:
        row, summed = sheet["score_total"], points(sheet, "score")
        stated, most = row["score"].number, row["weight"].number
        if stated is None or not summed.cells or summed.lacking:
            continue
        # Scores of more points than there are to give say that a score is wrong.
        if most is not None and summed.whole > most:
            continue
        if not rounds_to(summed.whole, stated):
            yield row["score"].ref, plain(summed.whole)


def _confirmed(filing: Filing) -> frozenset[Ref]:
    """The cells that another table says the same of: where a total is confirmed, one
    of its parts is wrong, and which cannot be told."""
    found: set[Ref] = set()
    for identity in identities():
        if identity.relation != "=" or defines(identity):
            continue
        for scope in scopes(identity, filing):
            with suppress(Unreadable, Unstated, ZeroDivisionError):
                left = evaluate(identity.left, scope)
                unit = left.entries[0].unit if left.entries else ""
                right = evaluate(identity.right, scope._replace(unit=unit))
                if left.known and right.known and left.value == right.value:
                    sides = (left.entries, right.entries)
                    found |= {side[0].ref for side in sides if len(side) == 1}
    return frozenset(found)


def _lacks_parts(identity: Identity, scope: Scope) -> bool:
    """Whether something that the cell follows from was left blank."""
    with suppress(Unreadable, Unstated, ZeroDivisionError):
        return any(entry.blank for entry in evaluate(identity.right, scope).entries)
    return True


def _wrong(
    filing: Filing, identity: Identity, scope: Scope
) -> Iterator[tuple[Ref, str]]:
    for hit in hold(identity, scope):
        if isinstance(hit, Hit) and hit.severity is not Severity.INFO:
            yield hit.at, _printed(_entry(filing, hit.at), hit.expected)


def _entry(filing: Filing, ref: Ref) -> Entry:
    sheet = filing.sheet(ref.form, ref.key)
    assert sheet is not None
    return sheet[ref.row][ref.column]


def _printed(entry: Entry, expected: str) -> str:
    """What is expected as this cell prints it: without its unit, rates with their sign."""
    number = expected.removesuffix(entry.unit)
    unprinted = not entry.raw.rstrip().endswith(("%", "％"))
    bare = entry.unit != "%" or (unprinted and entry.value is not Gap.BLANK)
    return number if bare else f"{number}%"


def _rewritten(filing: Filing, texts: Mapping[Ref, str]) -> Filing:
    """The filing as it would be with these cells mended."""

    def cell(entry: Entry) -> Entry:
        text = texts.get(entry.ref)
        if text is None:
            return entry
        value = Decimal(text.rstrip("%")) if text else Gap.BLANK
        return replace(entry, raw=text, value=value)

    touched = {(ref.form, ref.key, ref.row) for ref in texts}

    def sheet(each: Sheet) -> Sheet:
        def row(line: Row) -> Row:
            if (each.form, each.key, line.key) not in touched:
                return line
            return replace(line, cells={key: cell(e) for key, e in line.cells.items()})

        return replace(each, rows=tuple(map(row, each.rows)))

    return replace(filing, sheets=tuple(map(sheet, filing.sheets)))
