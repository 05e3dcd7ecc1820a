"""Pages of filling a draft from a file: upload, compare side by side, take over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiping.web.core.actions import Refused
from jiping.web.core.forms import number
from jiping.web.core.guard import acting, guarded
from jiping.web.core.uploads import MB, files_of, takes_files
from jiping.web.drafts.importing.actions import (
    DONE,
    MOST_BYTES,
    MOST_FILES,
    DropProposal,
    ImportPackage,
    TakeOver,
)
from jiping.web.drafts.importing.plan import picture_at, planned
from jiping.web.drafts.importing.records import Item
from jiping.web.drafts.importing.sources import piece_at
from jiping.web.drafts.models import Draft, Proposal
from jiping.web.drafts.views import draft_of

TAKEN = ".docx,.doc,.xlsx,.xls,.pdf,.html,.htm,.zip,.jpg,.jpeg,.png"
# The neighbourhood of so many doubtful places stands on the page from the beginning.
_DRAWN = 40


def proposal_of(assignment: int, proposal: int) -> Proposal:
    """A proposal of this very draft. Raises Http404."""
    draft = draft_of(assignment)
    found = get_object_or_404(Proposal, pk=proposal, draft=draft.pk)
    found.draft = draft
    return found


@require_http_methods(["GET", "POST"])
@takes_files(MOST_BYTES)
@guarded("draft.import", draft_of)
def upload(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Send a package; what was sent before."""
    shown: dict[str, Any] = {"status": 200, "sentence": ""}
    if request.method == "POST":
        try:
            files = files_of(request, "files", MOST_FILES)
            made = ImportPackage(acting(request), draft, files).perform()
            return redirect("import-proposal", draft.assignment_id, made.pk)
        except Refused as refusal:
            if refusal.denied:
                raise
            shown = {"status": 422, "sentence": str(refusal)}
    past = draft.proposals.select_related("by")[:20] if draft.pk else ()
    context = {
        "draft": draft,
        "assignment": draft.assignment,
        "past": past,
        "most": MOST_BYTES // MB,
        "files": MOST_FILES,
        "taken": TAKEN,
        "sentence": shown["sentence"],
    }
    return render(request, "drafts/import_upload.html", context, status=shown["status"])


@require_GET
@guarded("draft.import", proposal_of)
def proposal(request: HttpRequest, subject: Proposal) -> HttpResponse:
    """What was recognised, beside what the draft holds."""
    if subject.done_at is not None:
        messages.info(request, DONE)
        return redirect("import-upload", subject.draft.assignment_id)
    return _page(request, subject)


@require_POST
@guarded("draft.import", proposal_of)
def take(request: HttpRequest, subject: Proposal) -> HttpResponse:
    """Take over what was chosen."""
    draft = subject.draft
    revision = number(request.POST.get("revision", ""))
    choices = {name: str(value) for name, value in request.POST.items()}
    how = request.POST.get("how", "")
    try:
        saved = TakeOver(
            acting(request),
            draft,
            subject.pk,
            -1 if revision is None else revision,
            choices,
            how,
        ).perform()
    except Refused as refusal:
        if refusal.denied or str(refusal) == DONE:
            raise
        fresh = proposal_of(draft.assignment_id, subject.pk)
        return _page(request, fresh, choices, str(refusal))
    many = len(saved.changed.keys() - saved.derived)
    left = len(saved.refused)
    said = f"已从文件导入{many}格" + (
        f"，{left}格没有写入（自动计算或已锁定）" if left else ""
    )
    messages.success(request, f"{said}；每格的修改记录里都有来源。")
    return redirect("fill", draft.assignment_id)


@require_POST
@guarded("draft.import", proposal_of)
def drop(request: HttpRequest, subject: Proposal) -> HttpResponse:
    """Take over nothing."""
    DropProposal(acting(request), subject.draft, subject.pk).perform()
    messages.info(request, "没有导入，读出的内容已删除。")
    return redirect("import-upload", subject.draft.assignment_id)


@require_GET
@guarded("draft.import", proposal_of)
def source(request: HttpRequest, subject: Proposal) -> HttpResponse:
    """The neighbourhood of one cell in what was sent."""
    if subject.done_at is not None:
        raise Refused(DONE)
    plan = planned(subject.draft, subject.content)
    wanted = request.GET.get("at", "")
    item = next((each for each in plan.items if each.id == wanted), None)
    if item is None:
        raise Http404
    shown = {"item": item, **_drawn(subject, item), "subject": subject}
    shown["back"] = reverse(
        "import-proposal", args=[subject.draft.assignment_id, subject.pk]
    )
    part = bool(getattr(request, "htmx", False))
    template = "drafts/import_source.html" if part else "drafts/import_source_page.html"
    return render(request, template, shown)


def _drawn(subject: Proposal, item: Item) -> dict[str, Any]:
    return {
        "piece": piece_at(subject.content["documents"], item.place),
        "picture": picture_at(subject.content, item.place),
    }


def _page(
    request: HttpRequest,
    subject: Proposal,
    choices: dict[str, str] | None = None,
    sentence: str = "",
) -> HttpResponse:
    draft = subject.draft
    plan = planned(draft, subject.content, choices)
    asking = [
        {"item": each, **(_drawn(subject, each) if at < _DRAWN else {})}
        for at, each in enumerate(plan.asking)
    ]
    context = {
        "draft": draft,
        "assignment": draft.assignment,
        "subject": subject,
        "plan": plan,
        "asking": asking,
        "revision": draft.revision,
        "confirmed": bool(choices and choices.get("confirmed")),
        "content": subject.content,
        "sentence": sentence,
    }
    status = 422 if sentence else 200
    return render(request, "drafts/import_proposal.html", context, status=status)
