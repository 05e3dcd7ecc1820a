"""Whether every figure of a filing was recovered exactly as printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, repeat
from typing import Any

from jiping.model.filing import Filing, Sheet
from jiping.model.values import Entry, Gap

Table = dict[str, Any]
REDACTED = "<redacted>"
_BASE_COLUMNS = {"prior_actual": "prior_actual", "budget": "budget", "actual": "actual"}
_FUND_COLUMNS = {
    "initial": "initial",
    "revised": "full_year",
    "executed": "executed",
    "weight": "weight",
    "rate": "execution_rate",
    "score": "score",
}
_FUND_ROWS = ("total", "current", "carried_over", "other_funds")
_STAFF = {
    "authorised_posts": "编制数",
    "staff_in_post": "在职人数",
    "control_rate": "控制率",
}
_BUILDING = {
    "approved_area": "批复规模",
    "actual_area": "实际规模",
    "area_control_rate": "规模控制率",
    "approved_investment": "预算投资",
    "actual_investment": "实际投资",
    "investment_control_rate": "投资概算控制率",
}
_SIGNATURE = {
    "preparer": "填表人",
    "date": "填报日期",
    "phone": "联系电话",
    "head": "单位负责人签字",
}
_INCOME = {
    "general_budget": "一般公共预算",
    "government_fund": "政府性基金拨款",
    "special_account": "纳入专户管理的非税收入拨款",
    "other_income": "其他资金",
}
_EXPENDITURE = {"basic": "基本支出", "project_spending": "项目支出"}
_CLASSES = {"output": "产出指标", "benefit": "效益指标", "satisfaction": "满意度指标"}
_INDICATOR = ("level1", "level2", "level3", "target", "actual", "weight", "score")
_NUMERALS = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure as printed (``None`` for blank) and as read; ``where`` in the filing."""

    where: str
    printed: str | None
    read: str | None

    @property
    def recovered(self) -> bool:
        """Whether both say the same, line breaks in labels aside."""
        if self.printed is None:
            return self.read == ""
        return self.read is not None and _joined(self.read) == _joined(self.printed)


def _joined(text: str) -> str:
    return "".join(text.split())


def values(filing: Filing, printed: Table) -> Iterator[Value]:
    """Every figure of a values file beside what the filing holds there."""
    base = filing.base or Sheet(form="base")
    yield from _base(filing, base, printed["base_table"])
    overall = filing.overall or Sheet(form="overall")
    yield from _evaluation(filing, overall, printed["overall_table"])
    missing = Sheet(form="project", key="missing")
    sheets = chain(filing.projects, repeat(missing))
    for sheet, table in zip(sheets, printed["project_tables"], strict=False):
        names = {
            "project": "project_name",
            "authority": "supervising_dept",
            "implementer": "implementing_unit",
        }
        for row, key in names.items():
            yield _value(sheet, row, "name", table[key])
        yield from _evaluation(filing, sheet, table)
    yield from _report(filing, printed["report"])


def _raw(entry: Entry) -> str | None:
    return None if entry.value is Gap.NOT_ON_FORM else entry.raw


def _value(sheet: Sheet, row: str, column: str, printed: str | None) -> Value:
    entry = sheet[row][column]
    where = f"{sheet.ref}/{row}/{column}"
    if printed == REDACTED:
        return Value(where=where, printed=entry.raw, read=entry.raw)
    return Value(where=where, printed=printed, read=_raw(entry))


def _number(sheet: Sheet, row: str, column: str, printed: str | None) -> Value:
    """A figure inside a cell with words: the number is compared, not the cell."""
    entry = sheet[row][column]
    number = entry.number
    read = "" if number is None else f"{number}"
    same = printed is not None and number is not None and number == Decimal(printed)
    return Value(
        where=f"{sheet.ref}/{row}/{column}",
        printed=printed,
        read=printed if same else read,
    )


def _by_line(filing: Filing, sheet: Sheet, kind: str) -> dict[int, str]:
    """The key of each row of a kind by every line that it stands on."""
    return {
        line: row.key
        for row in sheet.of_kind(kind)
        for entry in row.cells.values()
        if entry.ref in filing.places
        for line in filing.places[entry.ref].lines
    }


def _base(filing: Filing, sheet: Sheet, table: Table) -> Iterator[Value]:
    rows = _by_line(filing, sheet, "expense")
    for printed in table["rows"]:
        key = rows.get(printed["line"] + 1, printed["key"])
        for column, name in _BASE_COLUMNS.items():
            yield _value(sheet, key, column, printed[name])
    blocks = (("staff", _STAFF, "staff"), ("building", _BUILDING, "buildings"))
    for row, columns, name in blocks:
        for column, label in columns.items():
            yield _value(sheet, row, column, table[name][label])
    yield _value(sheet, "economy_measures", "text", table["economy_measures"])
    yield from _signature(sheet, table)


def _signature(sheet: Sheet, table: Table) -> Iterator[Value]:
    footer = table.get("footer") or {}
    for column, label in _SIGNATURE.items():
        if label in footer:
            yield _value(sheet, "signature", column, footer[label])


def _evaluation(filing: Filing, sheet: Sheet, table: Table) -> Iterator[Value]:
    for row, printed in zip(_FUND_ROWS, table["funds"], strict=False):
        for column, name in _FUND_COLUMNS.items():
            yield _value(sheet, row, column, printed[name])
    for name, rows in (
        ("income_by_nature", _INCOME),
        ("expenditure_by_nature", _EXPENDITURE),
    ):
        for row, label in rows.items():
            if name in table:
                yield _number(sheet, row, "executed", table[name][label])
    for column in ("expected", "actual"):
        yield _value(sheet, "objective", column, table["goal"][column])
    for row, label in _CLASSES.items():
        yield _number(sheet, row, "weight", table["level1_stated_weights"][label])
    for column in ("weight", "score", "note"):
        if column != "note" or column in sheet["score_total"]:
            yield _value(sheet, "score_total", column, table["total"][column])
    keys = _by_line(filing, sheet, "indicator")
    for printed in table["indicators"]:
        key = keys.get(printed["line"], "?")
        for column in (*_INDICATOR, "deviation_note"):
            yield _value(sheet, key, column, printed[column])
    yield from _signature(sheet, table)


def _report(filing: Filing, printed: Table) -> Iterator[Value]:
    statements = filing.report.statements if filing.report else ()
    for figure in printed["figures"]:
        here = [
            statement
            for statement in statements
            if figure["line"] in filing.places[statement.entry.ref].lines
        ]
        wanted = _wanted(figure["value"])
        read = next(
            (
                figure["value"]
                for statement in here
                if statement.entry.number == wanted
                and (statement.negative or statement.entry.raw)
            ),
            None,
        )
        where = f"report line {figure['line']} {figure['label']}"
        yield Value(where=where, printed=figure["value"], read=read)


def _wanted(text: str) -> Decimal:
    """The number that a printed figure stands for; 0 for a stated absence."""
    if text in _NUMERALS:
        return Decimal(_NUMERALS.index(text))
    bare = text.removesuffix("%")
    return Decimal(bare) if bare[:1].isdigit() else Decimal(0)
