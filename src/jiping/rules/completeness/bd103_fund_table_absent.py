"""有政府性基金等支出而没有附情况表

## 查什么
附件2填有政府性基金支出，或者报告写有国有资本经营、社会保险基金支出的，资料里有没有相应的预算支出情况表。

## 为什么
多数地方的通知要求有基金收支的单位附情况表，没有的说明不适用。各地要求不同，请对照本地通知。

## 怎么改
补附情况表；本地通知不要求的，可不理会。
"""

from collections.abc import Iterator

from jiping.model import terms
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import FUND_ROLES


@rule(
    severity="info",
    message="本年有支出{stated}，没有附“{table}”。",
    cites=("hunan-self-evaluation-forms#附件4",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for each fund with spending and without its table."""
    for key in FUND_ROLES:
        spent = list(_spending(case.filing, key))
        if spent and case.filing.sheet("funds", key) is None:
            first, *others = spent
            yield hit(
                first,
                *others,
                stated=f"{first.number}{first.unit}",
                expected=f"附{terms.FUNDS[key]}",
                table=terms.FUNDS[key],
            )


def _spending(filing: Filing, key: str) -> Iterator[Entry]:
    if filing.overall is not None and filing.overall[key]["executed"].number:
        yield filing.overall[key]["executed"]
    if filing.report is not None and key != "social_insurance":
        for statement in filing.report.stating(key, "executed"):
            if statement.entry.number:
                yield statement.entry
