"""报告的说法与基础数据表相反

## 查什么
报告说三公经费、公务接待、公务用车、公用经费等“控制在预算内”“未超预算”“只减不增”“比上年下降”“未超编”，附件1同一行的数是不是这样。“下一步”“力争”一类的打算不算。

## 为什么
三公经费等是公开的重点。文字说没有超、表上却超了，公开后最容易被质疑。

## 怎么改
表填错的改表；确实超了的，报告改写超出多少、什么原因、按什么程序调剂。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model import terms
from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import chapter_of, paragraphs
from jiping.rules.shared.text_claims import Claim, claims

COLUMNS = {
    "budget": ("budget", "actual", "预算"),
    "prior": ("prior_actual", "actual", "上年决算"),
    "posts": ("authorised_posts", "staff_in_post", "编制"),
}
PLANS = ("problems", "improvement", "other")


@rule(
    severity="error",
    message="报告称“{claim}”，附件1“{label}”{what}，文表相反。",
    cites=("thrift-regulation", "hunan-self-evaluation-forms#附件1"),
    needs=("report", "base"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each claim that a row of the base table denies."""
    report, base = case.filing.report, case.filing.base
    assert report is not None and base is not None
    for section, entry in paragraphs(report):
        if chapter_of(report, section).role not in PLANS:
            for claim in dict.fromkeys(claims(entry.raw)):
                yield from _against(entry, claim, base)


def _against(entry: Entry, claim: Claim, base: Sheet) -> Iterator[Hit]:
    limit_key, actual_key, name = COLUMNS[claim.kind]
    row = base[claim.row]
    limit, actual = row[limit_key], row[actual_key]
    if claim.kind == "budget" and row["revised"].number is not None:
        limit = row["revised"]
    allowed = Decimal(0) if limit.blank and claim.kind == "budget" else limit.number
    if allowed is None or actual.number is None or actual.number <= allowed:
        return
    parts = [part[actual_key] for part in base.rows if part.parent == claim.row]
    over = f"{actual.number - allowed}{actual.unit}"
    yield hit(
        entry,
        limit,
        actual,
        *(part for part in parts if part.number),
        stated=claim.words,
        expected=f"{name}{allowed}，实际{actual.number}",
        difference=over,
        arithmetic=f"{actual.number}-{allowed}={actual.number - allowed}",
        claim=claim.words,
        label=row.label or terms.ROWS[claim.row],
        what=f"{name}{allowed}、实际{actual.number}，多{over}",
    )
