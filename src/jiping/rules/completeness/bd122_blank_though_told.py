"""附件1空白，报告却写了金额

## 查什么
附件1的政府采购金额、公务接待、公务用车购置和运行、出国经费、办公经费的决算数空白，报告里却写了这一项当年的金额。

## 为什么
报告写有发生额，表中空白就是漏填，合计和与上年的比较都不完整。

## 怎么改
按决算补填；报告写错的改报告。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.intake.units import AMOUNTS
from jiping.model.filing import Report, Statement
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule

# By the row: how a sentence names it where its topic was not made out.
ROWS = {
    "vehicle_purchase": r"(?:公务用车|公车|车辆)购置费?$",
    "vehicle_running": r"(?:公务用车|公车)运行(?:维护)?费?$",
    "abroad": r"(?:因公)?出国(?:[(（]境[)）])?(?:经)?费?$",
    "reception": r"公务接待费?$",
    "public_office": r"办公(?:经)?费$",
    "procurement": r"政府采购(?:金额|支出|总额)?$",
}
TOPICS = {"public_office": "office"}
ASPECTS = ("executed", "amount")
PATTERNS = {key: compile_late(words) for key, words in ROWS.items()}


@rule(
    severity="warning",
    message="附件1“{row}”{column}空白，报告写的是{expected}，请补填。",
    cites=("hunan-self-evaluation-forms#附件1",),
    needs=("base", "report"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each blank cell whose amount the report tells."""
    base, report = case.filing.base, case.filing.report
    assert base is not None and report is not None
    for key in ROWS:
        cell = base[key]["actual"]
        told = _told(report, key) if cell.blank else None
        if told is not None:
            others = (base[key]["prior_actual"], base[key]["budget"])
            yield hit(
                cell,
                *(each for each in others if each.blank),
                told.entry,
                expected=f"{told.entry.raw}{told.entry.unit}",
            )


def _told(report: Report, key: str) -> Statement | None:
    words, topic = PATTERNS[key], TOPICS.get(key, key)
    for each in report.statements:
        named = each.topic == topic or (
            not each.topic and words.search(squash(each.subject))
        )
        if named and each.aspect in ASPECTS and each.entry.unit in AMOUNTS:
            return each if each.entry.number else None
    return None
