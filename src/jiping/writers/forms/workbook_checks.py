"""The last worksheet: every identity between cells with both sides, worked out live."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from jiping.model.equation import Equation, refs
from jiping.model.terms import CHECKLIST, COLUMNS
from jiping.model.values import Ref, half_up
from jiping.writers.forms.plan import Plan
from jiping.writers.forms.word_parts import escaped
from jiping.writers.forms.workbook_formulas import (
    LONGEST_FORMULA,
    Spot,
    guarded,
    placed,
    translated,
    worked_out,
)
from jiping.writers.forms.workbook_sheet import (
    PROTECTION,
    columns,
    formula_cell,
    printed,
    text_cell,
)
from jiping.writers.forms.workbook_styles import MAIN, RIGHT, WRONG, Look, Styles
from jiping.writers.width import width

CHECKS = "勾稽核对"
_HEADS = (
    CHECKLIST,
    "核对什么（自动计算，不用填写，不属于报送的表）",
    "位置",
    "填报数",
    "应为",
    "相差",
    "结果",
)
_WIDTHS = (14.0, 98.0, 52.0, 24.0, 24.0, 22.0, 16.0)
_SAME, _OTHER = "相符", "不符"
# Half of the last digit that amounts are printed in, for every figure that is compared.
_SLACK = Decimal("0.005")
_LINE = 14.5
_CODE = "0.00####"
_BOUNDS = {"=": "", ">=": '"≥ "', "<=": '"≤ "'}


def checks(plan: Plan, spots: Mapping[Ref, Spot], styles: Styles) -> str:
    """The worksheet; empty where nothing of the plan can be held against anything."""
    equations = [e for e in plan.equations if placed(e, spots)]
    rows = [
        row
        for number, each in enumerate(equations, start=2)
        for row in _row(number, each, spots, styles)
    ]
    if not rows:
        return ""
    head = styles.number(Look(font="heading", ruled=True))
    heads = "".join(
        text_cell(f"{chr(65 + at)}1", head, words) for at, words in enumerate(_HEADS)
    )
    links = "".join(
        f'<hyperlink ref="C{number}" location="{escaped(spots[e.left].full)}" '
        'tooltip="转到这一格"/>'
        for number, e in enumerate(equations, start=2)
    )
    last = len(equations) + 1
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews>{columns(_WIDTHS)}<sheetData>"
        f'<row r="1" ht="34" customHeight="1">{heads}</row>{"".join(rows)}</sheetData>'
        f"{PROTECTION}{_coloured(last)}<hyperlinks>{links}</hyperlinks>"
        f"{printed(plan.layout.table_page, True, landscape=True)}</worksheet>"
    )


def _row(
    number: int, equation: Equation, spots: Mapping[Ref, Spot], styles: Styles
) -> Iterator[str]:
    left = spots[equation.left]
    times = "*100" if left.content.share else ""
    stated = f'IF(COUNT({left.full})=0,"",{left.full}{times})'
    digits = 6 if equation.digits is None else equation.digits
    # Seen from here every cell stands on another sheet.
    result = translated(equation.right, spots, replace(left, sheet=""))
    expected = guarded(equation, spots, "", f"ROUND({result},{digits})")
    if not expected or len(expected) > LONGEST_FORMULA:
        return
    words = styles.number(Look(align="left", ruled=True))
    figure = styles.number(Look(ruled=True, code=_CODE))
    bound = styles.number(Look(ruled=True, code=_BOUNDS[equation.relation] + _CODE))
    plain = styles.number(Look(ruled=True))
    d, e, f = f"D{number}", f"E{number}", f"F{number}"
    height = max(20.0, (width(equation.asks) // 49 + 1) * _LINE + 4)
    has, should = left.content.value, _rounded(worked_out(equation, spots), digits)
    apart = None if has is None or should is None else has - should
    yield (
        f'<row r="{number}" ht="{height:g}" customHeight="1">'
        + text_cell(f"A{number}", plain, equation.rule)
        + text_cell(f"B{number}", words, equation.asks)
        + text_cell(f"C{number}", words, _place(left))
        + formula_cell(d, figure, stated, has)
        + formula_cell(e, bound, expected, should)
        + formula_cell(f, figure, f'IF(OR({d}="",{e}=""),"",ROUND({d}-{e},6))', apart)
        + formula_cell(f"G{number}", plain, *_verdict(f, equation, spots, apart))
        + "</row>"
    )


def _rounded(number: Decimal | None, digits: int) -> Decimal | None:
    if number is None:
        return None
    return half_up(number, Decimal(1).scaleb(-digits)).normalize() + 0


def _verdict(
    cell: str, equation: Equation, spots: Mapping[Ref, Spot], apart: Decimal | None
) -> tuple[str, str]:
    terms = 1 + len(set(refs(equation.right)))
    slack = _SLACK * terms
    if equation.digits is not None:
        # A rate or a score is compared at the digits that are printed.
        slack = Decimal("0.5").scaleb(-spots[equation.left].content.decimals)
    test = {"=": f"ABS({cell})<={slack:f}", ">=": f"{cell}>=-{slack:f}", "<=": f"{cell}<={slack:f}"}  # fmt: skip
    formula = f'IF({cell}="","",IF({test[equation.relation]},"{_SAME}","{_OTHER}"))'
    if apart is None:
        return formula, ""
    holds = {"=": abs(apart) <= slack, ">=": apart >= -slack, "<=": apart <= slack}
    return formula, _SAME if holds[equation.relation] else _OTHER


def _place(spot: Spot) -> str:
    ref = spot.box.ref
    column = COLUMNS.get(ref.column, ref.column) if ref else ""
    return f"{spot.sheet} {spot.cell} {column}"


def _coloured(last: int) -> str:
    def rule(number: int, words: str, look: int) -> str:
        return (
            f'<cfRule type="cellIs" dxfId="{look}" priority="{number}" operator="equal">'
            f'<formula>"{words}"</formula></cfRule>'
        )

    return (
        f'<conditionalFormatting sqref="G2:G{last}">{rule(1, _OTHER, WRONG)}'
        f"{rule(2, _SAME, RIGHT)}</conditionalFormatting>"
    )
