"""The officer's pages: the department's units, one package, the consolidation."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jiping.model.values import Ref
from jiping.web.accounts.models import Role
from jiping.web.campaigns.calendar import calendar
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.campaigns.workdays import UnknownYear
from jiping.web.core.actions import Refused
from jiping.web.core.forms import number
from jiping.web.core.guard import acting, back, guarded, may
from jiping.web.core.policy import decide
from jiping.web.core.uploads import files_of, takes_files
from jiping.web.departments import actions, work
from jiping.web.departments.consolidation import Given, Total, as_filing
from jiping.web.departments.models import DistrictSummary
from jiping.web.drafts.fitting import met
from jiping.web.drafts.models import Draft
from jiping.web.drafts.reading import cells_of, filing_of, look_at
from jiping.web.drafts.starting import draft_for
from jiping.web.submissions.examining import examined, posted_key, posted_place
from jiping.web.submissions.judging import office_of
from jiping.web.submissions.models import Submission
from jiping.web.submissions.sending import sent_file
from jiping.web.submissions.views import assignment, day_of, submission
from jiping.web.units.models import Unit

# Working days that a unit is given to mend what was returned, unless another day is set.
TO_MEND = 5


def place(campaign: int, department: int) -> work.Place:
    """Raises Http404."""
    found = get_object_or_404(Campaign.objects.exclude(state="draft"), pk=campaign)
    units = Unit.objects.select_related("parent__parent")
    unit = get_object_or_404(units, pk=department, kind=Unit.Kind.DEPARTMENT)
    return work.Place(found, unit)


def filed(pk: int) -> DistrictSummary:
    """Raises Http404."""
    related = ("department__parent__parent", "campaign", "district")
    return get_object_or_404(DistrictSummary.objects.select_related(*related), pk=pk)


@require_GET
@guarded("department.list")
def departments(request: HttpRequest) -> HttpResponse:
    """One's departments in every campaign that was issued; where there is one, its
    board."""
    mine = actions.departments_as(acting(request))
    mine = tuple(unit for unit in mine if unit.kind == Unit.Kind.DEPARTMENT)
    campaigns = list(Campaign.objects.exclude(state="draft"))
    if len(mine) == 1 and campaigns:
        return back(
            request, reverse("department-board", args=(campaigns[0].pk, mine[0].pk))
        )
    shown = {"departments": mine, "campaigns": campaigns}
    return render(request, "departments/departments.html", shown)


@require_GET
@guarded("department.view", place)
def board(request: HttpRequest, subject: work.Place) -> HttpResponse:
    """Every unit, its state, whose turn, how late; what is absent."""
    units = work.assignments(subject)
    shown = {
        "place": subject,
        "own": work.own(subject),
        "filers": [u for u in units if u.unit.kind != Unit.Kind.TRANSFER],
        "transfers": [u for u in units if u.unit.kind == Unit.Kind.TRANSFER],
        "counts": _counts(units),
        "absences": work.absences(subject.campaign, subject.department),
        "districts": _districts(subject),
        "campaigns": Campaign.objects.exclude(state="draft"),
        "examines": bool(decide(acting(request), "department.list")),
        "today": timezone.localdate(),
    }
    return render(request, "departments/board.html", shown)


def _counts(units: Sequence[Assignment]) -> list[tuple[str, int]]:
    """How many units stand in each state, in the order of the way."""
    return [
        (state.label, sum(unit.state == state for unit in units))
        for state in Assignment.LIVE
    ]


def _districts(subject: work.Place) -> list[tuple[Unit, DistrictSummary | None]]:
    kept = {each.district_id: each for each in work.summaries(subject)}
    return [(unit, kept.get(unit.pk)) for unit in work.districts(subject)]


@require_GET
@guarded("department.examine", submission)
def examine(request: HttpRequest, subject: Submission) -> HttpResponse:
    """One version of a unit's package."""
    office = office_of(acting(request), subject.policy_unit, Role.DEPARTMENT_OFFICER)
    decision = decide(acting(request), "department.judge", subject)
    judging = bool(decision) and subject.is_last
    shown: dict[str, Any] = examined(subject, office) | {
        "judging": judging,
        "why_not": decision.reason or "单位又提交了新的版本，请看新的版本。",
        "judge_url": reverse("department-judge", args=(subject.pk,)),
        "point_url": reverse("department-point", args=(subject.pk,)),
        "pass_url": reverse("department-pass", args=(subject.pk,)),
        "return_url": reverse("department-return", args=(subject.pk,)),
        "pass_title": "审核通过，送财政复核",
        "proposed_due": proposed_due(),
    }
    return render(request, "submissions/examine.html", shown)


def proposed_due() -> date:
    """Five working days from today; seven days where the calendar does not know."""
    today = timezone.localdate()
    try:
        return calendar().later(today, TO_MEND)
    except UnknownYear:
        return date.fromordinal(today.toordinal() + 7)


def _back(request: HttpRequest, subject: Submission, number: str = "") -> HttpResponse:
    page = reverse("department-examine", args=(subject.pk,))
    return back(request, f"{page}#{number or 'findings'}")


@require_POST
@guarded("department.judge", submission)
def judge(request: HttpRequest, subject: Submission) -> HttpResponse:
    """Agree to a finding, or dismiss it."""
    office = office_of(acting(request), subject.policy_unit, Role.DEPARTMENT_OFFICER)
    actions.DepartmentJudges(
        acting(request),
        subject,
        office,
        key=posted_key(request),
        verdict=request.POST.get("verdict", ""),
        reason=request.POST.get("reason", ""),
    ).perform()
    return _back(request, subject)


@require_POST
@guarded("department.judge", submission)
def point(request: HttpRequest, subject: Submission) -> HttpResponse:
    """Add a point, or take one back."""
    office = office_of(acting(request), subject.policy_unit, Role.DEPARTMENT_OFFICER)
    drop = number(request.POST.get("drop", ""))
    if drop is not None:
        actions.DepartmentDrops(acting(request), subject, office, drop).perform()
        return _back(request, subject)
    ref, names = posted_place(request, subject)
    message = request.POST.get("message", "")
    actions.DepartmentAdds(
        acting(request), subject, office, ref=ref, names=names, message=message
    ).perform()
    return _back(request, subject)


@require_POST
@guarded("department.approve", submission)
def approve(request: HttpRequest, subject: Submission) -> HttpResponse:
    """On to the bureau."""
    office = office_of(acting(request), subject.policy_unit, Role.DEPARTMENT_OFFICER)
    opinion = request.POST.get("opinion", "")
    actions.DepartmentApproves(acting(request), subject, office, opinion).perform()
    messages.success(request, f"{subject.policy_unit}的材料已审核通过，送财政复核。")
    return _to_board(request, subject, office)


@require_POST
@guarded("department.return", submission)
def give_back(request: HttpRequest, subject: Submission) -> HttpResponse:
    """Back to the unit."""
    office = office_of(acting(request), subject.policy_unit, Role.DEPARTMENT_OFFICER)
    actions.DepartmentReturns(
        acting(request),
        subject,
        office,
        due=day_of(request, "due"),
        opinion=request.POST.get("opinion", ""),
    ).perform()
    messages.success(request, f"已退回{subject.policy_unit}，意见书已写好。")
    return _to_board(request, subject, office)


def _to_board(request: HttpRequest, subject: Submission, office: Unit) -> HttpResponse:
    campaign = subject.assignment.campaign_id
    return back(request, reverse("department-board", args=(campaign, office.pk)))


@require_GET
@guarded("department.view", place)
def consolidation(request: HttpRequest, subject: work.Place) -> HttpResponse:
    """Every total with its parts, what is taken off, and what the draft says."""
    part = work.own(subject)
    if part is None:
        raise Http404
    given = work.given(subject)
    summed = work.consolidated(subject, part)
    draft = Draft.objects.filter(assignment=part).first()
    # What the department is writing is its own; bureau and auditors see the sums alone.
    seen = draft is None or may(request, "draft.view", draft)
    started = draft is not None and draft.started
    shown = {
        "place": subject,
        "own": part,
        "draft": draft,
        "started": started,
        "seen": seen,
        "rows": _rows(summed, given, draft if started and seen else None),
        "units": given,
        "missing": [
            a
            for a in work.absences(subject.campaign, subject.department)
            if a.kind == work.FILES
        ],
    }
    return render(request, "departments/consolidation.html", shown)


def _rows(
    summed: Sequence[Total], given: Sequence[Given], draft: Draft | None
) -> list[dict[str, Any]]:
    """A row of the page for each total: what the draft says beside it, whether that
    differs, and whether it follows from other rows."""
    texts = cells_of(draft) if draft else {}
    locked = look_at(draft).locked if draft else frozenset()
    sheets = draft.shape["sheets"] if draft else ()
    units = {sheet["form"]: sheet["unit"] for sheet in sheets}
    places = _places(summed, given, draft, texts) if draft else {}
    rows = []
    for total in summed:
        at = places.get(total.ref)
        said = texts.get(at) if at else None
        rows.append(
            {
                "total": total,
                "at": "|".join(
                    (total.ref.form, total.ref.key, total.ref.row, total.ref.column)
                ),
                "written": said,
                "differs": said is not None
                and differs(said, total, units.get(total.ref.form, "")),
                "follows": at in locked,
            }
        )
    return rows


def _places(
    summed: Sequence[Total],
    given: Sequence[Given],
    draft: Draft,
    texts: Mapping[Ref, str],
) -> dict[Ref, Ref]:
    """Where the draft has each total: lines of one's own by their names, as they are
    written; a total without an amount at its own address, where nothing else stands."""
    laid = met(draft.shape, texts, as_filing(summed, given, filing_of(draft)))
    found = {entry.ref: ours for ours, entry in laid}
    taken = {(ours.form, ours.row) for ours in found.values()}
    for total in summed:
        if (total.ref.form, total.ref.row) not in taken:
            found.setdefault(total.ref, total.ref)
    return found


def differs(text: str, total: Total, unit: str) -> bool:
    """Whether the draft, whose sheet is in this money unit, says another amount."""
    expected = total.in_unit(unit)
    said = text.strip().replace(",", "").replace("，", "")
    if not said:
        return expected is not None
    try:
        return Decimal(said) != expected
    except InvalidOperation:
        # A dash, or 无, is no amount.
        return expected is not None


@require_POST
@guarded("department.begin", assignment)
def begin(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """The department's own tables, with a table for each project named."""
    names = request.POST.get("projects", "").splitlines()
    actions.BeginPackage(acting(request), draft_for(subject), names).perform()
    messages.success(request, "部门自评表已建立，可以写入汇总数。")
    return _to_sum(request, subject)


@require_POST
@guarded("department.consolidate", assignment)
def write(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """The totals into the department's draft."""
    draft = Draft.objects.filter(assignment=subject).first()
    if draft is None:
        raise Refused("部门的自评表还没有建立，请先点“建立部门自评表”。")
    saved = actions.Consolidate(acting(request), draft).perform()
    messages.success(request, f"已写入部门自评表，更新{len(saved.changed)}格。")
    return _to_sum(request, subject)


@require_POST
@guarded("department.consolidate", assignment)
def eliminate(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """Take an amount off, or take that back."""
    withdraw = number(request.POST.get("withdraw", ""))
    if withdraw is not None:
        actions.WithdrawElimination(acting(request), subject, withdraw).perform()
        messages.success(request, "已撤销抵销，请重新写入。")
        return _to_sum(request, subject)
    parts = request.POST.get("at", "").split("|")
    if len(parts) != 4:
        raise Refused("请选择要抵销的格。")
    actions.Eliminate(
        acting(request),
        subject,
        Ref(*parts),
        request.POST.get("amount", ""),
        request.POST.get("reason", ""),
    ).perform()
    messages.success(request, "已记下抵销，请重新写入。")
    return _to_sum(request, subject)


def _to_sum(request: HttpRequest, subject: Assignment) -> HttpResponse:
    return back(
        request, reverse("consolidation", args=(subject.campaign_id, subject.unit_id))
    )


@require_POST
@takes_files(actions.LARGEST)
@guarded("department.summary", place)
def file_summary(request: HttpRequest, subject: work.Place) -> HttpResponse:
    """A district's stamped summary."""
    (file,) = files_of(request, "file", 1)
    district = number(request.POST.get("district", ""))
    if district is None:
        raise Refused("请选择县区。")
    actions.FileSummary(
        acting(request), subject, district, file.name, file.data
    ).perform()
    messages.success(request, "已登记。")
    args = (subject.campaign.pk, subject.department.pk)
    return back(request, reverse("department-board", args=args))


@require_GET
@guarded("department.view", filed)
def summary(request: HttpRequest, subject: DistrictSummary) -> HttpResponse:
    """The file of a district's summary."""
    return sent_file(subject.file.name, f"{subject.district}转移支付自评汇总")
