"""附件2 and 附件3 of a package, as grids."""

from decimal import Decimal

from tools.samples.blocks import Cell, Grid
from tools.samples.layouts import Layout
from tools.samples.model import (
    CLASS_POINTS,
    LEVEL2,
    ZERO,
    Evaluation,
    Indicator,
    Money,
    Package,
    Project,
)
from tools.samples.printing import Printer

LEVEL1_LABELS = {
    "output": "产出指标",
    "benefit": "效益指标",
    "satisfaction": "满意度指标",
}
LEVEL2_LABELS = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "timeliness": "时效指标",
    "cost": "成本指标",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "sustainable": "可持续影响指标",
    "service": "服务对象满意度指标",
}
_FUND_COLUMNS = ("initial", "revised", "executed")


def overall_grid(package: Package, layout: Layout) -> Grid:
    """附件2 整体支出绩效自评表."""
    printer = Printer(package, layout)
    label = layout.label("年度预算申请") + f"（{package.money_unit}）"
    left = (
        ("general_budget", "其中：  一般公共预算：", package.general_budget),
        ("government_fund", "政府性基金拨款：", package.government_fund.executed),
        ("special_account", "纳入专户管理的非税收入拨款：", ZERO),
        ("other_income", "其他资金：", package.other_income),
    )
    right = (
        ("basic", "其中：基本支出：", package.basic.executed),
        ("project_spending", "项目支出：", package.project_money.executed),
    )
    income = [
        Cell(
            text=head + (printer.money(value) if value else ""),
            span=4,
            key=f"overall/{key}/executed",
        )
        for key, head, value in left
    ]
    spending = [
        Cell(text=head + printer.money(value), span=4, key=f"overall/{key}/executed")
        for key, head, value in right
    ]
    rows = [
        (
            Cell(text=layout.unit_label),
            Cell(text=package.unit, span=8, key="overall/unit/name"),
        ),
        _fund_head(layout, label, 7),
        _fund_row(printer, "overall/total", "年度资金总额", package.money, scored=True),
        (Cell(text="按收入性质分：", span=4), Cell(text="按支出性质分：", span=4)),
        *zip(income, (*spending, *[Cell(text="", span=4)] * 2), strict=True),
        *_evaluation_rows(printer, "overall", package.overall),
    ]
    return Grid(rows=tuple(rows), widths=_EVALUATION_WIDTHS, key="overall")


def project_grid(package: Package, layout: Layout, project: Project) -> Grid:
    """附件3 项目支出绩效自评表 of one project."""
    printer = Printer(package, layout)
    key = f"project:{project.name}"
    current = project.money - project.carried_over - project.other_funds
    names = (
        ("authority", "主管部门", package.authority, 3),
        ("implementer", "实施单位", package.unit, 3),
    )
    sources = (
        ("current", "其中：当年财政拨款", current),
        ("carried_over", "上年结转资金", project.carried_over),
        ("other_funds", "其他资金", project.other_funds),
    )
    rows = [
        (
            Cell(text="项目支出名称"),
            Cell(text=project.name, span=8, key=f"{key}/project/name"),
        ),
        tuple(
            cell
            for row, label, name, span in names
            for cell in (
                Cell(text=label, span=1 if row == "authority" else 2),
                Cell(text=name, span=span, key=f"{key}/{row}/name"),
            )
        ),
        _fund_head(layout, f"项目资金\n（{package.money_unit}）", 5),
        _fund_row(printer, f"{key}/total", "年度资金总额", project.money, scored=True),
        *(
            _fund_row(printer, f"{key}/{row}", label, money)
            for row, label, money in sources
        ),
        *_evaluation_rows(printer, key, project.evaluation),
    ]
    return Grid(rows=tuple(rows), widths=_EVALUATION_WIDTHS, key=key)


_EVALUATION_WIDTHS = (1.4, 1.8, 1.9, 3.0, 2.0, 2.0, 1.1, 1.6, 2.4)


def _fund_head(layout: Layout, label: str, down: int) -> tuple[Cell, ...]:
    heads = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", layout.score)
    return (
        Cell(text=label, down=down),
        Cell(text="", span=2),
        *(Cell(text=layout.label(head)) for head in heads),
    )


def _fund_row(
    printer: Printer, key: str, label: str, money: Money, scored: bool = False
) -> tuple[Cell, ...]:
    def amount(value: Decimal) -> str:
        return printer.money(value) if scored else printer.table_money(value)

    blank = printer.layout.absent[1]
    texts = {column: amount(getattr(money, column)) for column in _FUND_COLUMNS}
    texts["weight"] = "10" if scored else blank
    texts["rate"] = printer.rate(money.rate) if scored else blank
    texts["score"] = printer.number(money.score) if scored else blank
    return (
        Cell(text=label, span=2),
        *(Cell(text=text, key=f"{key}/{column}") for column, text in texts.items()),
    )


def _evaluation_rows(
    printer: Printer, key: str, evaluation: Evaluation
) -> list[tuple[Cell, ...]]:
    layout = printer.layout
    body = _indicator_rows(printer, key, evaluation)
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值")
    return [
        (
            Cell(text=layout.label("年度总体目标"), down=2),
            Cell(text="预期目标", span=4),
            Cell(text="实际完成情况", span=4),
        ),
        (
            Cell(text=evaluation.expected, span=4, key=f"{key}/objective/expected"),
            Cell(text=evaluation.actual, span=4, key=f"{key}/objective/actual"),
        ),
        (
            Cell(text=layout.label("绩效指标"), down=len(body) + 1),
            *(Cell(text=head) for head in heads),
            Cell(text=layout.score),
            Cell(text=layout.label("偏差原因分析及改进措施")),
        ),
        *body,
        (
            Cell(text="总分", span=6),
            Cell(text="100", key=f"{key}/score_total/weight"),
            Cell(text=printer.number(evaluation.score), key=f"{key}/score_total/score"),
            Cell(text="", key=f"{key}/score_total/note"),
        ),
    ]


def _indicator_rows(
    printer: Printer, key: str, evaluation: Evaluation
) -> list[tuple[Cell, ...]]:
    rows = []
    for level1, points in CLASS_POINTS.items():
        groups = _groups(printer.layout, evaluation, level1)
        label = printer.layout.label(LEVEL1_LABELS[level1])
        label += printer.layout.brackets.format(points=points)
        height = sum(len(items) or 1 for _, items in groups)
        heads = [Cell(text=label, down=height, key=f"{key}/{level1}/weight")]
        for level2, items in groups:
            second = printer.layout.label(LEVEL2_LABELS[level2])
            heads.append(Cell(text=second, down=len(items) or 1))
            for cells in _level3_cells(printer, f"{key}/{level1}.{level2}", items):
                rows.append((*heads, *cells))
                heads = []
    return rows


def _groups(
    layout: Layout, evaluation: Evaluation, level1: str
) -> list[tuple[str, list[Indicator]]]:
    """The level-2 rows of a class; a template may drop those that do not apply."""
    groups = [
        (level2, [row for row in evaluation.indicators if row.level2 == level2])
        for level2, parent in LEVEL2.items()
        if parent == level1
    ]
    return [(level2, items) for level2, items in groups if items or layout.keeps_empty]


def _level3_cells(
    printer: Printer, key: str, items: list[Indicator]
) -> list[tuple[Cell, ...]]:
    word, mark = printer.layout.absent
    if not items:
        return [tuple(Cell(text=text) for text in (word,) * 3 + (mark,) * 3)]
    return [_level3(printer, f"{key}.{item.name}", item) for item in items]


def _level3(printer: Printer, key: str, item: Indicator) -> tuple[Cell, ...]:
    texts = {
        "level3": item.name,
        "target": item.target,
        "actual": item.actual,
        "weight": printer.number(item.weight),
        "score": printer.number(item.score),
        "deviation_note": item.note or printer.layout.no_deviation,
    }
    return tuple(
        Cell(text=text, key=f"{key}/{column}") for column, text in texts.items()
    )
