"""指标行没有分值或得分

## 查什么
指标行填了名称、指标值或完成值，分值或得分却空白或写“/”。整张表大半没有的合并报一次；标明“不适用”的行不查。

## 为什么
缺一行的分，总分就不成立。

## 怎么改
补填分值和得分。确实不计分的行，指标值写“不适用”，分值由同类其他指标承担。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.terms import COLUMNS
from jiping.model.values import Gap
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import gathered, indicators

MISSING = (Gap.BLANK, Gap.NOT_APPLICABLE, Gap.UNREADABLE)


@rule(
    severity="error",
    message="“{row}”{others}没有填{what}，总分不能成立。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """Indicators in use without points or without a score."""
    for sheet in case.filing.evaluations:
        for column in ("weight", "score"):
            yield from _of_column(sheet, column)


def _of_column(sheet: Sheet, column: str) -> Iterator[Hit]:
    rows = [
        each
        for each in indicators(sheet)
        if each.used and (each["target"].text or each["actual"].text)
    ]
    lacking = [each for each in rows if each[column].value in MISSING]
    for each, *others in gathered(lacking, rows):
        yield hit(
            each[column],
            each["level3"],
            *(other[column] for other in others),
            expected=f"填写{COLUMNS[column]}",
            others=f"等{len(others) + 1}行" if others else "",
            what=COLUMNS[column],
        )
