"""合格率、满意度等超过100%

## 查什么
指标名称是合格率、覆盖率、及时率、满意度、办结率、占比一类部分除以整体的比率，目标值或实际完成值超过100%；报告和“实际完成情况”里写的这一类比率超过100%。完成率、增长率、支出率可以超过100%，不报。

## 为什么
部分不会大于整体，超过100%的不是多打了一位，就是分子分母弄反了。

## 怎么改
核对分子和分母，重新计算。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used
from jiping.rules.shared.narrative import told

OF_WHOLE = (
    r"(?:合格|覆盖|及时|准时|满意|完好|办结|结案|达标|知晓|准确|在岗|整改|入户|建档|"
    r"回收|成功|优良|优质|正确|公开|签订|稳定|开放|检修|普及|(?<!毛)入学|就业|巩固|"
    r"上岗|出勤|响应|受理|落实|化解|调处|差错|返修|投诉|事故|发生)率|满意度|占比|知晓度"
)
_NAME = compile_late(rf"(?:{OF_WHOLE})(?:[(（].*)?$")
_IN_PROSE = compile_late(
    rf"(?P<words>[^,，。；;、:：\d]{{0,16}}(?:{OF_WHOLE}))(?:达到?|为)?(?P<number>\d+(?:\.\d+)?)%"
)
FULL = Decimal(100)


@rule(
    severity="error",
    message="“{subject}”{stated}，这类比率不会超过100%，请核对。",
    cites=("mof-2020-10",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each share of a whole that is more than the whole."""
    for each in used(case.filing):
        yield from _of_indicator(each)
    for entry in told(case.filing):
        for found in _IN_PROSE.finditer(squash(entry.raw)):
            if Decimal(found["number"]) > FULL:
                yield hit(
                    entry,
                    stated=f"{found['number']}%",
                    expected="不超过100%",
                    subject=found["words"][-16:],
                )
                break


def _of_indicator(each: Indicator) -> Iterator[Hit]:
    if not _NAME.search(each.name):
        return
    for column in ("actual", "target"):
        measure = each.actual if column == "actual" else each.target
        if measure.kind == "percent" and (measure.number or 0) > FULL:
            yield hit(
                each[column],
                each["level3"],
                expected="不超过100%",
                subject=each.name,
            )
