"""The wording of the three layouts that units of Hunan file."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one template words what all of them ask.

    ``annexes`` are the labels of 附件1 to 5. ``absent`` marks a cell that does not
    apply in the order text cell, number cell; ``fillers`` are the labels of the empty
    rows before and after the special funds. ``signature`` is the order of the four
    fields, ``broken`` the labels this template breaks over lines, ``keeps_empty``
    whether level-2 rows that do not apply stay.
    """

    annexes: tuple[str, str, str, str, str]
    year: str
    subject: str
    report_subject: str
    unit_row: bool
    unit_label: str
    score: str
    area: str
    special: str
    transfer: str
    fillers: tuple[tuple[str, ...], tuple[str, ...]]
    prior_mark: str
    absent: tuple[str, str]
    no_deviation: str
    zero: str
    trimmed: bool
    signature: tuple[str, ...]
    gap: int
    brackets: str
    indents: tuple[str, str, str]
    broken: dict[str, str]
    cover: bool
    profile: tuple[str, ...]
    other_chapter: bool
    keeps_empty: bool = True
    project_note: str = ""

    def amount(self, value: Decimal, commas: bool = False) -> str:
        """An amount as this layout prints it: two decimals, or zeros dropped."""
        text = f"{value:,.2f}" if commas else f"{value:.2f}"
        return text.rstrip("0").rstrip(".") if self.trimmed else text

    def label(self, text: str) -> str:
        """A label, broken where this template breaks it."""
        return self.broken.get(text, text)


_PREPARER = ("填表人", "填报日期", "联系电话", "单位负责人签字")

CITY = Layout(
    annexes=("附件1", "附件2", "附件3", "附件4", "附件5"),
    year="{year}年",
    subject="部门",
    report_subject="部门",
    unit_row=True,
    unit_label="市级预算部门名称",
    score="得分",
    area="㎡",
    special="3、市级专项资金（一个专项一行）",
    transfer="",
    fillers=(("……",), ("……",)),
    prior_mark="——",
    absent=("不适用", "/"),
    no_deviation="无偏差",
    zero="0.00",
    trimmed=False,
    signature=_PREPARER,
    gap=0,
    brackets="\n\n({points}分)",
    indents=("   ", "       ", "             "),
    broken={
        "年度预算申请": "年度预\n算申请\n",
        "绩效指标": "绩\n效\n指\n标",
        "经济效益指标": "经济效\n益指标",
        "社会效益指标": "社会效\n益指标",
        "生态效益指标": "生态效\n益指标",
        "满意度指标": "满意度\n指标",
    },
    cover=True,
    profile=("职能职责", "机构设置"),
    other_chapter=False,
)

GENERAL = Layout(
    annexes=("附件一", "附件二", "附件三", "附件四", "附件五"),
    year="{year} 年",
    subject="部门",
    report_subject="部门",
    unit_row=False,
    unit_label="预算部门、单位名称",
    score="自评得分",
    area="㎡",
    special="3、省级专项资金（每个专项一行）",
    transfer="",
    fillers=((), ("……",)),
    prior_mark="——",
    absent=("", ""),
    no_deviation="",
    zero="",
    trimmed=True,
    signature=_PREPARER,
    gap=1,
    brackets="\n({points} 分)",
    indents=("", "", ""),
    broken={
        "年度预算申请": "年度预算申请\n",
        "偏差原因分析及改进措施": "偏差原因分析\n及改进措施",
    },
    cover=True,
    profile=("职能职责", "机构设置", "人员情况"),
    other_chapter=True,
)

DISTRICT = Layout(
    annexes=("附件1", " 附件 2", " 附件 3", "附件 4", "附件 5"),
    year="{year}年",
    subject="预算单位",
    report_subject="单位",
    unit_row=True,
    unit_label="预算单位名称",
    score="自评得分",
    area="m²",
    special="3、区级专项资金(一个专项一行)",
    transfer="4、上级转移支付(一个专项一行）",
    fillers=(("......",), ("",)),
    prior_mark="",
    absent=("", ""),
    no_deviation="",
    zero="0.00",
    trimmed=False,
    signature=("单位负责人签字", "填表人", "联系电话", "填报日期"),
    gap=1,
    brackets="\n（{points} 分）",
    indents=("", "", ""),
    broken={
        "年度预算申请": "\n年度预  算申请  ",
        "年度总体目标": "\n\n年度总体 目标",
        "绩效指标": "\n绩效指标",
        "产出指标": "\n\n产出指标",
        "经济效益指标": "经济效\n益指标",
        "社会效益指标": "社会效\n益指标",
        "服务对象满意度指标": "服务对象\n满意度指\n标",
    },
    cover=False,
    profile=("职能职责", "机构设置"),
    other_chapter=True,
    keeps_empty=False,
    project_note="备注：一个一级项目填一张表。",
)

LAYOUTS = {"city": CITY, "general": GENERAL, "district": DISTRICT}
