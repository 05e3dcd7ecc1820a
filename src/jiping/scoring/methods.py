"""Which method an indicator calls for: a table of cases, the first that fits decides."""

from collections.abc import Callable

from jiping.model.patterns import compile_late
from jiping.model.values import ZERO, Interval, Measure
from jiping.scoring.marks import (
    BY_GRADE,
    DIRECT,
    Band,
    Mark,
    Task,
    full,
    plain,
    unscored,
    within,
)
from jiping.scoring.ratio import by_ratio

_QUANTITIES = ("number", "percent", "range")
_MISSED = compile_late(
    r"未[能按如]|未完成|未达|未实现|没有完成|没能|尚未|不达标"
    r"|(?<!没有)(?<!无)(?<!未)(?<!未发生)(?:延期|逾期|推迟|滞后|延后)"
)
_PARTLY = compile_late(r"部分|大部|基本(?=[完达实落到上])|初步")
_REACHED = compile_late(
    r"达成|完成|实现|达到|达标|按期|按时|如期|提前|及时|合格|落实|到位|^[是有]$"
)


def _nothing(measure: Measure) -> bool:
    return measure.kind == "none"


def is_quantity(measure: Measure) -> bool:
    """Whether a number is stated as a value; one inside words, without a unit or a
    sign, is mostly a name (“1+3”模式)."""
    stated = measure.bare or measure.unit or measure.relation
    return measure.kind in _QUANTITIES and bool(stated)


def _no_value(task: Task) -> Mark:
    blank = [
        name
        for name, measure in (("年度指标值", task.target), ("实际完成值", task.actual))
        if _nothing(measure)
    ]
    return unscored(task.method, f"{'和'.join(blank)}没有填写，无法计分")


def _unit_only(task: Task) -> Mark:
    name, measure = ("年度指标值", task.target)
    if measure.kind != "unit":
        name, measure = "实际完成值", task.actual
    return unscored(
        task.method, f"{name}只有单位“{measure.unit}”，没有数，无法按完成比例计分"
    )


def _several(task: Task) -> Mark:
    name = "年度指标值" if task.target.several else "实际完成值"
    return unscored(task.method, f"{name}写了几个数，须逐项核对后计分")


def _by_date(task: Task) -> Mark:
    """Yes or no: in time or late (直接赋分)."""
    if task.actual.kind == "date":
        return _date_against_date(task)
    if task.actual.kind != "text":
        return unscored(
            DIRECT, f"目标是日期，实际完成值“{task.actual_text}”不是日期，无法比较"
        )
    if _MISSED.search(task.actual_text):
        return _none(task, f"实际完成值“{task.actual_text}”，未按目标时间完成")
    if _REACHED.search(task.actual_text):
        return full(task, DIRECT, f"实际完成值“{task.actual_text}”，视为按期完成")
    return unscored(DIRECT, f"实际完成值“{task.actual_text}”没有写明何时完成，无法计分")


def _date_against_date(task: Task) -> Mark:
    target, actual = task.target.date, task.actual.date
    if not target or not actual:
        return unscored(DIRECT, "日期没有写明年份，无法比较")
    if actual <= target:
        return full(task, DIRECT, f"实际{actual}不晚于目标{target}，按期完成")
    return _none(task, f"实际{actual}晚于目标{target}，未按期完成")


def _none(task: Task, reason: str) -> Mark:
    return Mark(
        points=ZERO, low=ZERO, high=ZERO, method=DIRECT, explanation=f"{reason}，得0分"
    )


def _other_kind(task: Task) -> Mark:
    what = "日期" if task.actual.kind == "date" else f"文字“{task.actual_text}”"
    unit = f"以“{task.target.unit}”计" if task.target.unit else "是数"
    return unscored(task.method, f"目标{unit}，实际是{what}，无法比较")


def _by_grade(task: Task) -> Mark:
    """A level, where one can be told, gives a band; the points in it are a judgement."""
    place = _level(task)
    if place is None or len(task.bands) <= place:
        return unscored(
            BY_GRADE, "定性指标，实际完成值没有写明达成、部分达成或未达成，无法判断等级"
        )
    band = task.bands[place]
    span = _points(band, task)
    return Mark(
        points=None,
        low=span.low,
        high=span.high,
        method=BY_GRADE,
        explanation=f"定性指标，按“{band.level}”评判，应得分值{plain(task.weight)}的"
        f"{plain(band.low)}%至{plain(band.high)}%，即{span.low}至{span.high}分",
    )


def _points(band: Band, task: Task) -> Interval:
    return within(
        Interval(task.weight * band.low / 100, task.weight * band.high / 100),
        task.weight,
    )


def _level(task: Task) -> int | None:
    """0 reached, 1 partly, 2 missed, None where the words do not tell."""
    actual = task.actual
    if actual.kind == "percent" and actual.number is not None and actual.number >= 100:
        return 0
    if task.actual_text == task.target_text:
        return 0
    for level, words in ((2, _MISSED), (1, _PARTLY), (0, _REACHED)):
        if words.search(task.actual_text):
            return level
    return None


_METHODS: tuple[tuple[Callable[[Task], bool], Callable[[Task], Mark]], ...] = (
    (lambda task: _nothing(task.target) or _nothing(task.actual), _no_value),
    (lambda task: "unit" in (task.target.kind, task.actual.kind), _unit_only),
    (lambda task: task.target.kind == "date", _by_date),
    (lambda task: not is_quantity(task.target), _by_grade),
    (lambda task: not is_quantity(task.actual), _other_kind),
    (lambda task: task.target.several or task.actual.several, _several),
    (lambda task: True, by_ratio),
)


def score(task: Task) -> Mark:
    """Points of one indicator."""
    return next(method(task) for applies, method in _METHODS if applies(task))
