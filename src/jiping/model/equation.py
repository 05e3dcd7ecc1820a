"""What holds between the cells of one filing, in no spreadsheet's language.

An identity speaks of rows and columns; an equation is an identity applied to a filing,
its terms the addresses of cells that are there. Whoever draws the cells can write it as
a live formula.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiping.model.values import Ref


@dataclass(frozen=True, slots=True)
class Operation:
    """Arithmetic over addresses and constants. ``sign`` is one of ``+ - × ÷`` or ``min``;
    the operands are worked out from left to right."""

    sign: str
    operands: tuple["Expression", ...]


Expression = Ref | Decimal | Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """``left`` stands in ``relation`` (``= >= <=``) to ``right``.

    ``rule`` is the id of the identity. ``defines`` says that the left is the right by
    definition; else it only says whether something is wrong. ``whole`` asks every cell
    on the right to hold a number, else blank ones count as 0. ``digits`` is how many
    decimals a result is rounded to, None where it keeps those of its terms. ``asks`` is
    the question in Chinese (``“三公经费”一行是否等于…``).
    """

    rule: str
    asks: str
    left: Ref
    relation: str
    right: Expression
    defines: bool = False
    whole: bool = False
    digits: int | None = None


def refs(expression: Expression) -> Iterator[Ref]:
    """The addresses in an expression, from left to right."""
    if isinstance(expression, Ref):
        yield expression
    elif isinstance(expression, Operation):
        for operand in expression.operands:
            yield from refs(operand)


def value(expression: Expression, numbers: Mapping[Ref, Decimal]) -> Decimal:
    """What an expression comes to, addresses without a number counting as 0.

    Raises ZeroDivisionError.
    """
    if isinstance(expression, Decimal):
        return expression
    if isinstance(expression, Ref):
        return numbers.get(expression, Decimal(0))
    result, *others = (value(operand, numbers) for operand in expression.operands)
    for other in others:
        if expression.sign == "+":
            result += other
        elif expression.sign == "-":
            result -= other
        elif expression.sign == "×":
            result *= other
        elif expression.sign == "min":
            result = min(result, other)
        elif other:
            result /= other
        else:
            raise ZeroDivisionError
    return result
