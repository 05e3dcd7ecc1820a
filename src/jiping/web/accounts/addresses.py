"""From which address a request comes, where proxies stand between.

Wrong passwords and keys are counted by address. Anybody can write ``X-Forwarded-For``:
it is looked at only where the administrator said how many proxies stand before the
workbench (``JIPING_PROXIES``), and then only the part that those wrote.
"""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_MOST = 9


def proxies(stated: str) -> int:
    """How many proxies ``JIPING_PROXIES`` states, 0 where it is empty.

    Raises ValueError (a Chinese sentence) for what is no number from 0 to 9.
    """
    text = stated.strip() or "0"
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST:
        raise ValueError(
            f"JIPING_PROXIES 写的是“{stated}”，应是反向代理的层数（0 到 {_MOST}），请改正。"
        )
    return int(text)


def forwarded(header: str, count: int) -> str:
    """The address that the outermost of ``count`` proxies saw: each adds one at the end.
    Empty where the header holds fewer, or no address there."""
    parts = header.split(",")
    if count < 1 or len(parts) < count:
        return ""
    stated = parts[-count].strip()
    if stated.startswith("["):
        stated = stated[1:].partition("]")[0]
    elif stated.count(":") == 1:
        stated = stated.partition(":")[0]
    try:
        return str(ip_address(stated))
    except ValueError:
        return ""


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, as the middleware has set it."""
    return str(request.META.get("REMOTE_ADDR") or "")


class ClientAddress:
    """Middleware: ``REMOTE_ADDR`` is the client's and not the nearest proxy's."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.PROXIES:
            header = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
            found = forwarded(header, settings.PROXIES)
            if found:
                request.META["REMOTE_ADDR"] = found
        return self.answer(request)
