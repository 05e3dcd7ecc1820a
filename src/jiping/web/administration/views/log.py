"""The page of the log, and its export."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate

from jiping.web.administration.facts import said, subject
from jiping.web.audit.chain import export
from jiping.web.audit.models import Head, Record
from jiping.web.core.guard import guarded
from jiping.web.core.policy import TABLE

_ON_A_PAGE = 100


@guarded("log.view")
def log(request: HttpRequest) -> HttpResponse:
    """The lines of the log, newest first, to be filtered."""
    page = Paginator(_found(request), _ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            each,
            _title(each.verb),
            subject(each.subject),
            said(each.facts, each.subject),
        )
        for each in page
    ]
    verbs = sorted(
        (verb, grant.title) for verb, grant in TABLE.items() if grant.changes
    )
    shown = {
        "page": page,
        "rows": rows,
        "verbs": verbs,
        "head": Head.objects.filter(pk=1).first(),
    }
    return render(request, "administration/log.html", shown)


def _title(verb: str) -> str:
    return TABLE[verb].title if verb in TABLE else verb


def _found(request: HttpRequest) -> QuerySet[Record]:
    asked = request.GET
    found = Record.objects.select_related("unit").order_by("-number")
    if verb := asked.get("verb"):
        found = found.filter(verb=verb)
    if words := asked.get("q", "").strip():
        found = found.filter(
            Q(actor_name__icontains=words)
            | Q(subject=words)
            | Q(unit__name__icontains=words)
        )
    for name, bound in (("after", "at__date__gte"), ("before", "at__date__lte")):
        if day := _day(asked.get(name, "")):
            found = found.filter(**{bound: day})
    return found


def _day(text: str) -> object:
    try:
        return parse_date(text)
    except ValueError:
        return None


@guarded("log.export")
def export_log(request: HttpRequest) -> StreamingHttpResponse:
    """The whole log as lines of JSON, which ``jiping audit verify`` proves."""
    response = StreamingHttpResponse(export(), content_type="application/jsonl")
    name = f"jiping-log-{localdate()}.jsonl"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
