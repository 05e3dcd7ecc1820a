"""整格还是模板的提示语，没有填写内容

## 查什么
表头、年度总体目标、厉行节约保障措施、指标等格，是不是整格只有表样印好的提示语：“（填写本单位制定的……）”“（对照年初批复的项目绩效目标填写）”“（一级项目名称）”“指标1：”“……”，有没有括号都算。一张表报一次。整张表没有填的、一个指标都没有填的，另有规则。

## 为什么
提示语占着的格等于空白，目标、措施、指标都没有填，公开时还会一并公开。

## 怎么改
删去提示语，填写本单位的内容；用不着的行删去或写“不适用”。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import shortened
from jiping.rules.shared.unfilled import left_as_printed


@rule(
    severity="warning",
    message="{form}有{count}格还是模板提示语“{stated}”，没有填写内容。",
    cites=("hunan-self-evaluation-forms", "mof-2020-10"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the cells of a table that hold nothing but the form's guidance."""
    for sheet in case.filing.sheets:
        cells = list(left_as_printed(sheet)) if sheet.form != "rubric" else []
        if cells:
            yield hit(
                *cells,
                stated="”“".join(dict.fromkeys(shortened(c.raw) for c in cells)),
                expected="填写内容",
                count=len(cells),
            )
