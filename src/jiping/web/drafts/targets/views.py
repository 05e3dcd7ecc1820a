"""Pages of approved targets: upload and look, lock, and change with a reason."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.actions import Refused
from jiping.web.core.guard import acting, guarded
from jiping.web.core.policy import BUREAU, OFFICER, within
from jiping.web.core.sending import sent
from jiping.web.core.uploads import MB, files_of, takes_files
from jiping.web.drafts.models import Draft, TargetBatch
from jiping.web.drafts.naming import decoded
from jiping.web.drafts.targets.actions import (
    MOST_BYTES,
    MOST_FILES,
    ApplyTargets,
    ChangeTarget,
    UploadTargets,
)
from jiping.web.drafts.targets.changes import changes_of, locked_of
from jiping.web.drafts.targets.plan import planned
from jiping.web.drafts.targets.template import template
from jiping.web.drafts.views import draft_of
from jiping.web.units.models import Unit

TAKEN = ".xlsx,.xls,.docx,.doc,.zip"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def batch_of(batch: int) -> TargetBatch:
    """Raises Http404."""
    related = TargetBatch.objects.select_related(
        "campaign", "owner__parent__parent", "by"
    )
    return get_object_or_404(related, pk=batch)


def _campaign(pk: int) -> Campaign:
    running = Campaign.objects.exclude(state=Campaign.State.DRAFT)
    return get_object_or_404(running, pk=pk)


def owner_of(user: User) -> Unit | None:
    """For whom this person uploads: the bureau, else their department."""
    bureau = user.units_as(*BUREAU)
    return next(iter([*bureau, *user.units_as(OFFICER)]), None)


def _assignments(user: User, campaign: Campaign) -> QuerySet[Assignment]:
    """The units whose targets this person may see here."""
    found = campaign.assignments.select_related("unit__parent", "campaign")
    return found.filter(within(user, "target.view"))


@require_GET
@guarded("target.list")
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns that run or ran; where there is one, its page."""
    found = list(Campaign.objects.exclude(state=Campaign.State.DRAFT))
    if len(found) == 1:
        return redirect("targets-campaign", found[0].pk)
    return render(request, "drafts/targets_campaigns.html", {"campaigns": found})


@require_http_methods(["GET", "POST"])
@takes_files(MOST_BYTES)
@guarded("target.list")
def campaign(request: HttpRequest, campaign: int) -> HttpResponse:
    """Who has approved targets; upload more."""
    about, user = _campaign(campaign), acting(request)
    sentence = ""
    if request.method == "POST":
        owner = owner_of(user)
        try:
            if owner is None:
                raise Refused(
                    "批复绩效目标由财政局或主管部门上传，您没有这个权限。", denied=True
                )
            files = files_of(request, "files", MOST_FILES)
            made = UploadTargets(user, owner, about, files).perform()
            return redirect("targets-batch", made.pk)
        except Refused as refusal:
            if refusal.denied:
                raise
            sentence = str(refusal)
    locked = Q(draft__cells__column="level3") & ~Q(draft__cells__locked="")
    units = _assignments(user, about).annotate(
        locked=Count("draft__cells", filter=locked)
    )
    owner = owner_of(user)
    context: dict[str, Any] = {
        "campaign": about,
        "units": units,
        "owner": owner,
        "batches": TargetBatch.objects.filter(
            campaign=about, owner=owner
        ).select_related("by")[:10],
        "sentence": sentence,
        "most": MOST_BYTES // MB,
        "taken": TAKEN,
    }
    status = 422 if sentence else 200
    return render(request, "drafts/targets.html", context, status=status)


@require_GET
@guarded("target.list")
def blank(request: HttpRequest, campaign: int) -> HttpResponse:
    """The workbook to be filled in."""
    about = _campaign(campaign)
    data = template(about, _assignments(acting(request), about))
    return sent(data, _EXCEL, f"{about.year}年度批复绩效目标.xlsx")


@require_GET
@guarded("target.upload", batch_of)
def batch(request: HttpRequest, subject: TargetBatch) -> HttpResponse:
    """What the rows say, and what is wrong with them."""
    return _batch_page(request, subject)


@require_POST
@guarded("target.apply", batch_of)
def apply(request: HttpRequest, subject: TargetBatch) -> HttpResponse:
    """Lock all of it."""
    reason = request.POST.get("reason", "")
    try:
        many = ApplyTargets(acting(request), subject, reason).perform()
    except Refused as refusal:
        if refusal.denied:
            raise
        return _batch_page(request, batch_of(subject.pk), str(refusal), reason)
    messages.success(request, f"已锁定{many}个指标，并通知了各单位。")
    return redirect("targets-campaign", subject.campaign_id)


def _batch_page(
    request: HttpRequest, subject: TargetBatch, sentence: str = "", reason: str = ""
) -> HttpResponse:
    plan = planned(subject, acting(request)) if not subject.applied_at else None
    context = {"batch": subject, "plan": plan, "sentence": sentence, "reason": reason}
    status = 422 if sentence else 200
    return render(request, "drafts/targets_batch.html", context, status=status)


@require_GET
@guarded("target.view", draft_of)
def unit(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The approved targets of one unit, and what was changed of them."""
    return _unit_page(request, draft)


@require_POST
@guarded("target.change", draft_of)
def change(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Change one, with the reason."""
    try:
        ref = decoded(request.POST.get("ref") or "")
    except (ValueError, TypeError) as fault:
        raise Refused("没有这个指标，请刷新页面。") from fault
    raw, reason = request.POST.get("raw", ""), request.POST.get("reason", "")
    try:
        ChangeTarget(acting(request), draft, ref, raw, reason).perform()
    except Refused as refusal:
        if refusal.denied:
            raise
        return _unit_page(request, draft, str(refusal))
    messages.success(request, "已调整，并通知了单位和主管部门。")
    return redirect("targets-unit", draft.assignment_id)


def _unit_page(request: HttpRequest, draft: Draft, sentence: str = "") -> HttpResponse:
    context = {
        "draft": draft,
        "assignment": draft.assignment,
        "locked": locked_of(draft),
        "changes": changes_of(draft.assignment),
        "sentence": sentence,
    }
    status = 422 if sentence else 200
    return render(request, "drafts/targets_unit.html", context, status=status)
