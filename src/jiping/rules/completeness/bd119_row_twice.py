"""同一行出现了两次

## 查什么
附件1、附件2、附件3、附件5和基金表里，同一行有没有出现两次：表样印好的行（三公经费、公用经费、年度资金总额、总分……），自行增加的同名项目，同一个二级指标下名称相同的三级指标。专项资金、转移支付“一个专项一行”可以有几行，“不适用”行和省略号行不算。

两次的数不同的总额、合计、总分行报错误；名称相同而目标不同的三级指标作为提示。

## 为什么
重复的行会被重复计入合计；两行的数不同，就不知道以哪一行为准。

## 怎么改
删去多余的一行；确实是两件事的，把名称写得能够区分。
"""

from collections import defaultdict
from collections.abc import Iterator

from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit, Severity
from jiping.model.patterns import compile_late
from jiping.model.values import Entry, Gap
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import row_spot
from jiping.rules.shared.text_left import placeholder_name

KINDS = (
    "staff",
    "expense",
    "building",
    "text",
    "fund",
    "income",
    "expenditure",
    "objective",
    "indicator",
    "total",
    "criterion",
)
REPEATABLE = ("special_funds", "transfer")
# Rows that others are held against.
HELD = ("three_public", "project_total", "public_total", "total", "score_total")
_AGAIN = compile_late(r"(?P<key>.+?)#\d+")


@rule(
    severity="warning",
    message="“{row}”在同一张表里出现了{count}次{how}，请只留一行。",
    cites=("hunan-self-evaluation-forms", "mof-2020-10"),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the second of the rows that have one key."""
    for sheet in case.filing.sheets:
        again: dict[str, list[Row]] = defaultdict(list)
        for row in sheet.of_kind(*KINDS):
            found = _AGAIN.fullmatch(row.key)
            if found and found["key"] in sheet and _counts(row):
                again[found["key"]].append(row)
        for key, rows in again.items():
            yield _hit(sheet, sheet[key], rows)


def _counts(row: Row) -> bool:
    filler = row.key.startswith(REPEATABLE) or "filler" in row.key
    unnamed = row.kind == "indicator" and row["level3"].value in (
        Gap.BLANK,
        Gap.NOT_ON_FORM,
        Gap.NOT_APPLICABLE,
    )
    return not (filler or unnamed or placeholder_name(row["level3"].raw))


def _hit(sheet: Sheet, first: Row, others: list[Row]) -> Hit:
    same = all(_figures(first) == _figures(row) for row in others)
    severity = None
    if not same and first.key in HELD:
        severity = Severity.ERROR.value
    elif not same and first.kind == "indicator":
        severity = Severity.INFO.value
    second = next(iter(others[0].cells.values()), row_spot(sheet, others[0]))
    return hit(
        second if second.ref.form else row_spot(sheet, others[0]),
        *(cell for row in others for cell in list(row.cells.values())[1:]),
        *first.cells.values(),
        stated=f"{len(others) + 1}行",
        expected="1行",
        severity=severity,
        count=len(others) + 1,
        how="，内容相同" if same else "，内容不同",
    )


def _figures(row: Row) -> dict[str, object]:
    return {
        column: _figure(cell)
        for column, cell in row.cells.items()
        if column not in ("level1", "level2")
    }


def _figure(cell: Entry) -> object:
    return cell.number if cell.number is not None else cell.raw
