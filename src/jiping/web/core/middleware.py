"""Refusals become pages: one sentence, and where to go on."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from jiping.web.core.actions import Refused

UNFIT = "有内容太长，或含有不能保存的字符，没有保存，请改短、改正后再试。"

BUSY = "现在同时保存的人太多，这一次没有保存，请过一分钟再试；页面上填的内容还在。"
FULL = "服务器磁盘已满，没有保存，请联系系统管理员后再试；页面上填的内容还在。"
# What the databases say when another writer did not end in time, and when the disk is
# full: SQLite, then PostgreSQL.
_LOCKED = ("database is locked", "deadlock detected", "lock timeout")
_NO_ROOM = ("disk is full", "No space left on device")


class Refusals:
    """Shows ``Refused``, and what no database takes, as a page (403 for a lack of right,
    503 for what another try may mend, 409 else), or as a message in place for htmx. Who
    has not signed in is sent to do so."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.following(request)

    def process_exception(
        self, request: HttpRequest, fault: Exception
    ) -> HttpResponse | None:
        """The page for a refusal; other exceptions are not ours."""
        if isinstance(fault, DataError | UnicodeEncodeError):
            fault = Refused(UNFIT)
        again = _unable(fault)
        if again is not None:
            fault = again
        if not isinstance(fault, Refused):
            return None
        htmx = bool(getattr(request, "htmx", False))
        if fault.denied and not request.user.is_authenticated:
            target = f"{resolve_url('sign-in')}?{urlencode({'next': request.get_full_path()})}"
            if not htmx:
                return HttpResponseRedirect(target)
            return HttpResponse(status=401, headers={"HX-Redirect": target})
        status = 503 if again else 403 if fault.denied else 409
        template = "core/refused_part.html" if htmx else "core/refused.html"
        response = render(request, template, {"sentence": str(fault)}, status=status)
        if htmx:
            response["HX-Retarget"] = "#said"
            response["HX-Reswap"] = "innerHTML"
            response["HX-Reselect"] = ".said"
            # The page stays what it is, also where the browser would show its address.
            response["HX-Push-Url"] = "false"
        return response


def _unable(fault: Exception) -> Refused | None:
    """What to say where the database could not do it this time."""
    said = str(fault) if isinstance(fault, OperationalError) else ""
    if any(words in said for words in _LOCKED):
        return Refused(BUSY)
    return Refused(FULL) if any(words in said for words in _NO_ROOM) else None
