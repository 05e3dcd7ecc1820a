"""Pages of 佐证材料: beside the form, on a page of their own, and handed out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jiping.model.values import Ref
from jiping.web.core.actions import Refused
from jiping.web.core.forms import number
from jiping.web.core.guard import acting, guarded
from jiping.web.core.uploads import MB, files_of, takes_files
from jiping.web.drafts.evidence.actions import AddEvidence, WithdrawEvidence
from jiping.web.drafts.evidence.files import ACCEPTED, MOST_BYTES, handed_out
from jiping.web.drafts.evidence.places import HandedIn, groups, point_at
from jiping.web.drafts.models import Draft, Evidence
from jiping.web.drafts.naming import decoded
from jiping.web.drafts.views import draft_of


def evidence_of(evidence: int) -> Evidence:
    """Raises Http404."""
    related = ("draft__assignment__campaign", "draft__assignment__unit__parent__parent")
    return get_object_or_404(Evidence.objects.select_related(*related), pk=evidence)


def handed_in_of(evidence: int) -> HandedIn:
    """Raises Http404."""
    return HandedIn(evidence_of(evidence))


def _ref(given: QueryDict) -> Ref:
    try:
        at = decoded(given.get("ref") or "")
    except (ValueError, TypeError) as fault:
        raise Refused("没有这个指标，请刷新页面。") from fault
    return Ref(at.form, at.key, at.row)


@require_GET
@guarded("evidence.view", draft_of)
def listed(request: HttpRequest, draft: Draft) -> HttpResponse:
    """All evidence of a draft; with ``ref``, what is given for one point, as a part."""
    if request.GET.get("ref") and getattr(request, "htmx", False):
        return _panel(request, draft, _ref(request.GET))
    context = _context(draft) | {"groups": groups(draft) if draft.pk else ()}
    return render(request, "drafts/evidence.html", context)


@require_POST
@takes_files(MOST_BYTES)
@guarded("evidence.add", draft_of)
def add(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Keep a file."""
    ref, sentence = _ref(request.POST), ""
    try:
        (file,) = files_of(request, "file", 1)
        page, note = request.POST.get("page", ""), request.POST.get("note", "")
        AddEvidence(acting(request), draft, ref, file, page, note).perform()
    except Refused as refusal:
        if refusal.denied:
            raise
        sentence = str(refusal)
    return _after(request, draft, ref, sentence, "佐证材料已上传。")


@require_POST
@guarded("evidence.withdraw", draft_of)
def withdraw(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take a file back."""
    ref, sentence = _ref(request.POST), ""
    try:
        at = number(request.POST.get("evidence", "")) or 0
        WithdrawEvidence(acting(request), draft, at).perform()
    except Refused as refusal:
        if refusal.denied:
            raise
        sentence = str(refusal)
    return _after(request, draft, ref, sentence, "佐证材料已撤回，留有记录。")


@require_GET
@guarded("evidence.view", evidence_of)
def download(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """A file, for the unit and its department."""
    return handed_out(evidence)


@require_GET
@guarded("evidence.examine", handed_in_of)
def examine(request: HttpRequest, subject: HandedIn) -> HttpResponse:
    """A file that was handed in, for the bureau and auditors."""
    return handed_out(subject.evidence)


def _context(draft: Draft) -> dict[str, Any]:
    return {
        "draft": draft,
        "assignment": draft.assignment,
        "accepted": ACCEPTED,
        "most": MOST_BYTES // MB,
    }


def _panel(
    request: HttpRequest, draft: Draft, ref: Ref, sentence: str = ""
) -> HttpResponse:
    point = point_at(draft, ref)
    context = _context(draft) | {"point": point, "sentence": sentence, "beside": True}
    status = 422 if sentence else 200
    return render(request, "drafts/evidence_point.html", context, status=status)


def _after(
    request: HttpRequest, draft: Draft, ref: Ref, sentence: str, done: str
) -> HttpResponse:
    if getattr(request, "htmx", False):
        return _panel(request, draft, ref, sentence)
    if sentence:
        messages.error(request, sentence)
    else:
        messages.success(request, done)
    return redirect("evidence", draft.assignment_id)
