"""What opens a year: the bureau's campaign, the departments' notices and groups."""

from datetime import date
from io import BytesIO

from django.core.files.base import File

from jiping.web.campaigns.actions import CreateCampaign, EditCampaign, IssueCampaign
from jiping.web.campaigns.department_actions import (
    IssueNotice,
    RegisterGroup,
    SaveNotice,
)
from jiping.web.campaigns.drafting import draft_campaign, draft_department
from jiping.web.campaigns.models import CONTENTS, Campaign, WorkingGroup
from jiping.web.demo.papers import stamped
from jiping.web.demo.stage import Stage
from jiping.web.submissions.rule_set import current
from jiping.web.units.models import Unit

FORM = "430000-hunan/department-2023"
AMOUNTS = {"road-town-yunling": "86.50", "road-town-songtang": "72.00"}
DUES = ("unit_due", "department_due", "review_due", "publication_due")


def begin(stage: Stage, dues: tuple[int, int, int, int]) -> None:
    """Draft and issue the campaign; ``dues`` are its dates as days of the stage."""
    dates = {name: stage.day(n) for name, n in zip(DUES, dues, strict=True)}
    campaign = Campaign(
        year=stage.year,
        kinds=["overall", "project", "transfer"],
        form=FORM,
        rule_set=current(),
        number=f"霁财绩〔{stage.year + 1}〕{stage.year % 7 + 2}号",
        **dates,
    )
    draft_campaign(campaign)
    stage.campaign = stage.do(CreateCampaign(stage.reviewer, campaign))
    amounts = {str(stage.units[slug].pk): said for slug, said in AMOUNTS.items()}
    edit = EditCampaign(stage.reviewer, stage.campaign, {"transfer_amounts": amounts})
    stage.do(edit)
    stage.do(IssueCampaign(stage.bureau_head, stage.campaign))


def notify(stage: Stage, slug: str, without: tuple[str, ...] = ()) -> None:
    """A department issues its notice, lacking the contents named."""
    department, day = stage.units[slug], stage.clock.at.date()
    notice = draft_department(stage.campaign, department)
    given = {name: getattr(notice, name) for name, _ in CONTENTS}
    given |= dict.fromkeys(without, "")
    given |= {
        "title": notice.title,
        "number": _number(department, day, 6),
        "issued_on": day,
    }
    lines = [
        f"附：{stage.campaign.title}",
        "各有关单位：",
        "现将有关事项通知如下（略）。",
    ]
    file = _file(notice.title, lines, department, day)
    save = SaveNotice(stage.officer(slug), notice, given, file)
    saved = stage.do(save)
    stage.do(IssueNotice(stage.officer(slug), saved))


def form_group(stage: Stage, slug: str) -> None:
    """A department registers the document of its working group."""
    department, day = stage.units[slug], stage.clock.at.date()
    title = f"{department.name}关于成立{stage.year}年度绩效自评工作小组的通知"
    lines = [
        "经研究，成立绩效自评工作小组。",
        "组长由局主要负责人担任，成员为各股室负责人。",
    ]
    given = {"title": title, "number": _number(department, day, 7), "dated": day}
    group = WorkingGroup(campaign=stage.campaign, department=department)
    file = _file(title, lines, department, day)
    stage.do(RegisterGroup(stage.officer(slug), group, given, file))


def _number(department: Unit, day: date, number: int) -> str:
    return f"霁{department.short_name[1]}发〔{day.year}〕{number}号"


def _file(title: str, lines: list[str], issuer: Unit, day: date) -> File:  # type: ignore[type-arg]
    data = stamped(title, lines, f"{issuer.name}（盖章）", day)
    return File(BytesIO(data), name=f"{title}.pdf")
