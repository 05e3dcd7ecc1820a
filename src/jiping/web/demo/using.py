"""What comes of a year's results: things to be mended, suggestions for the next budget,
notes to the ranking."""

from jiping.web.accounts.models import User
from jiping.web.campaigns.calendar import calendar
from jiping.web.campaigns.models import Campaign
from jiping.web.core.uploads import File
from jiping.web.demo.papers import stamped
from jiping.web.demo.stage import Stage
from jiping.web.followup.actions import (
    AcceptRectification,
    CloseRectification,
    IssueRectifications,
    RemindLate,
    ReportRectification,
    ReturnRectification,
    Wanted,
)
from jiping.web.followup.models import Rectification, Suggestion
from jiping.web.followup.origins import Origin, Part, open_origins
from jiping.web.followup.results import lines_of
from jiping.web.followup.suggesting import SuggestBudget, WriteNote

_Choice = Suggestion.Choice
_Source = Rectification.Source
_MEASURE = "查明原因，提出措施并落实，附佐证材料。"
_USUAL = 20
# Unit, what the next budget should do, why, with which line (0 is the unit as a whole).
_SUGGESTED = (
    ("water-upkeep", _Choice.FIRST, "执行率和复核得分都高，群众满意，优先保障。", 0),
    ("road-passenger", _Choice.CUT, "专项考核未达标，结余较多，按上年执行数核减。", 1),
    ("city-lighting", _Choice.MENDED, "指标与内容不够匹配，整改到位后再安排。", 0),
)
_NOTED = (
    ("road", "部门材料迟报，明年列为重点辅导对象。"),
    ("water", "材料质量较好，可作为其他部门参考。"),
)
# On which day who says what was mended.
_REPORTED = (
    (38, "school-own", "已修订预算编制办法，逐项细化到月，附新办法。"),
    (39, "city", "已完善报告。"),
    (42, "city-sanitation", "已建立作业台账，每月核对，附三个月台账。"),
    (46, "city", "已逐条修改并附修改前后对照表，经局务会审定。"),
    (221, "school-luming", "已调整课后服务排班，覆盖全部年级，附排班表。"),
)


def part_of(stage: Stage, slug: str) -> Part:
    """A unit in the campaign."""
    return Part(stage.campaign, stage.units[slug])


def ask(stage: Stage, slug: str, source: _Source, count: int = 1) -> None:
    """The bureau asks a unit to mend what is known against it."""
    _asked(stage, stage.reviewer, slug, source, count)


def ask_as_department(stage: Stage, slug: str) -> None:
    """A department asks its unit to mend the first problem of its report."""
    _asked(stage, stage.officer(slug), slug, _Source.REPORT, 1)


def _asked(stage: Stage, asker: User, slug: str, source: _Source, count: int) -> None:
    part = part_of(stage, slug)
    known = [o for o in open_origins(part) if o.source == source][:count]
    wanted = [Wanted(o.ref, "", _measure(o)) for o in known]
    stage.do(IssueRectifications(asker, part, wanted, working_days=_USUAL))


def _measure(origin: Origin) -> str:
    return origin.measure or _MEASURE


def task_of(stage: Stage, slug: str) -> Rectification:
    """The first task that a unit was given."""
    found = Rectification.objects.filter(
        campaign=stage.campaign, unit=stage.units[slug]
    )
    return found.order_by("pk")[0]


def report(stage: Stage, slug: str, said: str) -> None:
    """The unit's head says what was mended, with a paper that proves it."""
    unit, day = stage.units[slug], stage.clock.at.date()
    title = "整改情况报告"
    data = stamped(title, [said], f"{unit.name}（盖章）", day)
    files = [File(f"{title}.pdf", data)]
    task = task_of(stage, slug)
    stage.do(ReportRectification(stage.head(slug), task, said, files))


def give_back(stage: Stage, slug: str, said: str) -> None:
    """It is not mended yet; ten more working days."""
    task = task_of(stage, slug)
    due = calendar().later(stage.clock.at.date(), 10)
    stage.do(ReturnRectification(stage.reviewer, task, said, due))


def settle(stage: Stage, slug: str) -> None:
    """Checked and off the list, by the bureau."""
    _settled(stage, stage.reviewer, slug)


def _settled(stage: Stage, office: User, slug: str) -> None:
    stage.do(AcceptRectification(office, task_of(stage, slug), "情况属实。"))
    stage.do(CloseRectification(office, task_of(stage, slug)))


def suggest(stage: Stage, slug: str, choice: str, reason: str, line: int = 0) -> None:
    """What the next budget should do with a unit (``line`` 0) or one of its projects."""
    part = part_of(stage, slug)
    key = lines_of(part)[line].key
    stage.do(SuggestBudget(stage.bureau_head, part, key, choice, reason))


def note(stage: Stage, slug: str, text: str) -> None:
    """A remark in the ranking."""
    stage.do(WriteNote(stage.reviewer, part_of(stage, slug), text))


def remind(stage: Stage) -> None:
    """Who is late with last year's is told so."""
    before = Campaign.objects.get(year=stage.year - 1)
    stage.do(RemindLate(stage.reviewer, before))


def plan(stage: Stage) -> None:
    """Last year's: some mended and off the list, one returned once, one waiting to be
    checked, one late to this day."""
    for slug, choice, reason, line in _SUGGESTED:
        stage.on(28, suggest, stage, slug, choice, reason, line)
    for slug, text in _NOTED:
        stage.on(29, note, stage, slug, text)
    stage.on(27, ask, stage, "city", _Source.DEDUCTION)
    stage.on(27, ask, stage, "school-own", _Source.REPORT)
    stage.on(28, ask_as_department, stage, "city-sanitation")
    for day, slug, said in _REPORTED:
        stage.on(day, report, stage, slug, said)
    stage.on(40, settle, stage, "school-own")
    why = "没有写明改了哪些内容，请附修改前后对照。"
    stage.on(41, give_back, stage, "city", why)
    stage.on(44, settle_as_department, stage, "city-sanitation")
    stage.on(48, settle, stage, "city")
    # A look back before the next campaign.
    stage.on(212, ask, stage, "road-passenger", _Source.REPORT)
    stage.on(212, ask, stage, "school-luming", _Source.REPORT)


def settle_as_department(stage: Stage, slug: str) -> None:
    """Checked and off the list, by the department that asked."""
    _settled(stage, stage.officer(slug), slug)
