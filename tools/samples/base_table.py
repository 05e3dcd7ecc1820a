"""附件1 整体支出绩效评价基础数据表 of a package, as a grid."""

from decimal import Decimal

from tools.samples.blocks import Cell, Grid
from tools.samples.layouts import Layout
from tools.samples.model import Package, Spend, percent
from tools.samples.printing import Printer


def base_grid(package: Package, layout: Layout) -> Grid:
    """附件1 整体支出绩效评价基础数据表."""
    year = layout.year.format(year=package.year)
    before = layout.year.format(year=package.year - 1)
    rows: list[tuple[Cell, ...]] = []
    if layout.unit_row:
        unit = Cell(text=package.unit, span=6, key="base/unit/name")
        rows.append((Cell(text="预算单位名称"), unit))
    rows += _staff_rows(package, year)
    heads = (f"{before}决算数", f"{year}预算数", f"{year}决算数")
    rows.append(
        (
            Cell(text=f"经费控制情况（{package.money_unit}）"),
            *(Cell(text=head, span=2) for head in heads),
        )
    )
    rows += _expense_rows(Printer(package, layout))
    rows += _building_rows(Printer(package, layout), year)
    economy = Cell(text=package.economy, span=6, key="base/economy_measures/text")
    rows.append((Cell(text="厉行节约保障措施"), economy))
    return Grid(rows=tuple(rows), widths=(5.0, *[2.0] * 6), key="base")


def _staff_rows(package: Package, year: str) -> list[tuple[Cell, ...]]:
    rate = percent(Decimal(package.in_post), Decimal(package.authorised))
    values = {
        "authorised_posts": str(package.authorised),
        "staff_in_post": str(package.in_post),
        "control_rate": f"{rate.normalize():f}%",
    }
    heads = ("编制数", f"{year}实际在职人数", "控制率")
    return [
        (
            Cell(text="财政供养人员情况（人）", down=2),
            *(Cell(text=head, span=2) for head in heads),
        ),
        tuple(
            Cell(text=text, span=2, key=f"base/staff/{column}")
            for column, text in values.items()
        ),
    ]


def _expense_rows(printer: Printer) -> list[tuple[Cell, ...]]:
    package, layout = printer.package, printer.layout
    base, (item, part, deeper) = package.base, layout.indents
    adjustment = package.basic.revised - package.basic.initial
    rows = [
        ("three_public", "三公经费", package.three_public),
        ("vehicle", f"{item}1、公务用车购置和维护经费", package.vehicle),
        ("vehicle_purchase", f"{part}其中：公车购置", base["vehicle_purchase"]),
        ("vehicle_running", f"{deeper}公车运行维护", base["vehicle_running"]),
        ("abroad", f"{item}2、出国经费", base["abroad"]),
        ("reception", f"{item}3、公务接待", base["reception"]),
        ("project_total", "项目支出：", package.project_spend),
        *_project_rows(package, layout),
        ("public_total", "公用经费", base["public_total"]),
        ("public_office", f"{part}其中：办公经费", base["public_office"]),
        (
            "public_utilities_travel",
            f"{deeper}水费、电费、差旅费",
            base["public_utilities_travel"],
        ),
        (
            "public_meeting_training",
            f"{deeper}会议费、培训费",
            base["public_meeting_training"],
        ),
        ("procurement", "政府采购金额", base["procurement"]),
        (
            "basic_adjustment",
            "部门基本支出预算调整",
            Spend(budget=adjustment, actual=adjustment),
        ),
    ]
    return [_expense_row(printer, *row) for row in rows]


def _project_rows(
    package: Package, layout: Layout
) -> list[tuple[str, str, Spend | None]]:
    def lines(kind: str) -> list[tuple[str, str, Spend | None]]:
        return [
            (f"project_added:{p.name}", layout.indents[0] + p.name, p.spend)
            for p in package.projects
            if p.line == kind
        ]

    def total(kind: str) -> Spend:
        return sum((p.spend for p in package.projects if p.line == kind), Spend())

    before, after = (
        [("", label, None) for label in labels] for labels in layout.fillers
    )
    item = layout.indents[0]
    transfer = [
        (key, f"4、{label.strip()}", spend) for key, label, spend in lines("transfer")
    ]
    if layout.transfer and not transfer:
        transfer = [("transfer", layout.transfer, Spend())]
    return [
        ("project_business", f"{item}1、业务工作经费", total("business")),
        ("project_operation", f"{item}2、运行维护经费", total("operation")),
        *lines("added"),
        *before,
        ("special_funds", layout.special, Spend()),
        *after,
        *transfer,
    ]


def _expense_row(
    printer: Printer, key: str, label: str, spend: Spend | None
) -> tuple[Cell, ...]:
    if spend is None:
        return (Cell(text=label), *[Cell(text="", span=2)] * 3)
    prior = printer.table_money(spend.prior)
    if key in ("procurement", "basic_adjustment") and not spend.prior:
        prior = printer.layout.prior_mark
    texts = (
        prior,
        printer.table_money(spend.budget),
        printer.table_money(spend.actual),
    )
    columns = ("prior_actual", "budget", "actual")
    return (
        Cell(text=label),
        *(
            Cell(text=text, span=2, key=f"base/{key}/{column}")
            for column, text in zip(columns, texts, strict=True)
        ),
    )


def _building_rows(printer: Printer, year: str) -> list[tuple[Cell, ...]]:
    area, unit = printer.layout.area, printer.package.money_unit
    heads = (
        f"批复规模\n（{area}）",
        f"实际规模\n（{area}）",
        "规模控制率",
        f"预算投资（{unit}）",
        f"实际投资（{unit}）",
        "投资概算控制率",
    )
    columns = (
        "approved_area",
        "actual_area",
        "area_control_rate",
        "approved_investment",
        "actual_investment",
        "investment_control_rate",
    )
    return [
        (
            Cell(text=f"楼堂馆所控制情况\n（{year}完工项目）", down=2),
            *(Cell(text=head) for head in heads),
        ),
        tuple(
            Cell(text=text, key=f"base/building/{column}")
            for column, text in zip(columns, _building(printer), strict=True)
        ),
    ]


def _building(printer: Printer) -> tuple[str, ...]:
    works = printer.package.building
    if works is None:
        return ("0",) * 6
    return (
        printer.number(works.approved_area),
        printer.number(works.actual_area),
        printer.ratio(works.actual_area, works.approved_area),
        printer.money(works.approved_investment),
        printer.money(works.actual_investment),
        printer.ratio(works.actual_investment, works.approved_investment),
    )
