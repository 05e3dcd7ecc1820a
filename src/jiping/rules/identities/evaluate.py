"""An identity held against a filing: equal, within rounding, different, or not to tell."""

import ast
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jiping.model.filing import Filing, Sheet
from jiping.model.finding import Case, Citation, Hit, RuleCard, Severity, Skipped
from jiping.model.values import ZERO, Agreement, Interval, compare, half_up, last_digit
from jiping.rules.identities.formula import (
    Amount,
    Scope,
    Unreadable,
    Unstated,
    address,
    evaluate,
)
from jiping.rules.identities.table import Identity
from jiping.rules.registry import FAMILIES, Rule, citations

# The sentence for each shape that the right side of an identity can have.
SAME = "{subject}为{stated}，{others}为{expected}，相差{difference}，两处应一致。"
SUM = "{subject}为{stated}，应等于{others}之和{expected}（{arithmetic}），相差{difference}。"
PARTS = "{subject}为{stated}，分项合计为{expected}（{others}），相差{difference}。"
FORMULA = "{subject}为{stated}，应为{expected}（{arithmetic}），相差{difference}。"
ABOVE = "{subject}为{stated}，大于{others}的{expected}，超出{difference}。"
BELOW = (
    "{subject}为{stated}，小于{others}之和{expected}（{arithmetic}），少{difference}。"
)
UNFILLED = "{subject}没有填，按勾稽关系应为{expected}。"
# How many terms of a sum are written out.
MOST_TERMS = 40
TAIL = "属四舍五入尾差，请统一。"


def as_rule(identity: Identity) -> Rule:
    """The identity as a rule of the registry."""

    def check(case: Case) -> Iterator[Hit | Skipped]:
        for scope in scopes(identity, case.filing):
            yield from hold(identity, scope)

    cites: tuple[Citation, ...] = citations(identity.cites)
    card = RuleCard(
        id=identity.id,
        title=identity.title,
        severity=Severity(identity.severity),
        message=FORMULA,
        page=f"{identity.page}\n\n勾稽关系：`{identity.source}`",
        cites=cites,
        family=FAMILIES[identity.id[:2]],
        arithmetic=True,
        needs=identity.needs,
        since=identity.since,
        until=identity.until,
    )
    return Rule(card, check)


def scopes(identity: Identity, filing: Filing) -> Iterator[Scope]:
    """Every application: column by column, sheet by sheet, statement by statement."""
    for sheet in _sheets(identity.each, filing):
        for column in identity.columns:
            scope = Scope(filing, sheet, column)
            form, topic, aspect = _head(identity.left, scope)
            if form != "report":
                yield scope
            elif filing.report is not None:
                for said in filing.report.stating(topic, aspect):
                    yield Scope(filing, sheet, column, anchor=said)


def _sheets(each: str, filing: Filing) -> Sequence[Sheet | None]:
    form, _, key = each.partition(":")
    if not form:
        return (None,)
    if form == "evaluation":
        return filing.evaluations
    return [sheet for sheet in filing.of_form(form) if key in ("", sheet.key)]


def _head(left: ast.expr, scope: Scope) -> tuple[str, str, str]:
    if isinstance(left, ast.Attribute):
        return address(left, scope)
    return "", "", ""


def hold(identity: Identity, scope: Scope) -> Iterator[Hit | Skipped]:
    """Compare both sides in the unit of the left."""
    try:
        left = evaluate(identity.left, scope)
        scope = scope._replace(unit=_unit(left))
        if len(left.entries) > 1:
            # One cell is in its own unit already.
            left = evaluate(identity.left, scope)
        right = evaluate(identity.right, scope)
    except Unreadable as fault:
        yield Skipped(reason=f"“{fault.entry.raw}”不是数，无法核对", at=fault.entry.ref)
        return
    except (Unstated, ZeroDivisionError):
        return
    if not right.known or (identity.all_parts and not right.whole):
        return
    if left.known:
        yield from _compare(identity, left, right)
    elif left.entries and left.entries[0].blank and right.value:
        yield _hit(left, right, UNFILLED, Severity.WARNING)
    elif left.entries and not identity.optional:
        reason = "合计一栏没有数，无法与分项核对"
        yield Skipped(reason=reason, at=left.entries[0].ref)


def _unit(left: Amount) -> str:
    return left.entries[0].unit if left.entries else ""


def _compare(identity: Identity, left: Amount, right: Amount) -> Iterator[Hit]:
    if identity.relation != "=":
        above = left.span.low > right.span.high
        below = left.span.high < right.span.low
        if above if identity.relation == "<=" else below:
            yield _hit(left, right, ABOVE if above else BELOW)
        return
    span = left.span
    if identity.printed:
        half = last_digit(left.entries[0].number or ZERO) / 2
        span = Interval(left.value - half, left.value + half)
    outcome = compare(left.value, span, right.value, right.span)
    if outcome is Agreement.DIFFERENT:
        yield _hit(left, right, _sentence(identity.right, left, right))
    elif outcome is Agreement.ROUNDING and not identity.printed:
        sentence = _sentence(identity.right, left, right)
        rounded = sentence.replace("，两处应一致", "").rstrip("。")
        yield _hit(left, right, f"{rounded}，{TAIL}", Severity.INFO)


def _sentence(tree: ast.expr, left: Amount, right: Amount) -> str:
    operators = {
        type(node) for node in ast.walk(tree) if isinstance(node, ast.operator)
    }
    if operators - {ast.Add}:
        return FORMULA
    if "+" in right.words:
        return SUM
    sheets = {(e.ref.form, e.ref.key) for e in (*left.entries, *right.entries)}
    return PARTS if len(sheets) == 1 and left.entries[0].ref.form != "report" else SAME


def _arithmetic(words: str, shown: str) -> str:
    """``139.88+19.79=159.67``; a sum of very many terms by its ends."""
    terms = words.split("+")
    if len(terms) > MOST_TERMS:
        words = f"{terms[0]}+…（共{len(terms)}项）…+{terms[-1]}"
    return f"{words}={shown}" if words != shown else ""


def _hit(
    left: Amount, right: Amount, message: str, severity: Severity | None = None
) -> Hit:
    unit = left.entries[0].unit
    # A quotient has endless digits; sums and copies keep those that are printed.
    quotient = "÷" in right.words
    expected = half_up(right.value) if quotient else right.value
    shown = f"{expected.normalize() if quotient else expected:f}"
    difference = abs(left.value - Decimal(shown))
    used = [e for e in right.entries if e.number] or list(right.entries)
    return Hit(
        at=left.entries[0].ref,
        involves=tuple(e.ref for e in (*left.entries[1:], *used)),
        stated=left.words if "+" in left.words else left.entries[0].raw or "（空白）",
        expected=f"{shown}{unit}",
        difference=f"{difference:f}{'个百分点' if unit == '%' else unit}",
        arithmetic=_arithmetic(right.words, shown),
        severity=severity,
        message=message,
    )
