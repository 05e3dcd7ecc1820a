"""Pages of the 附件5 grade: the bureau's, and the department's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from itertools import groupby

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiping.web.campaigns.models import Campaign
from jiping.web.core.actions import Refused
from jiping.web.core.guard import acting, back, guarded
from jiping.web.core.sending import sent
from jiping.web.grading.actions import (
    OBJECTION_DAYS,
    Accept,
    Decide,
    Finalize,
    Mark,
    Object,
    Propose,
    Recheck,
    Reopen,
    Tell,
    grade_of,
)
from jiping.web.grading.models import DepartmentGrade, GradedItem
from jiping.web.grading.proposing import basis_words
from jiping.web.grading.ranking import ranked
from jiping.web.grading.sheet_file import SUFFIXES, sheet_file
from jiping.web.units.models import Unit

TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}


def of_id(pk: int) -> DepartmentGrade:
    """The grade, with what the pages show of it. Raises Http404."""
    return get_object_or_404(
        DepartmentGrade.objects.select_related(
            "campaign", "department__parent__parent", "basis__assignment"
        ),
        pk=pk,
    )


def of_department(campaign: int, department: int) -> DepartmentGrade:
    """The grade of a department in a campaign, a new one where there is none yet.
    Raises Http404 where the campaign asks nothing of it."""
    asked = get_object_or_404(Campaign, pk=campaign)
    unit = get_object_or_404(departments_of(asked), pk=department)
    return grade_of(asked, unit)


def departments_of(campaign: Campaign) -> QuerySet[Unit]:
    """The departments that are asked to file in a campaign."""
    return Unit.objects.filter(
        kind=Unit.Kind.DEPARTMENT, assignments__campaign=campaign
    ).order_by("code")


@guarded("grading.list")
def grading(request: HttpRequest) -> HttpResponse:
    """The ranking of a campaign, the newest unless another is asked for."""
    campaigns = list(Campaign.objects.exclude(state=Campaign.State.DRAFT))
    asked = request.GET.get("campaign", "")
    chosen = next(
        (c for c in campaigns if str(c.pk) == asked),
        campaigns[0] if campaigns else None,
    )
    shown = {
        "campaigns": campaigns,
        "campaign": chosen,
        "table": ranked(chosen, departments_of(chosen)) if chosen else None,
    }
    return render(request, "grading/list.html", shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Items of one stage of the form."""

    name: str
    points: Decimal
    items: Sequence[GradedItem]


def stages(grade: DepartmentGrade) -> Iterator[Stage]:
    """The items stage by stage, in the order of the form."""
    items = grade.items.select_related("by", "objection__by", "objection__answered_by")
    for name, group in groupby(items.order_by("place"), key=lambda item: item.stage):
        members = list(group)
        points = sum((item.points for item in members), Decimal(0))
        yield Stage(name=name, points=points, items=members)


@never_cache
@guarded("grading.view", of_id)
def sheet(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """The bureau's sheet, where items are marked."""
    return render(request, "grading/sheet.html", _shown(grade, "bureau"))


@never_cache
@guarded("grading.read", of_id)
def read(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """The department's sheet, where it objects."""
    return render(request, "grading/sheet.html", _shown(grade, "department"))


def _shown(grade: DepartmentGrade, side: str) -> dict[str, object]:
    view = "grading-file" if side == "bureau" else "grading-own-file"
    return {
        "grade": grade,
        "stages": list(stages(grade)),
        "basis": basis_words(grade.basis),
        "side": side,
        "objection_days": OBJECTION_DAYS,
        "left": grade.items.filter(awarded=None).count(),
        "files": [
            (s, reverse(view, args=(grade.pk, s.removeprefix("."))))
            for s in SUFFIXES
            if s != ".pdf" or find_spec("typst")
        ],
    }


@guarded("grading.list_own")
def own(request: HttpRequest) -> HttpResponse:
    """The grades that my departments have been told."""
    units = acting(request).units_as("department_officer", "unit_head")
    found = DepartmentGrade.objects.filter(
        department__in=units, state__in=DepartmentGrade.KNOWN
    )
    found = found.select_related("campaign", "department").order_by(
        "-campaign__year", "department__code"
    )
    return render(request, "grading/own.html", {"grades": found})


def _file(grade: DepartmentGrade, suffix: str) -> HttpResponse:
    name = f"{grade.department.name}{grade.campaign.year}年度自评工作考核评分表{suffix}"
    try:
        data = sheet_file(grade, suffix)
    except ValueError as fault:
        raise Refused(str(fault)) from fault
    return sent(data, TYPES[suffix], name)


def _of_id_and_kind(pk: int, kind: str) -> DepartmentGrade:
    if f".{kind}" not in SUFFIXES:
        raise Http404
    return of_id(pk)


def _suffix(request: HttpRequest) -> str:
    assert request.resolver_match is not None
    return f".{request.resolver_match.kwargs['kind']}"


@guarded("grading.view", _of_id_and_kind)
def sheet_download(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """附件5 as a file, for the bureau."""
    return _file(grade, _suffix(request))


@guarded("grading.read", _of_id_and_kind)
def own_download(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """附件5 as a file, for the department."""
    return _file(grade, _suffix(request))


def _inside(
    request: HttpRequest, grade: DepartmentGrade, anchor: str = ""
) -> HttpResponse:
    return back(request, reverse("grading-sheet", args=(grade.pk,)) + anchor)


@require_POST
@guarded("grading.propose", of_department)
def propose(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """Compute."""
    made = Propose(acting(request), grade.campaign, grade.department).perform()
    messages.success(request, f"{made.department}的考核项目已重新计算。")
    return _inside(request, made)


@require_POST
@guarded("grading.mark", of_id)
def mark(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """Give points to one item."""
    key = request.POST.get("key", "")
    Mark(
        acting(request),
        grade,
        key=key,
        band=request.POST.get("band", ""),
        points=request.POST.get("points", ""),
        reason=request.POST.get("reason", ""),
    ).perform()
    return _inside(request, grade, f"#{key}")


@require_POST
@guarded("grading.decide", of_id)
def decide(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """All is marked."""
    Decide(acting(request), grade).perform()
    messages.success(request, "已评定，可以告知部门。")
    return _inside(request, grade)


@require_POST
@guarded("grading.reopen", of_id)
def reopen(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """Back to marking."""
    Reopen(acting(request), grade).perform()
    return _inside(request, grade)


@require_POST
@guarded("grading.tell", of_id)
def tell(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """Tell the department."""
    Tell(acting(request), grade, request.POST.get("days", "")).perform()
    messages.success(request, f"已告知{grade.department}。")
    return _inside(request, grade)


@require_POST
@guarded("grading.accept", of_id)
def accept(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """No objection."""
    Accept(acting(request), grade).perform()
    return back(request, reverse("grading-read", args=(grade.pk,)))


@require_POST
@guarded("grading.object", of_id)
def objecting(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """Object to items."""
    reasons = {
        name.removeprefix("reason:"): text
        for name, text in request.POST.items()
        if name.startswith("reason:") and isinstance(text, str)
    }
    Object(acting(request), grade, reasons).perform()
    messages.success(request, "异议已提出，复查后告知结果。")
    return back(request, reverse("grading-read", args=(grade.pk,)))


@require_POST
@guarded("grading.recheck", of_id)
def recheck(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """Answer the objections."""
    answers = {
        name.removeprefix("points:"): (
            str(text),
            request.POST.get(f"answer:{name.removeprefix('points:')}", ""),
        )
        for name, text in request.POST.items()
        if name.startswith("points:")
    }
    Recheck(acting(request), grade, answers).perform()
    messages.success(request, "复查结果已告知部门。")
    return _inside(request, grade)


@require_POST
@guarded("grading.finalize", of_id)
def finalize(request: HttpRequest, grade: DepartmentGrade) -> HttpResponse:
    """Make it final."""
    Finalize(acting(request), grade).perform()
    messages.success(request, "考核得分已定稿。")
    return _inside(request, grade)
