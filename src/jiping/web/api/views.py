"""The page of one's own keys."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from jiping.web.api.actions import READ, EndToken, MakeToken, scopes
from jiping.web.api.models import Token
from jiping.web.api.operations import offered
from jiping.web.core.actions import Refused
from jiping.web.core.guard import acting, back, guarded
from jiping.web.core.policy import TABLE

_USUAL = timedelta(days=90)


@never_cache
@guarded("token.make")
def tokens(request: HttpRequest) -> HttpResponse:
    """My keys; a post makes one and shows it, once."""
    shown = ""
    if request.method == "POST":
        until = parse_date(request.POST.get("until", ""))
        if until is None:
            raise Refused("有效期不是日期，请重新填写。")
        action = MakeToken(
            acting(request),
            request.POST.get("name", ""),
            request.POST.getlist("scopes"),
            until,
        )
        _, shown = action.perform()
    context = {
        "key": shown,
        "tokens": acting(request).tokens.all(),
        "scopes": [(scope, _said(scope)) for scope in scopes()],
        "usual": localdate() + _USUAL,
    }
    return render(request, "api/tokens.html", context)


def _said(scope: str) -> str:
    if scope == READ:
        return "只读：查看自己能看的内容"
    titles = [
        TABLE[verb].title
        for verb in sorted({each.verb for each in offered().values()})
        if verb.startswith(f"{scope}.")
    ]
    return "、".join(titles[:6]) + ("等" if len(titles) > 6 else "")


@guarded("token.make")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my keys."""
    token = get_object_or_404(Token, pk=pk, user=request.user)
    if request.method == "POST":
        EndToken(acting(request), token).perform()
        messages.success(request, f"“{token.name}”已停用。")
    return back(request, reverse("tokens"))
