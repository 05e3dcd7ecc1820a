"""Reading, signing and submitting; versions; waivers."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jiping.web.accounts.models import Role
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.core.forms import number
from jiping.web.core.guard import acting, back, guarded, may
from jiping.web.core.policy import within
from jiping.web.drafts.models import Draft
from jiping.web.submissions import findings
from jiping.web.submissions.actions import AnswerWarning, HandOver, SendBack, Submit
from jiping.web.submissions.changes import differences
from jiping.web.submissions.drawing import drawn, marks_of
from jiping.web.submissions.gate import Gate, gate
from jiping.web.submissions.models import Decision, Submission, Waiver
from jiping.web.submissions.package import package_of, written
from jiping.web.submissions.reading import look_again
from jiping.web.submissions.sending import sent, sent_file
from jiping.web.submissions.statements import statements
from jiping.web.submissions.waivers import AskWaiver, DecideWaiver


def assignment(pk: int) -> Assignment:
    """Raises Http404."""
    related = ("campaign", "unit__parent__parent__parent")
    return get_object_or_404(Assignment.objects.select_related(*related), pk=pk)


def submission(pk: int) -> Submission:
    """Raises Http404."""
    related = ("assignment__campaign", "assignment__unit__parent__parent__parent", "by")
    return get_object_or_404(Submission.objects.select_related(*related), pk=pk)


def waiver(pk: int) -> Waiver:
    """Raises Http404."""
    related = ("assignment__campaign", "assignment__unit__parent__parent__parent")
    return get_object_or_404(Waiver.objects.select_related(*related), pk=pk)


def decision(pk: int) -> Decision:
    """Raises Http404."""
    return get_object_or_404(Decision.objects.select_related("submission"), pk=pk)


@require_GET
@guarded("package.list")
def packages(request: HttpRequest) -> HttpResponse:
    """What one's own units are to hand in, and where it stands."""
    units = acting(request).units_as(Role.FILER, Role.UNIT_HEAD)
    mine = (
        Assignment.objects.filter(unit__in=units)
        .exclude(campaign__state="draft")
        .select_related("campaign", "unit")
        .prefetch_related(
            Prefetch(
                "submissions",
                Submission.objects.only(
                    "pk", "number", "at", "late_days", "self_score", "assignment_id"
                ),
            )
        )
        .order_by("-campaign__year", "unit__code")
    )
    shown = {"assignments": mine, "today": timezone.localdate()}
    return render(request, "submissions/packages.html", shown)


@require_GET
@guarded("package.read", assignment)
def package(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """The single reading view: forms and report, findings beside, evidence, what is left
    to do before signing."""
    draft = Draft.objects.filter(assignment=subject).first()
    if draft is None or not draft.shape:
        return render(request, "submissions/empty.html", {"assignment": subject})
    ready = package_of(draft)
    barred = gate(subject, ready.records, timezone.localdate())
    marks = marks_of((item.number, item.said) for item in barred.items)
    shown: dict[str, Any] = {
        "assignment": subject,
        "draft": draft,
        "look": ready.look,
        "gate": barred,
        "pages": drawn(ready.look.plan, marks),
        "self_score": ready.self_score,
        "grade": ready.content["facts"]["self_grade"],
        "lights": ready.content["facts"]["lights"],
        "skipped": ready.look.outcome.skipped,
        "evidence": draft.evidence.filter(withdrawn_at=None).select_related("by"),
        "statements": statements(subject.campaign.year),
        "sent_back": subject.sent_back.select_related("by").first(),
        "last": subject.submissions.last(),
        "returned": _returned(subject),
        "today": timezone.localdate(),
    }
    return render(request, "submissions/package.html", shown)


def _returned(subject: Assignment) -> Decision | None:
    """The decision by which the package was last returned, while it is to be mended."""
    if subject.state not in (Assignment.State.RETURNED, Assignment.State.SIGNING):
        return None
    found = Decision.objects.filter(
        submission__assignment=subject, kind=Decision.Kind.RETURNED
    )
    return found.select_related("by", "by_unit").order_by("-pk").first()


@require_GET
@guarded("package.read", assignment)
def package_file(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """The package as one PDF, or as Word where no PDF can be set; ``?as=docx``."""
    draft = Draft.objects.filter(assignment=subject).first()
    if draft is None or not draft.shape:
        raise Refused("还没有开始填报，没有可以下载的材料。")
    plan = package_of(draft).look.plan
    wanted = {"docx": ".docx", "xlsx": ".xlsx"}.get(request.GET.get("as", ""), "")
    made = written(plan, wanted)
    _told(request, made.note)
    name = f"{subject.unit.name}{subject.campaign.year}年度绩效自评材料（未签署）"
    return sent(made.data, f"{name}{made.suffix}")


def _told(request: HttpRequest, note: str) -> None:
    """Say on the next page why a file is Word and no PDF."""
    if note:
        messages.warning(
            request, f"没有生成 PDF，文件是 Word：{note}（请告诉系统管理员。）"
        )


@require_POST
@guarded("package.answer", assignment)
def answer(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """A reason for one warning."""
    act = AnswerWarning(
        acting(request), subject, _key(request), request.POST.get("reason", "")
    )
    act.perform()
    return _after(request, subject, "说明已保存。")


@require_POST
@guarded("waiver.ask", assignment)
def ask_waiver(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """Ask that an error may stand."""
    act = AskWaiver(
        acting(request), subject, _key(request), request.POST.get("reason", "")
    )
    act.perform()
    return _after(request, subject, "豁免申请已送财政部门审批。")


def _key(request: HttpRequest) -> findings.Key:
    posted = request.POST
    return posted.get("rule", ""), posted.get("at", ""), posted.get("stated", "")


def _after(request: HttpRequest, subject: Assignment, sentence: str) -> HttpResponse:
    """Back to the package; for htmx the list of findings alone."""
    if not getattr(request, "htmx", False):
        messages.success(request, sentence)
        return back(request, reverse("package", args=(subject.pk,)) + "#findings")
    ready = package_of(subject.draft)
    barred: Gate = gate(subject, ready.records, timezone.localdate())
    shown = {"assignment": subject, "gate": barred, "saved": sentence}
    return render(request, "submissions/findings_part.html", shown)


@require_POST
@guarded("package.hand_over", assignment)
def hand_over(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """To the head."""
    HandOver(acting(request), subject).perform()
    messages.success(request, "已送单位负责人签署。")
    return back(request, reverse("package", args=(subject.pk,)))


@require_POST
@guarded("package.send_back", assignment)
def send_back(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """To the filer."""
    SendBack(acting(request), subject, request.POST.get("reason", "")).perform()
    messages.success(request, "已退给填报人修改。")
    return back(request, reverse("package", args=(subject.pk,)))


@require_POST
@guarded("package.submit", assignment)
def submit(request: HttpRequest, subject: Assignment) -> HttpResponse:
    """Sign and hand in."""
    revision = number(request.POST.get("revision", ""))
    act = Submit(
        acting(request),
        subject,
        -1 if revision is None else revision,
        request.POST.getlist("statement"),
    )
    made = act.perform()
    messages.success(request, f"已签署提交，这是第{made.number}版。")
    _told(request, act.note)
    return back(request, reverse("submission", args=(made.pk,)))


@require_GET
@guarded("submission.view", submission)
def version(request: HttpRequest, subject: Submission) -> HttpResponse:
    """One version as it was handed in."""
    ordered = list(enumerate(subject.findings, start=1))
    answers = {tuple(a[:3]): a[3] for a in subject.facts.get("answered", ())}
    items = [
        {
            "number": number,
            "said": said,
            "word": findings.WORDS[said["severity"]],
            "answer": answers.get(findings.key_of(said), ""),
        }
        for number, said in ordered
    ]
    plan = look_again(subject).plan
    shown = {
        "submission": subject,
        "assignment": subject.assignment,
        "items": items,
        "pages": drawn(plan, marks_of(ordered)),
        "versions": subject.assignment.submissions.only("pk", "number", "at"),
        "decisions": subject.decisions.select_related("by", "by_unit"),
        "waivers": Waiver.objects.filter(pk__in=subject.facts.get("waivers", ())),
        "readable": may(request, "package.read", subject.assignment),
    }
    return render(request, "submissions/version.html", shown)


@require_GET
@guarded("submission.view", submission)
def version_file(request: HttpRequest, subject: Submission) -> HttpResponse:
    """The document as signed; ``?as=docx``, ``xlsx`` or ``pdf`` draws it anew."""
    name = (
        f"{subject.assignment.unit.name}{subject.assignment.campaign.year}年度"
        f"绩效自评材料第{subject.number}版"
    )
    wanted = request.GET.get("as", "")
    if wanted not in ("docx", "xlsx", "pdf"):
        return sent_file(subject.document.name, name)
    try:
        made = written(look_again(subject).plan, f".{wanted}")
    except ValueError as refusal:
        raise Refused(str(refusal)) from refusal
    return sent(made.data, f"{name}{made.suffix}")


@require_GET
@guarded("submission.view", submission)
def version_changes(request: HttpRequest, subject: Submission) -> HttpResponse:
    """What changed since the version before (or ``?from=`` another one), cell by cell."""
    others = subject.assignment.submissions.exclude(pk=subject.pk)
    wanted = number(request.GET.get("from", "")) or 0
    old = others.filter(number=wanted).first()
    old = old or others.filter(number__lt=subject.number).last()
    shown = {
        "submission": subject,
        "assignment": subject.assignment,
        "old": old,
        "others": others.only("pk", "number"),
        "differences": differences(old, subject) if old else (),
        "changed_by": Decision.objects.filter(submission=old).last() if old else None,
    }
    return render(request, "submissions/changes.html", shown)


@require_GET
@guarded("submission.view", decision)
def letter(request: HttpRequest, subject: Decision) -> HttpResponse:
    """The letter that went with a return."""
    if not subject.letter:
        raise Refused("这次办理没有发出意见书。")
    unit = subject.submission.assignment.unit.name
    return sent_file(subject.letter.name, f"{unit}退回修改意见书")


@require_GET
@guarded("waiver.list")
def waivers(request: HttpRequest) -> HttpResponse:
    """The waivers within one's reach; the bureau, and who audits, sees those asked for
    too."""
    related = ("assignment__unit", "assignment__campaign", "approved_by", "asked_by")
    reach = within(acting(request), "waiver.list", "assignment__unit")
    every = Waiver.objects.filter(reach).select_related(*related)
    deciding = acting(request).holds(Role.REVIEWER, Role.BUREAU_HEAD)
    shown = {
        "granted": every.exclude(approved_at=None),
        "asked": every.filter(approved_at=None, refused_at=None)
        if deciding or acting(request).holds(Role.AUDITOR)
        else (),
        "deciding": deciding,
        "today": timezone.localdate(),
    }
    return render(request, "submissions/waivers.html", shown)


@require_POST
@guarded("waiver.decide", waiver)
def decide_waiver(request: HttpRequest, subject: Waiver) -> HttpResponse:
    """Grant until a date, or refuse."""
    until: date | None = None
    if request.POST.get("decision") == "grant":
        until = day_of(request, "until")
    opinion = request.POST.get("opinion", "")
    DecideWaiver(acting(request), subject, until, opinion).perform()
    messages.success(request, "已审批。")
    return back(request, reverse("waivers"))


def day_of(request: HttpRequest, name: str) -> date:
    """A date that was sent. Raises Refused where it is none."""
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError as fault:
        raise Refused("请填写日期，如 2024-07-05。") from fault
