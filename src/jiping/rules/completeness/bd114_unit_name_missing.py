"""附件1没有单位名称

## 查什么
附件1“预算单位名称”一行有没有填；所用表样印有这一行的，有没有被删去。

## 为什么
没有单位名称，表单独公开时看不出是谁的。

## 怎么改
补填单位全称。
"""

from collections.abc import Iterator

from jiping.forms import forms
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sheet_spot


@rule(
    severity="info",
    message="附件1{fault}，请补填单位全称。",
    cites=("hunan-self-evaluation-forms#附件1",),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the table where the row is missing, or at its blank cell."""
    base = case.filing.base
    assert base is not None
    form = forms().get(case.filing.layout)
    printed = form is not None and "unit" in form.sheets["base"].template
    if "unit" not in base and printed:
        yield hit(
            sheet_spot(base),
            stated="（无此行）",
            expected=case.filing.unit or "单位全称",
            fault="没有“预算单位名称”一行",
        )
    if base["unit"]["name"].blank:
        yield hit(
            base["unit"]["name"],
            expected=case.filing.unit or "单位全称",
            fault="“预算单位名称”空白",
        )
