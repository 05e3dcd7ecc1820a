"""Pages of 填报: they read and draw; every change is an action."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jiping.forms import forms
from jiping.model.terms import LEVEL2
from jiping.model.values import Ref
from jiping.rules import cards
from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.actions import Refused
from jiping.web.core.forms import number
from jiping.web.core.guard import acting, back, guarded, may
from jiping.web.core.policy import within
from jiping.web.drafts import actions
from jiping.web.drafts.answers import page_data, saved_data
from jiping.web.drafts.fitting import beside
from jiping.web.drafts.models import Change, Draft, Source
from jiping.web.drafts.naming import anchor, decoded, slug_of
from jiping.web.drafts.prior import prior_of
from jiping.web.drafts.saving import NOT_BEGUN
from jiping.web.drafts.sheets import Drawing, tabs
from jiping.web.drafts.starting import draft_for
from jiping.web.drafts.state import finding_data, state_of
from jiping.web.units.models import Unit

_SOURCES = {"typed": Source.TYPED, "pasted": Source.PASTED}
_HISTORY = 50
# What comes of JSON that our own page would not send: too deep, or numbers without end.
_UNREADABLE = (ValueError, KeyError, TypeError, OverflowError, RecursionError)


def draft_of(assignment: int) -> Draft:
    """The draft of an assignment, with what the policy asks about."""
    whole = "assignment__campaign", "assignment__unit"
    begun = Draft.objects.select_related(*whole).filter(assignment=assignment).first()
    if begun is not None:
        return begun
    found = Assignment.objects.select_related("campaign", "unit")
    return draft_for(get_object_or_404(found, pk=assignment))


@dataclass(frozen=True)
class PageOf:
    """One page of a draft; the policy is asked about the draft."""

    draft: Draft
    slug: str

    @property
    def policy_unit(self) -> Unit:
        return self.draft.policy_unit

    @property
    def policy_state(self) -> str:
        return self.draft.policy_state


def page_of(assignment: int, sheet: str) -> PageOf:
    """The page of a draft that an address names."""
    return PageOf(draft_of(assignment), sheet)


@require_GET
@guarded("draft.list")
def tasks(request: HttpRequest) -> HttpResponse:
    """The filings of my units, or of the units under my department."""
    found = (
        Assignment.objects.filter(within(acting(request), "draft.view"))
        .exclude(campaign__state=Campaign.State.DRAFT)
        .select_related("campaign", "unit")
        .order_by("-campaign__year", "due", "unit__code")
    )
    return render(request, "drafts/tasks.html", {"tasks": found})


@require_GET
@guarded("draft.view", draft_of)
def fill(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The first table, or where nothing was begun, how to begin."""
    if not draft.started:
        prior = prior_of(draft.assignment)
        names = [s.name for s in prior.projects] if prior else []
        context = {"draft": draft, "assignment": draft.assignment, "names": names}
        return render(request, "drafts/start.html", context)
    first = tabs(state_of(draft))[0]
    return redirect("fill-sheet", draft.assignment_id, first.slug)


@require_POST
@guarded("draft.edit", draft_of)
def start(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Begin from the blank form, and where asked for, from last year's filing."""
    names = request.POST.get("projects", "").splitlines()
    begun = actions.StartDraft(acting(request), draft, names).perform()
    if request.POST.get("prefill"):
        actions.Prefill(acting(request), begun).perform()
    return redirect("fill", draft.assignment_id)


@require_GET
@guarded("draft.view", page_of)
def sheet(request: HttpRequest, page: PageOf) -> HttpResponse:
    """One table, or the report, as the paper form."""
    draft = page.draft
    if not draft.started:
        return redirect("fill", draft.assignment_id)
    state = state_of(draft)
    found = tabs(state)
    tab = next((tab for tab in found if tab.slug == page.slug), None)
    if tab is None:
        raise Http404
    prior = prior_of(draft.assignment)
    values = beside(draft.shape, state.book.texts, prior) if prior else {}
    editable = may(request, "draft.edit", draft)
    context = {
        "draft": draft,
        "assignment": draft.assignment,
        "tabs": found,
        "drawn": Drawing(state, tab, values).drawn(),
        "editable": editable,
        "has_prior": prior is not None,
        "level2": _level2(draft) if tab.form in ("overall", "project") else (),
        "gone": _gone(draft, tab.form, tab.key),
        "data": page_data(acting(request).pk, draft, state, tab.slug),
    }
    return render(request, "drafts/sheet.html", context)


def _level2(draft: Draft) -> list[tuple[str, str]]:
    known = forms()[draft.shape["layout"]].classes
    # 预算执行率 is a row of the money block.
    classes = [each for key, each in known.items() if key != "execution"]
    return [
        (
            f"{each.key}.{part}",
            f"{each.name}·{LEVEL2.get(f'{each.key}.{part}', words[0])}",
        )
        for each in classes
        for part, words in each.level2.items()
    ]


def _gone(draft: Draft, form: str, key: str) -> list[dict[str, str]]:
    """What was taken out of this table, and projects that were."""
    found = []
    for kept in draft.shape.get("gone", ()):
        if "sheet" in kept:
            name = kept["sheet"]["name"]
            found.append(
                {
                    "form": "project",
                    "key": kept["key"],
                    "row": "",
                    "name": f"项目“{name}”",
                }
            )
        elif "row" in kept and (kept["form"], kept["key"]) == (form, key):
            row = kept["row"]
            column = "level3" if row["kind"] == "indicator" else "label"
            held = draft.cells.filter(form=form, key=key, row=row["key"], column=column)
            name = held.values_list("raw", flat=True).first() or "未命名的一行"
            found.append({"form": form, "key": key, "row": row["key"], "name": name})
    return found


@require_POST
@guarded("draft.edit", draft_of)
def save_cells(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Save what was typed or pasted; the answer says all that changed by it."""
    try:
        sent = json.loads(request.body)
        items = [
            actions.Typed(decoded(each["ref"]), str(each["raw"]), int(each["version"]))
            for each in sent["cells"]
        ]
        source, page = _SOURCES[sent.get("source", "typed")], str(sent.get("page", ""))
    except _UNREADABLE as fault:
        raise Refused("没有读懂要保存的内容，请刷新页面后再试。") from fault
    saved = actions.SaveCells(
        acting(request), draft, items, page=page[:40], source=source
    ).perform()
    return JsonResponse(saved_data(draft, saved))


def _ref(text: str | None) -> Ref:
    try:
        return decoded(text or "")
    except (ValueError, TypeError) as fault:
        raise Refused("没有这一格，请刷新页面。") from fault


@require_GET
@guarded("draft.view", draft_of)
def cell_panel(request: HttpRequest, draft: Draft) -> HttpResponse:
    """One cell: what is found there, last year's value, remarks and history."""
    if not draft.started:
        raise Refused(NOT_BEGUN)
    return _panel(request, draft, _ref(request.GET.get("ref")))


def _panel(request: HttpRequest, draft: Draft, ref: Ref) -> HttpResponse:
    state = state_of(draft)
    at = {"form": ref.form, "key": ref.key, "row": ref.row, "column": ref.column}
    changes = Change.objects.filter(draft=draft, **at).select_related("by")[:_HISTORY]
    remarks = draft.comments.filter(**at).select_related("by")
    prior = prior_of(draft.assignment)
    values = beside(draft.shape, state.book.texts, prior) if prior else {}
    spots = [s for s in state.look.spots if ref in s.refs]
    context = {
        "draft": draft,
        "assignment": draft.assignment,
        "ref": json.dumps([ref.form, ref.key, ref.row, ref.column], ensure_ascii=False),
        "words": state.words.get(ref, ""),
        "why": state.editable(ref),
        "findings": [finding_data(state, spot) for spot in spots],
        "prior": values.get(ref, ""),
        "has_prior": prior is not None,
        "figures": state.figures.get(ref, ()),
        "remarks": remarks,
        "changes": changes,
    }
    return render(request, "drafts/cell_panel.html", context)


@require_POST
@guarded("draft.comment", draft_of)
def comment(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Write a remark at a cell, or mark one as dealt with."""
    ref = _ref(request.POST.get("ref"))
    done = number(request.POST.get("done", ""))
    if done is not None:
        actions.ResolveComment(acting(request), draft, done).perform()
    else:
        text = request.POST.get("text", "")
        actions.AddComment(acting(request), draft, ref, text).perform()
    return _panel(request, draft, ref)


@require_POST
@guarded("draft.settle", draft_of)
def settle(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Choose the value of a cell that two people typed into."""
    try:
        sent = json.loads(request.body)
        ref, raw = decoded(sent["ref"]), str(sent["raw"])
    except _UNREADABLE as fault:
        raise Refused("没有读懂要保存的内容，请刷新页面后再试。") from fault
    saved = actions.SettleConflict(acting(request), draft, ref, raw).perform()
    return JsonResponse(saved_data(draft, saved))


Reshaping = Callable[[HttpRequest, User, Draft, Ref], actions.Reshape]
_RESHAPING: dict[str, Reshaping] = {
    "add-row": lambda _, actor, draft, ref: actions.AddRow(actor, draft, ref),
    "remove-row": lambda _, actor, draft, ref: actions.RemoveRow(actor, draft, ref),
    "move-up": lambda _, actor, draft, ref: actions.MoveRow(actor, draft, ref, True),
    "move-down": lambda _, actor, draft, ref: actions.MoveRow(actor, draft, ref, False),
    "add-indicator": lambda request, actor, draft, ref: actions.AddIndicator(
        actor, draft, ref.form, ref.key, request.POST.get("level2", "")
    ),
    "add-project": lambda request, actor, draft, ref: actions.AddProject(
        actor, draft, request.POST.get("name", "")
    ),
    "remove-project": lambda _, actor, draft, ref: actions.RemoveProject(
        actor, draft, ref.key
    ),
    "restore": lambda _, actor, draft, ref: actions.Restore(
        actor, draft, ref.form, ref.key, ref.row
    ),
    "add-paragraph": lambda _, actor, draft, ref: actions.AddParagraph(
        actor, draft, ref
    ),
    "remove-paragraph": lambda _, actor, draft, ref: actions.RemoveParagraph(
        actor, draft, ref
    ),
}


@require_POST
@guarded("draft.edit", draft_of)
def reshape(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Rows, projects and paragraphs come and go; goes on to the page with the change."""
    what = request.POST.get("what", "")
    ref = _ref(request.POST.get("ref"))
    if what not in _RESHAPING:
        raise Refused("没有这种操作，请刷新页面。")
    at = _RESHAPING[what](request, acting(request), draft, ref).perform()
    if what == "remove-project":
        return back(request, reverse("fill", args=[draft.assignment_id]))
    page = reverse("fill-sheet", args=[draft.assignment_id, slug_of(at or ref)])
    return back(request, f"{page}#{anchor(at)}" if at and at.column else page)


@require_POST
@guarded("draft.edit", draft_of)
def prefill(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Carry over from last year what this year begins with."""
    saved = actions.Prefill(acting(request), draft).perform()
    filled = len(saved.changed) - len(saved.derived)
    messages.success(request, f"已从上年申报带入{filled}格；已填的内容没有改动。")
    return back(request, reverse("fill", args=[draft.assignment_id]))


@require_POST
@guarded("draft.edit", draft_of)
def renew(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Draft blank chapters, or renew bound figures, of one place or of all."""
    where = request.POST.get("ref", "")
    actor = acting(request)
    if request.POST.get("what") == "draft":
        section = _ref(where).key if where else ""
        many = actions.DraftChapters(actor, draft, section).perform()
        messages.success(request, f"已据表起草{many}段，请逐段核对、补充。")
    else:
        ref = _ref(where) if where else None
        many = actions.RenewFigures(actor, draft, ref).perform()
        messages.success(request, f"已更新{many}段中的数字。")
    return back(request, reverse("fill-sheet", args=[draft.assignment_id, "report"]))


@require_GET
@guarded("rule.view")
def rule_page(request: HttpRequest, rule: str) -> HttpResponse:
    """What a rule checks, why, and how to mend it."""
    card = cards().get(rule)
    if card is None:
        raise Http404
    parts = [part.partition("\n") for part in card.page.split("## ") if part.strip()]
    text = [(head.strip(), body.strip().split("\n\n")) for head, _, body in parts]
    return render(request, "drafts/rule.html", {"card": card, "parts": text})
