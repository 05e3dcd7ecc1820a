"""Outcomes of a fictional unit, built by hand so that writers are tested alone."""

from dataclasses import replace
from decimal import Decimal

from jiping.model.document import Cell, Document, Note, Paragraph, Place, Table
from jiping.model.filing import Filing, Report, Row, Section, Sheet, Statement
from jiping.model.finding import (
    Citation,
    Computed,
    Finding,
    Outcome,
    RuleCard,
    Severity,
    Skipped,
)
from jiping.model.values import Entry, Gap, Measure, Ref

FILE = "青石县水利局.docx"
SCRIPT = "<script>alert('x')</script>"
PROJECT = "河道清淤"

TITLE = Place(file=FILE, paragraph=1)
PROSE = Place(file=FILE, paragraph=2)


def spot(table: int, row: int, column: int) -> Place:
    return Place(file=FILE, table=table, row=row, column=column)


def cell(table: int, row: int, column: int, text: str, **spans: int) -> Cell:
    place = spot(table, row, column)
    return Cell(row=row, column=column, text=text, place=place, **spans)


GRID = Table(
    rows=4,
    columns=4,
    place=Place(file=FILE, table=1),
    cells=(
        cell(1, 1, 1, "经费控制情况\n（万元）", row_span=2),
        cell(1, 1, 2, "2023年", column_span=3),
        cell(1, 2, 2, "预算数"),
        cell(1, 2, 3, "决算数"),
        cell(1, 3, 1, "三公经费"),
        cell(1, 3, 2, "5.00"),
        cell(1, 3, 3, "4.80"),
        cell(1, 3, 4, SCRIPT),
        cell(1, 4, 1, "公务接待"),
        cell(1, 4, 3, "4.10"),
    ),
)
SCORES = Table(
    rows=2,
    columns=3,
    place=Place(file=FILE, table=2),
    cells=(
        cell(2, 1, 1, "清淤长度"),
        cell(2, 1, 2, "20"),
        cell(2, 1, 3, "20"),
        cell(2, 2, 1, "总分"),
        cell(2, 2, 2, "100"),
        cell(2, 2, 3, "98"),
    ),
)
DOCUMENT = Document(
    name=FILE,
    format="docx",
    blocks=(
        Paragraph(text="附件1", place=TITLE),
        GRID,
        Paragraph(text="全年三公经费支出 4.80 万元 & 其他", place=PROSE),
        SCORES,
    ),
)


def number(
    ref: Ref, raw: str, unit: str = "万元", measure: Measure | None = None
) -> Entry:
    return Entry(
        ref=ref,
        raw=raw,
        value=Decimal(raw),
        unit=unit,
        slack=Decimal("0.005"),
        measure=measure,
    )


def words(ref: Ref, raw: str) -> Entry:
    return Entry(ref=ref, raw=raw, value=raw)


BUDGET = Ref("base", "", "three_public", "budget")
ACTUAL = Ref("base", "", "three_public", "actual")
LENGTH = Ref("project", PROJECT, "output.quantity.清淤长度", "score")
TOTAL = Ref("project", PROJECT, "score_total", "score")
SPOKEN = Ref("report", "1", "three_public", "executed")
METRES = Measure(kind="range", number=Decimal(3), upper=Decimal("5.5"), unit="公里")

BASE = Sheet(
    form="base",
    annex="附件一",
    title="2023年度部门整体支出绩效评价基础数据表",
    year=2023,
    columns={"budget": "2023年预算数", "actual": "2023年决算数"},
    rows=(
        Row(
            key="three_public",
            kind="expense",
            label="三公经费",
            cells={"budget": number(BUDGET, "5.00"), "actual": number(ACTUAL, "4.80")},
        ),
        Row(
            key="reception",
            kind="expense",
            label="公务接待",
            parent="three_public",
            template=False,
            cells={
                "budget": Entry(
                    ref=Ref("base", "", "reception", "budget"), raw="", value=Gap.BLANK
                )
            },
        ),
    ),
    remarks=(words(Ref("base", "", "signature", "preparer"), "填表人：某某"),),
)
PROJECT_SHEET = Sheet(
    form="project",
    key=PROJECT,
    name=PROJECT,
    rows=(
        Row(
            key=LENGTH.row,
            kind="indicator",
            label="清淤长度",
            cells={
                "weight": number(LENGTH._replace(column="weight"), "20", "分"),
                "target": number(LENGTH._replace(column="target"), "5", "公里", METRES),
                "score": number(LENGTH, "20", "分"),
            },
        ),
        Row(
            key=TOTAL.row,
            kind="total",
            label="总分",
            cells={"score": number(TOTAL, "98", "分")},
        ),
    ),
)
STATEMENT = Statement(
    entry=number(SPOKEN, "4.80"),
    topic="three_public",
    aspect="executed",
    subject="三公经费支出",
    section="1",
    sentence="全年三公经费支出 4.80 万元",
)
REPORT = Report(
    annex="附件4",
    title="自评报告",
    cover=(words(Ref("report", "cover", "p1"), "青石县水利局"),),
    sections=(
        Section(
            key="1",
            role="general_budget",
            number="一、",
            heading=words(Ref("report", "1", "heading"), "一般公共预算支出情况"),
            level=1,
            paragraphs=(words(Ref("report", "1", "p1"), "全年三公经费支出 4.80 万元"),),
        ),
    ),
    statements=(STATEMENT,),
)
FILING = Filing(
    unit="青石县水利局",
    year=2023,
    layout="",
    sheets=(BASE, PROJECT_SHEET),
    report=REPORT,
    files=(FILE,),
    places={
        Ref("package"): Place(file=FILE),
        Ref("base"): GRID.place,
        Ref("base", "", "three_public"): spot(1, 3, 1),
        BUDGET: spot(1, 3, 2),
        ACTUAL: spot(1, 3, 3),
        Ref("report"): TITLE,
        SPOKEN: PROSE,
        LENGTH: spot(2, 1, 3),
        TOTAL: spot(2, 2, 3),
    },
    notes=(
        Note(level="warning", text="没有找到附件2，请补交。", place=Place(file=FILE)),
    ),
)


def finding(
    rule: str, severity: Severity, at: Ref, *places: Place, **fields: object
) -> Finding:
    given = {
        "form_name": "附件1 基础数据表",
        "row_label": "三公经费",
        "column_label": "决算数",
        "stated": "4.80",
        "expected": "4.10",
        "difference": "0.70",
        "arithmetic": "4.10+0.00=4.10",
        "message": "三公经费与各项之和不符。",
        "citation": "《示例办法》（青财绩 2023 年第 1 号）第三条",
    }
    return Finding(
        rule=rule,
        severity=severity,
        at=at,
        place=places[0],
        places=places,
        **(given | fields),
    )


LEAD = finding(
    "ZJ101",
    Severity.ERROR,
    ACTUAL,
    spot(1, 3, 3),
    spot(1, 4, 3),
    group="G1",
    involves=(Ref("base", "", "reception", "actual"),),
)
FOLLOWS = finding(
    "ZJ201",
    Severity.WARNING,
    SPOKEN,
    PROSE,
    group="G1",
    lead=False,
    message="正文与基础数据表不符。",
)
SCORE = finding(
    "DF101",
    Severity.INFO,
    TOTAL,
    spot(2, 2, 3),
    row_label="总分",
    column_label="得分",
    message="总分请\x1b[31m核对" + SCRIPT,
    arithmetic="",
    stated="=1+1",
)


def card(rule: str, title: str, severity: Severity) -> RuleCard:
    return RuleCard(
        id=rule,
        title=title,
        severity=severity,
        message="",
        page="",
        cites=(Citation(instrument="x", title="示例办法"),),
        family="资金",
    )


OUTCOME = Outcome(
    package=FILE,
    filing=FILING,
    findings=(LEAD, FOLLOWS, SCORE),
    skipped=(Skipped(reason="资料中没有附件2", rule="ZJ301"),),
    computed={
        LENGTH: Computed(
            ref=LENGTH,
            points=Decimal("18"),
            low=Decimal("17.5"),
            high=Decimal("18.5"),
            method="按完成比例",
            explanation="完成 90%，20×90%=18 分",
        )
    },
    cards={
        "ZJ101": card("ZJ101", "三公经费合计不符", Severity.ERROR),
        "ZJ201": card("ZJ201", "正文与表不符", Severity.WARNING),
        "DF101": card("DF101", "总分待核对", Severity.INFO),
    },
    version="1",
    documents=(DOCUMENT,),
)
UNREADABLE = Outcome(
    package="坏.docx",
    filing=Filing(
        unit="",
        year=None,
        layout="",
        sheets=(),
        report=None,
        places={},
        files=("坏.docx",),
    ),
    findings=(),
    skipped=(),
    computed={},
    cards={},
    notes=(
        Note(
            level="error",
            text="“坏.docx”不是完整的 Word 文件，请重新提交。",
            place=Place(file="坏.docx"),
        ),
    ),
)


def moved_to_lines(outcome: Outcome) -> Outcome:
    """The lead's places as a text filing has them."""
    at, other = Place(file=FILE, lines=(12, 13)), Place(file=FILE, lines=(9,))
    lead = replace(LEAD, place=at, places=(at, other))
    return replace(outcome, findings=(lead,))
