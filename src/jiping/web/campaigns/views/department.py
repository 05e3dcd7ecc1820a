"""A department's pages: its own notice, its working group, its units."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiping.web.campaigns.department_actions import (
    IssueNotice,
    RegisterGroup,
    SaveNotice,
)
from jiping.web.campaigns.drafting import draft_department
from jiping.web.campaigns.forms import GroupForm, NoticeForm
from jiping.web.campaigns.models import (
    CONTENTS,
    Assignment,
    Campaign,
    DepartmentNotice,
    WorkingGroup,
)
from jiping.web.campaigns.stamped import MOST_BYTES, handed_out
from jiping.web.campaigns.views.bureau import WORD
from jiping.web.campaigns.views.table import find_assignment, lines
from jiping.web.campaigns.word import notice_document
from jiping.web.core.forms import attempted
from jiping.web.core.guard import acting, back, guarded, may
from jiping.web.core.sending import sent
from jiping.web.core.uploads import takes_files, within_bounds
from jiping.web.units.models import Unit


def _places(pk: int, department: int) -> tuple[Campaign, Unit]:
    one = (
        Assignment.objects.filter(
            campaign=pk, unit=department, unit__kind=Unit.Kind.DEPARTMENT
        )
        .select_related("campaign", "unit__parent__parent")
        .first()
    )
    if one is None:
        raise Http404
    return one.campaign, one.unit


def find_notice(pk: int, department: int) -> DepartmentNotice:
    """The department's notice, drafted and not stored where there is none."""
    campaign, unit = _places(pk, department)
    kept = DepartmentNotice.objects.filter(campaign=campaign, department=unit).first()
    return kept or draft_department(campaign, unit)


def find_group(pk: int, department: int) -> WorkingGroup:
    """The department's working group, empty and not stored where there is none."""
    campaign, unit = _places(pk, department)
    kept = WorkingGroup.objects.filter(campaign=campaign, department=unit).first()
    return kept or WorkingGroup(
        campaign=campaign,
        department=unit,
        title=f"{unit.name}关于成立{campaign.year}年度绩效自评工作小组的通知",
    )


def _page(about: DepartmentNotice | WorkingGroup) -> str:
    return reverse("campaign-department", args=[about.campaign_id, about.department_id])


@guarded("notice.view", find_notice)
def department(request: HttpRequest, about: DepartmentNotice) -> HttpResponse:
    """Where a department stands: notice, group, units."""
    found = Assignment.objects.filter(
        campaign=about.campaign, unit__in=about.department.below()
    ).select_related("unit__parent", "campaign")
    allowed = [one for one in found if may(request, "assignment.view", one)]
    shown = {
        "campaign": about.campaign,
        "department": about.department,
        "notice": about,
        "group": find_group(about.campaign_id, about.department_id),
        "contents": [(name, getattr(about, field)) for field, name in CONTENTS],
        "lines": lines(allowed),
    }
    return render(request, "campaigns/department.html", shown)


@takes_files(MOST_BYTES)
@guarded("notice.edit", find_notice)
def notice(request: HttpRequest, about: DepartmentNotice) -> HttpResponse:
    """Write the notice and upload its stamped file."""
    form = NoticeForm(
        request.POST or None,
        request.FILES or None,
        instance=find_notice(about.campaign_id, about.department_id),
    )
    return _filled(request, about, form, SaveNotice, "部门自评通知")


@takes_files(MOST_BYTES)
@guarded("group.register", find_group)
def group(request: HttpRequest, about: WorkingGroup) -> HttpResponse:
    """Register the working group's document."""
    form = GroupForm(
        request.POST or None,
        request.FILES or None,
        instance=find_group(about.campaign_id, about.department_id),
    )
    return _filled(request, about, form, RegisterGroup, "自评工作小组")


def _filled(
    request: HttpRequest, about: Any, form: "ModelForm[Any]", action: Any, title: str
) -> HttpResponse:
    within_bounds(request)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("stamped")
        if attempted(form, action(acting(request), about, given, file).perform):
            messages.success(request, f"{title}保存好了。")
            return back(request, _page(about))
    shown = {"form": form, "title": title, "holder": about, "back": _page(about)}
    return render(request, "campaigns/department_form.html", shown)


@require_POST
@guarded("notice.issue", find_notice)
def issue_notice(request: HttpRequest, about: DepartmentNotice) -> HttpResponse:
    """Send the notice out."""
    IssueNotice(acting(request), about).perform()
    messages.success(request, "本部门的自评通知已印发，已通知所属单位。")
    return back(request, _page(about))


@guarded("notice.view", find_notice)
def notice_document_of(request: HttpRequest, about: DepartmentNotice) -> HttpResponse:
    """The department's notice as Word, to be stamped."""
    unit = about.department
    data = notice_document(about, "本级各科室、所属各单位", unit.name, about.issued_on)
    return sent(data, WORD, f"{about.title}.docx")


@guarded("notice.view", find_notice)
def notice_file(request: HttpRequest, about: DepartmentNotice) -> HttpResponseBase:
    """The stamped notice."""
    return handed_out(about)


@guarded("group.view", find_group)
def group_file(request: HttpRequest, about: WorkingGroup) -> HttpResponseBase:
    """The stamped document of the working group."""
    return handed_out(about)


@guarded("assignment.view", find_assignment)
def unit_notice(request: HttpRequest, about: Assignment) -> HttpResponseBase:
    """The issued notice of the department that a unit stands under, as it was stamped."""
    kept = DepartmentNotice.objects.filter(
        campaign=about.campaign,
        department=about.unit.department,
        issued_at__isnull=False,
    ).first()
    if kept is None:
        raise Http404
    return handed_out(kept)
