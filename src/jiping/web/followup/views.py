"""Pages of what the next budget is told, and of the ranking."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jiping.web.campaigns.models import Campaign
from jiping.web.core.guard import acting, back, guarded
from jiping.web.followup.models import Suggestion
from jiping.web.followup.origins import Part
from jiping.web.followup.results import Line, lines, ranking
from jiping.web.followup.suggesting import SuggestBudget, WriteNote
from jiping.web.followup.tasks import campaign_of, part_of, workbook
from jiping.web.followup.workbook import budget_workbook, ranking_workbook
from jiping.web.units.models import Unit


@require_GET
@guarded("followup.results")
def budget_now(request: HttpRequest) -> HttpResponse:
    """The newest campaign's sheet."""
    issued = Campaign.objects.exclude(state=Campaign.State.DRAFT)
    newest = issued.order_by("-year", "-pk").first()
    if newest is None:
        return render(request, "followup/none.html")
    return back(request, reverse("followup-budget", args=(newest.pk,)))


def _issued() -> list[Campaign]:
    return list(Campaign.objects.exclude(state=Campaign.State.DRAFT))


@require_GET
@guarded("followup.results", campaign_of)
def budget(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """A table for each unit; of one department where that is asked for."""
    departments = Unit.objects.filter(
        kind=Unit.Kind.DEPARTMENT, assignments__campaign=campaign
    ).distinct()
    asked = request.GET.get("department", "")
    chosen = next((d for d in departments if str(d.pk) == asked), None)
    found = lines(campaign, chosen)
    units: dict[int, tuple[Unit, list[Line]]] = {}
    for line in found:
        units.setdefault(line.unit.pk, (line.unit, []))[1].append(line)
    context = {
        "campaign": campaign,
        "campaigns": _issued(),
        "departments": departments,
        "chosen": chosen,
        "units": list(units.values()),
        "choices": Suggestion.Choice.choices,
        "left": sum(line.suggestion is None for line in found),
        "count": len(found),
    }
    return render(request, "followup/budget.html", context)


@require_POST
@guarded("followup.suggest", part_of)
def suggest(request: HttpRequest, part: Part) -> HttpResponse:
    """Put down a suggestion."""
    posted = request.POST
    SuggestBudget(
        acting(request),
        part,
        posted.get("key", ""),
        posted.get("choice", ""),
        posted.get("reason", ""),
    ).perform()
    messages.success(request, f"{part.unit}的安排建议已保存。")
    page = reverse("followup-budget", args=(part.campaign.pk,))
    department = posted.get("department", "")
    query = f"?department={department}" if department.isdecimal() else ""
    return back(request, f"{page}{query}#unit-{part.unit.pk}")


@require_GET
@guarded("followup.export", campaign_of)
def budget_file(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """All of it as Excel."""
    data = budget_workbook(campaign, lines(campaign))
    return workbook(data, f"{campaign.year}年度预算安排建议表.xlsx")


@require_GET
@guarded("followup.results", campaign_of)
def ranked(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Who stands where."""
    found = ranking(campaign)
    context = {
        "campaign": campaign,
        "campaigns": _issued(),
        "rows": found,
        "without": sum(each.rank is None for each in found),
    }
    return render(request, "followup/ranking.html", context)


@require_GET
@guarded("followup.export", campaign_of)
def ranking_file(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """The ranking as Excel."""
    data = ranking_workbook(campaign, ranking(campaign))
    return workbook(data, f"{campaign.year}年度复核结果排名表.xlsx")


@require_POST
@guarded("followup.note", part_of)
def note(request: HttpRequest, part: Part) -> HttpResponse:
    """A remark in the ranking."""
    WriteNote(acting(request), part, request.POST.get("text", "")).perform()
    messages.success(request, "备注已保存。")
    page = reverse("followup-ranking", args=(part.campaign.pk,))
    return back(request, f"{page}#unit-{part.unit.pk}")
