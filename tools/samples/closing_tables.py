"""The three fund tables and 附件5 考核评分表 of a package, as grids."""

from decimal import Decimal

from tools.samples.blocks import Cell, Grid
from tools.samples.layouts import Layout
from tools.samples.model import ZERO, Package
from tools.samples.printing import Printer

CRITERIA = (
    ("notice", "布置工作", "自评通知", 8),
    ("working_group", "布置工作", "工作小组", 2),
    ("unit_check", "实施评价", "单位自查", 10),
    ("hand_in", "实施评价", "提交报告", 10),
    ("completeness", "自评报告", "完整性", 15),
    ("tables", "自评报告", "绩效自评表", 20),
    ("problems", "自评报告", "反映问题情况", 20),
    ("advice", "自评报告", "建议情况", 15),
)
STANDARDS = {
    "notice": "1.发出自评通知，得2分。\n2.通知写清范围、依据、内容、步骤和要求并附齐表样，得6分，少一项减1分。",
    "working_group": "有自评工作小组的得2分，没有的不得分。",
    "unit_check": "本级、下属单位和转移支付单位全部自查的得10分，少一个单位减1分，减完为止。",
    "hand_in": "在规定日期前报送的得10分，每晚一个工作日减1分，减完为止。",
    "completeness": "1.正文各部分齐全得8分，少一部分减2分。\n2.附件齐全得7分，少一件减2分。",
    "tables": "1.各级指标权重合规得5分。\n2.指标全部细化到三级得5分。\n3.三级指标明确可衡量得5分，精简得3分，相关且全面得2分。",
    "problems": "从预算绩效、履职、资金、资产、采购几个方面查摆问题、分析原因，全面的得20分，较全面的得16—18分，不全面的得13—15分，过于简单的得10—12分。",
    "advice": "建议与问题一一对应且全面的得15分，较全面的得12—14分，不全面的得9—11分，过于简单的得6—8分。",
}


def fund_grid(package: Package, layout: Layout, which: str) -> Grid:
    """One of the three fund tables: a row for each 科目 and a total; nil as 0."""
    printer = Printer(package, layout)
    filled = which == "government_fund" and package.government_fund.executed
    amount = package.government_fund.executed if filled else ZERO
    subjects = [package.government_subject] if filled else []
    heads = (
        "科目名称（类、款、项）",
        "年初结转和结余",
        "本年收入",
        "本年支出",
        "其中：基本支出",
        "项目支出",
        "年末结转和结余",
    )
    values = {
        "opening_balance": ZERO,
        "income": amount,
        "expenditure": amount,
        "basic": ZERO,
        "project": amount,
        "closing_balance": ZERO,
    }
    rows = [
        (
            Cell(text=name),
            *(
                Cell(
                    text=f"{value:.2f}" if not value else printer.money(value),
                    key=f"funds:{which}/{row}/{column}",
                )
                for column, value in values.items()
            ),
        )
        for row, name in [*((s, s) for s in subjects), ("total", "合计")]
    ]
    return Grid(
        rows=(tuple(Cell(text=head) for head in heads), *rows),
        widths=(5.0, *[2.0] * 6),
        key=f"funds:{which}",
    )


def rubric_grid(package: Package) -> Grid:
    """附件5 考核评分表, filled where the package grades itself."""
    graded = package.grading or ()
    heads = ("一级指标", "二级指标", "评分标准", "所需佐证材料")
    rows = [tuple(Cell(text=head) for head in (*heads, *(("得分",) if graded else ())))]
    groups = [group for _, group, _, _ in CRITERIA]
    for place, (key, group, item, points) in enumerate(CRITERIA):
        first = groups.index(group) == place
        total = sum(row[3] for row in CRITERIA if row[1] == group)
        head = Cell(text=f"{group}\n\n{total}分", down=groups.count(group))
        evidence, score = graded[place] if graded else ("", "")
        rows.append(
            (
                *((head,) if first else ()),
                Cell(text=f"{item}\n（{points}分）", key=f"rubric/{key}/item"),
                Cell(text=STANDARDS[key], key=f"rubric/{key}/standard"),
                Cell(text=evidence, key=f"rubric/{key}/evidence"),
                *((Cell(text=score, key=f"rubric/{key}/score"),) if graded else ()),
            )
        )
    total_score = f"{sum(Decimal(score) for _, score in graded):f}分" if graded else ""
    tail = (Cell(text="合计", span=2), Cell(text="100分"), Cell(text=""))
    rows.append((*tail, Cell(text=total_score)) if graded else tail)
    widths = (2.2, 2.4, 8.0, 3.4, 1.4) if graded else (2.2, 2.4, 9.0, 3.8)
    return Grid(rows=tuple(rows), widths=widths, key="rubric")
