"""What happened in the campaign, and the items of 附件5 that it decides.

A package does not show when it was handed in or who issued a notice; whoever ran the
campaign fills in an ``Events`` record, and the items follow from it alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from jiping.model.grade import Deduction, Evidence, GradeItem
from jiping.model.values import ZERO
from jiping.rubric.criteria import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A unit that had to check itself, or a summary that had to be filed, and is not
    there; ``text`` is one Chinese sentence that names it."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper that a department issued: its title, number and day, whether the stamped
    file was uploaded, and the names of those of its contents that it lacks."""

    title: str
    day: date
    number: str = ""
    stamped: bool = True
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """When the department's package was due and when it first came in, None where it
    did not. ``days_late`` counts working days, None where the calendar of a year is not
    known; ``extended`` says by whom and why the day was put off; ``again`` is how often
    it was handed in again after a return."""

    due: date
    came: date | None
    days_late: int | None
    extended: str = ""
    again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """What a campaign knows of one department as of a day. ``units`` are the names of
    all that had to check themselves or sum up, ``absences`` those of them that did not."""

    as_of: date
    notice: Document | None = None
    group: Document | None = None
    hand_in: HandIn | None = None
    units: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()


def decided_by(criterion: Criterion, events: Events) -> GradeItem | None:
    """The item as the events decide it, or None where they have no bearing on it."""
    decide = _DECIDERS.get(criterion.key)
    return decide(criterion, events) if decide else None


def _issued(criterion: Criterion, events: Events) -> GradeItem:
    if events.notice is None:
        return _all_off(criterion, "部门没有下发自评通知。")
    return criterion.decided((), tuple(_paper(events.notice)))


def _content(criterion: Criterion, events: Events) -> GradeItem:
    if events.notice is None:
        return _all_off(criterion, "部门没有下发自评通知，各项内容都没有。")
    lacks = events.notice.lacks
    reasons = tuple(f"通知没有写明“{name}”" for name in lacks)
    seen = f"应有{len(criterion.pieces)}项内容，写明{len(criterion.pieces) - len(lacks)}项。"
    return criterion.decided(
        tuple(_each_off(criterion, reasons)),
        (Evidence(text=seen), *_paper(events.notice)),
    )


def _group(criterion: Criterion, events: Events) -> GradeItem:
    if events.group is None:
        return _all_off(criterion, "部门没有登记成立自评工作小组的文件。")
    return criterion.decided((), tuple(_paper(events.group)))


def _unit_check(criterion: Criterion, events: Events) -> GradeItem:
    reasons = tuple(absence.text.rstrip("。") for absence in events.absences)
    checked = len(events.units) - len(events.absences)
    seen = f"应当自查和汇总的{len(events.units)}个，已完成{checked}个。"
    if not events.units:
        seen = "本次工作没有布置下属单位和转移支付单位自查。"
    return criterion.decided(
        tuple(_each_off(criterion, reasons)), (Evidence(text=seen),)
    )


def _hand_in(criterion: Criterion, events: Events) -> GradeItem:
    known = events.hand_in
    if known is None:
        return criterion.open("没有给部门布置整体自评任务，没有截止日期可比。")
    seen = tuple(Evidence(text=words) for words in _handing_in(known))
    if known.came is None and events.as_of <= known.due:
        return criterion.open("还没有到截止日期，部门也没有提交。", seen)
    if known.days_late is None:
        return criterion.open("日历缺所涉年份的工作日安排，请先登记再计算。", seen)
    if not known.days_late:
        return criterion.decided((), seen)
    when = (
        f"{_day(known.came)}提交" if known.came else f"到{_day(events.as_of)}没有提交"
    )
    off = min(criterion.each * known.days_late, criterion.most)
    capped = "，已扣到上限" if off < criterion.each * known.days_late else ""
    reason = (
        f"截止日期为{_day(known.due)}，{when}，迟{known.days_late}个工作日{capped}。"
    )
    return criterion.decided((Deduction(points=off, reason=reason),), seen)


def _handing_in(known: HandIn) -> Iterator[str]:
    came = f"{_day(known.came)}首次提交" if known.came else "尚未提交"
    yield f"截止日期{_day(known.due)}，{came}。"
    if known.extended:
        yield f"截止日期经过延期：{known.extended}。"
    if known.again:
        yield f"退回后又提交{known.again}次；是否按时以首次提交为准。"


def _paper(paper: Document) -> Iterator[Evidence]:
    number = f"（{paper.number}）" if paper.number else ""
    stamp = "已上传盖章文件" if paper.stamped else "没有上传盖章文件，请核对"
    yield Evidence(text=f"《{paper.title}》{number}，{_day(paper.day)}，{stamp}。")


def _all_off(criterion: Criterion, reason: str) -> GradeItem:
    return criterion.decided((Deduction(points=criterion.points, reason=reason),))


def _each_off(criterion: Criterion, reasons: tuple[str, ...]) -> Iterator[Deduction]:
    left = criterion.most
    for reason in reasons:
        points = min(criterion.each, left)
        left -= points
        capped = "" if points == criterion.each else "，已扣到上限"
        yield Deduction(points=max(points, ZERO), reason=f"{reason}{capped}。")


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


_DECIDERS: Mapping[str, Callable[[Criterion, Events], GradeItem]] = MappingProxyType(
    {
        "notice.issued": _issued,
        "notice.content": _content,
        "working_group": _group,
        "unit_check": _unit_check,
        "hand_in": _hand_in,
    }
)
