"""The words of notices, drafted from what is known; a person goes over them."""

from datetime import date

from jiping.forms import forms
from jiping.web.campaigns.models import Campaign, DepartmentNotice
from jiping.web.units.models import Unit

_KIND_WORDS = {
    "overall": "部门整体支出",
    "project": "项目支出",
    "transfer": "转移支付资金",
}
_BASIS = (
    "1.《中华人民共和国预算法》及其实施条例；\n"
    "2.《中共中央 国务院关于全面实施预算绩效管理的意见》；\n"
    "3.财政部《项目支出绩效评价管理办法》（财预〔2020〕10号）；\n"
    "4.本级预算绩效管理的有关规定。"
)


def day(on: date | None) -> str:
    """``2024年3月15日``, or a blank to be filled in."""
    return f"{on.year}年{on.month}月{on.day}日" if on else "____年__月__日"


def kinds_of(campaign: Campaign) -> str:
    """Which evaluations are asked for, in words."""
    return "、".join(_KIND_WORDS[k] for k, _ in Campaign.KINDS if k in campaign.kinds)


def draft_campaign(campaign: Campaign) -> None:
    """Draft those of the bureau's six contents that are empty."""
    kinds = kinds_of(campaign)
    form = forms().get(campaign.form)
    words = {
        "scope": f"{campaign.year}年度纳入本级预算管理的各主管部门本级及所属单位的{kinds}。"
        + ("承担转移支付资金的单位按安排的金额一并自评。" if "transfer" in campaign.kinds else ""),
        "basis": _BASIS,
        "contents": f"各单位对照批复的绩效目标，如实填报{campaign.year}年度基础数据表、"
        "整体支出和项目支出绩效自评表，说明预算执行、目标完成、偏差原因和改进措施，并撰写绩效自评报告。",
        "procedure": f"1.单位自评：于{day(campaign.unit_due)}前填报、自查，由单位负责人签署后提交主管部门。\n"
        f"2.部门审核汇总：各主管部门印发本部门通知、成立自评工作小组，审核所属单位资料并汇总，于{day(campaign.department_due)}前报送。\n"
        f"3.财政复核：于{day(campaign.review_due)}前完成复核、抽查和考核评分。\n"
        f"4.结果公开：于{day(campaign.publication_due)}前向社会公开。",
        "requirements": "1.提高认识，明确专人负责。\n2.数据真实准确，表间数字一致，佐证材料齐全。\n"
        "3.按时报送；逾期的按工作日扣减考核得分。",
        "annexes": _annexes(form.name if form else ""),
    }  # fmt: skip
    for name, text in words.items():
        if not getattr(campaign, name).strip():
            setattr(campaign, name, text)
    campaign.title = (
        campaign.title or f"关于开展{campaign.year}年度{kinds}绩效自评工作的通知"
    )


def _annexes(form: str) -> str:
    source = f"\n附件1至4采用{form}。" if form else ""
    return (
        "1.绩效评价基础数据表\n2.部门整体支出绩效自评表\n3.项目支出绩效自评表\n"
        f"4.绩效自评报告（参考提纲）\n5.绩效自评工作考核评分表{source}"
    )


def draft_department(campaign: Campaign, department: Unit) -> DepartmentNotice:
    """A department's notice as drafted from the bureau's; not stored."""
    number = f"（{campaign.number}）" if campaign.number else ""
    return DepartmentNotice(
        campaign=campaign,
        department=department,
        title=f"{department.name}关于开展{campaign.year}年度绩效自评工作的通知",
        scope=f"{department.name}本级及所属各单位的{campaign.year}年度{kinds_of(campaign)}。",
        basis=f"1.《{campaign.title}》{number}；\n2.本部门预算绩效管理的有关规定。",
        contents=campaign.contents,
        procedure=f"1.各单位于{day(campaign.unit_due)}前填报、自查，由单位负责人签署后提交。\n"
        f"2.本部门自评工作小组审核汇总，于{day(campaign.department_due)}前报送财政部门。\n"
        "3.财政部门复核后，按反馈意见修改完善。",
        requirements=campaign.requirements,
        annexes=campaign.annexes,
    )
