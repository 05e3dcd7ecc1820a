"""Views that ask the policy before they show anything."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from jiping.web.accounts.models import User
from jiping.web.core.actions import Refused
from jiping.web.core.policy import TABLE, WHOLE, Subject, decide

View = Callable[..., HttpResponseBase]


def guarded(
    verb: str, subject: Callable[..., Subject] | None = None
) -> Callable[[View], View]:
    """Let a view be seen by whom the policy lets ``verb``.

    ``subject`` finds what it is about from the arguments in the address; the view gets
    it as its second argument instead of them. Who has not signed in is asked to before
    anything is looked up, so that no address tells the public what exists.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, /, **parts: Any) -> HttpResponseBase:
            if not (request.user.is_authenticated or TABLE[verb].public):
                raise Refused("请先登录。", denied=True)
            about = subject(**parts) if subject else WHOLE
            decision = decide(request.user, verb, about)
            if not decision:
                raise Refused(decision.reason, denied=True)
            return view(request, about) if subject else view(request, **parts)

        asked.verb = verb  # type: ignore[attr-defined]
        asked.subject = subject  # type: ignore[attr-defined]
        return asked

    return decorate


def require(request: HttpRequest, verb: str, subject: Subject = WHOLE) -> None:
    """Raises Refused where the person may not."""
    decision = decide(request.user, verb, subject)
    if not decision:
        raise Refused(decision.reason, denied=True)


def may(request: HttpRequest, verb: str, subject: Subject = WHOLE) -> bool:
    """Whether a button is shown."""
    return bool(decide(request.user, verb, subject))


def acting(request: HttpRequest) -> User:
    """Who has signed in, to act. Raises Refused for nobody."""
    if not isinstance(request.user, User):
        raise Refused("请先登录。", denied=True)
    return request.user


def back(request: HttpRequest, url: str) -> HttpResponse:
    """Go on to a page: a redirect, for htmx too. A form that htmx only sends in the
    browser's place (``hx-boost``) takes from that page the parts it renews."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    whole = htmx is not None and bool(htmx) and not htmx.boosted
    response = HttpResponse(status=204 if whole else 303)
    response["HX-Redirect" if whole else "Location"] = url
    return response
