"""The identities applied to one filing, for whoever writes them as live formulas."""

import ast
from collections.abc import Iterator
from decimal import Decimal

from jiping.model.equation import Equation, Expression, Operation
from jiping.model.filing import Filing, Sheet
from jiping.model.values import Gap, Ref
from jiping.rules.identities.derive import defines
from jiping.rules.identities.evaluate import scopes
from jiping.rules.identities.formula import SIGNS, Scope, address, look_up, once
from jiping.rules.identities.table import Identity, identities

# The rules that hold a score against the formula of budget execution and a total
# against the scores; their arithmetic is no identity of cells with fixed addresses.
_EXECUTION_SCORE, _SCORE_TOTAL = "DF202", "DF301"
_CENTS = 2


class NotOfCells(Exception):
    """A function that asks what a filing states, and so has no fixed cells."""


def equations(filing: Filing) -> tuple[Equation, ...]:
    """Every equation between cells of the filing's tables.

    What holds between prose and tables is left out: a sentence has no cell.
    """
    return (
        *(e for identity in identities() for e in _of_identity(identity, filing)),
        *(e for sheet in filing.evaluations for e in _of_scores(sheet)),
    )


def _of_identity(identity: Identity, filing: Filing) -> Iterator[Equation]:
    sides = (identity.left, identity.right)
    names = {n.id for s in sides for n in ast.walk(s) if isinstance(n, ast.Name)}
    if "report" in names:
        return
    for scope in scopes(identity, filing):
        try:
            left = _expression(identity.left, scope)
            right = _expression(identity.right, scope)
        except NotOfCells:
            continue
        if isinstance(left, Ref) and right is not None:
            yield Equation(
                rule=identity.id,
                asks=_asked(identity),
                left=left,
                relation=identity.relation,
                right=right,
                defines=defines(identity),
                whole=identity.all_parts,
                digits=_CENTS if identity.printed else None,
            )


def _asked(identity: Identity) -> str:
    """What it asks: the first sentence of its page."""
    return identity.page.split("\n")[1].partition("。")[0]


def _expression(node: ast.expr, scope: Scope) -> Expression | None:
    """None where the filing has nothing that it could speak of."""
    if isinstance(node, ast.Constant):
        return Decimal(str(node.value))
    if isinstance(node, ast.BinOp):
        return _operation(node, scope)
    if isinstance(node, ast.Call):
        if ast.unparse(node.func) == "stated":
            return _expression(node.args[0], scope)
        return _sum(_members(node, scope))
    found = look_up(node, scope)
    return found[0].ref if found else None


def _operation(node: ast.BinOp, scope: Scope) -> Expression | None:
    left, right = _expression(node.left, scope), _expression(node.right, scope)
    sign = SIGNS[type(node.op)]
    if left is None or right is None:
        # A row that is not on the form adds nothing; a share of nothing is none.
        lone = left if sign == "-" else left or right
        return lone if sign in "+-" else None
    if sign == "+" and isinstance(left, Operation) and left.sign == "+":
        return Operation("+", (*left.operands, right))
    return Operation(sign, (left, right))


def _members(node: ast.Call, scope: Scope) -> tuple[Ref, ...]:
    """The cells that ``parts`` or ``every`` adds up. Raises NotOfCells for others."""
    form, row, column = address(node.args[0], scope)
    function = ast.unparse(node.func)
    if function == "every":
        cells = once(scope.filing.of_form(form), row)
    elif function == "parts":
        sheet = scope.this if form == "this" else scope.filing.sheet(form)
        cells = (each for each in (sheet.rows if sheet else ()) if each.parent == row)
    else:
        raise NotOfCells(function)
    return tuple(each[column].ref for each in cells if column in each)


def _sum(members: tuple[Ref, ...]) -> Expression | None:
    return Operation("+", members) if members else None


def _of_scores(sheet: Sheet) -> Iterator[Equation]:
    """The score of budget execution, and the total of the scores."""
    fund, whole = sheet["total"], sheet["score_total"]
    budget = "revised" if fund["revised"].value is not Gap.NOT_ON_FORM else "initial"
    if all(column in fund for column in (budget, "executed", "weight", "score")):
        share = Operation("÷", (fund["executed"].ref, fund[budget].ref))
        weight = fund["weight"].ref
        yield Equation(
            rule=_EXECUTION_SCORE,
            asks="预算执行的得分是否等于全年执行数除以全年预算数再乘以分值，最多为分值",
            left=fund["score"].ref,
            relation="=",
            right=Operation("min", (Operation("×", (share, weight)), weight)),
            defines=True,
            digits=_CENTS,
        )
    rows = (fund, *sheet.of_kind("indicator"))
    members = tuple(row["score"].ref for row in rows if "score" in row)
    if "score" in whole and members:
        yield Equation(
            rule=_SCORE_TOTAL,
            asks="“总分”的得分是否等于预算执行和各项指标的得分之和",
            left=whole["score"].ref,
            relation="=",
            right=Operation("+", members),
            defines=True,
        )
