"""The bureau's pages: the list, drafting, and what is done with one campaign."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiping import __version__
from jiping.web.campaigns.actions import (
    AssignNew,
    CloseCampaign,
    CreateCampaign,
    EditCampaign,
    IssueCampaign,
    Remind,
    issue_faults,
)
from jiping.web.campaigns.drafting import draft_campaign
from jiping.web.campaigns.forms import CampaignForm, NewCampaignForm, amounts_of
from jiping.web.campaigns.models import CONTENTS, Campaign
from jiping.web.campaigns.scope import asked
from jiping.web.campaigns.word import notice_document
from jiping.web.core.actions import Action
from jiping.web.core.forms import attempted
from jiping.web.core.guard import acting, back, guarded, may
from jiping.web.core.sending import sent
from jiping.web.units.models import Unit

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@guarded("campaign.list")
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every year's campaign; those being drafted for whom that concerns."""
    found = Campaign.objects.all()
    if not may(request, "campaign.prepare"):
        found = found.exclude(state=Campaign.State.DRAFT)
    return render(request, "campaigns/list.html", {"campaigns": found})


def find(pk: int) -> Campaign:
    """A campaign. Raises Http404."""
    campaign = Campaign.objects.filter(pk=pk).first()
    if campaign is None:
        raise Http404
    return campaign


@guarded("campaign.create")
def new(request: HttpRequest) -> HttpResponse:
    """Begin one: the words of the notice are drafted from what is typed."""
    last = Campaign.objects.order_by("-year").first()
    start = (
        {"kinds": last.kinds, "form": last.form, "year": last.year + 1} if last else {}
    )
    form = NewCampaignForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        campaign: Campaign = form.save(commit=False)
        campaign.kinds, campaign.rule_set = form.cleaned_data["kinds"], __version__
        draft_campaign(campaign)
        if made := attempted(form, CreateCampaign(acting(request), campaign).perform):
            messages.success(request, "通知起草好了，请逐项核对。")
            return back(request, reverse("campaign-edit", args=[made.pk]))
    return render(request, "campaigns/new.html", {"form": form})


@guarded("campaign.prepare", find)
def edit(request: HttpRequest, about: Campaign) -> HttpResponse:
    """What is being drafted: words, dates, amounts; ready to be issued, or why not."""
    if about.state != Campaign.State.DRAFT:
        return back(request, reverse("campaign", args=[about.pk]))
    form = CampaignForm(request.POST or None, instance=find(about.pk))
    transfers = list(_transfers().select_related("parent"))
    if request.method == "POST" and form.is_valid():
        given = _given(form, transfers, request, about)
        if given is not None:
            action = EditCampaign(acting(request), about, given)
            attempted(form, action.perform)
        if not form.errors:
            messages.success(request, "保存好了。")
            return back(request, reverse("campaign-edit", args=[about.pk]))
    rows = [
        (
            u,
            request.POST.get(
                f"amount-{u.pk}", about.transfer_amounts.get(str(u.pk), "")
            ),
        )
        for u in transfers
    ]
    shown = {"campaign": about, "form": form, "transfers": rows}
    shown |= {"faults": issue_faults(about), "count": asked(about).count()}
    return render(request, "campaigns/edit.html", shown)


def _transfers() -> Any:
    return Unit.objects.filter(kind=Unit.Kind.TRANSFER, ended_on=None)


def _given(
    form: CampaignForm, transfers: list[Unit], request: HttpRequest, about: Campaign
) -> dict[str, Any] | None:
    """The fields to be changed; None where an amount is wrong. With ``redraft`` the six
    contents are drafted anew from the dates and kinds typed."""
    given = dict(form.cleaned_data)
    try:
        given["transfer_amounts"] = amounts_of(request.POST, transfers)
    except ValidationError as fault:
        form.add_error(None, fault)
        return None
    if "redraft" in request.POST:
        anew = find(about.pk)
        empty = {name: "" for name, _ in CONTENTS}
        for name, value in (given | empty).items():
            setattr(anew, name, value)
        draft_campaign(anew)
        given |= {name: getattr(anew, name) for name in empty}
    return given


@guarded("campaign.prepare", find)
def draft_document(request: HttpRequest, about: Campaign) -> HttpResponse:
    """The notice as Word while it is being drafted."""
    return _document(about)


@guarded("campaign.view", find)
def document(request: HttpRequest, about: Campaign) -> HttpResponse:
    """The notice as Word."""
    return _document(about)


def _document(campaign: Campaign) -> HttpResponse:
    bureau = Unit.objects.filter(kind=Unit.Kind.BUREAU).order_by("ended_on").first()
    issuer = bureau.name if bureau else ""
    data = notice_document(campaign, "各主管部门", issuer, campaign.issued_on)
    return sent(data, WORD, f"{campaign.title}.docx")


def _done(
    action: Callable[..., Action[Any]], said: str
) -> Callable[[HttpRequest, Campaign], HttpResponse]:
    def do(request: HttpRequest, about: Campaign) -> HttpResponse:
        result = action(acting(request), about).perform()
        messages.success(request, said.format(len(result)))
        return back(request, reverse("campaign", args=[about.pk]))

    return do


issue = require_POST(
    guarded("campaign.issue", find)(
        _done(IssueCampaign, "布置好了，{}个单位有了自评任务，已通知各单位。")
    )
)
assign = require_POST(
    guarded("campaign.assign", find)(_done(AssignNew, "已补发给{}个新增单位。"))
)
remind = require_POST(guarded("campaign.remind", find)(_done(Remind, "已催办{}项。")))


@require_POST
@guarded("campaign.close", find)
def close(request: HttpRequest, about: Campaign) -> HttpResponse:
    """End it."""
    reason = request.POST.get("reason", "")[:300]
    CloseCampaign(acting(request), about, reason).perform()
    messages.success(request, "自评工作已结束。")
    return back(request, reverse("campaign", args=[about.pk]))
