"""The links at the top of every page; each app adds its own."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from jiping.web.core.policy import decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link to the page named ``view``, shown to whom ``verb`` is allowed (about no
    single unit); ``place`` orders them."""

    place: int
    label: str
    view: str
    verb: str


ENTRIES: list[Entry] = []


def add(*entries: Entry) -> None:
    """Add links; to be called once, when an app is ready."""
    ENTRIES.extend(entries)
    ENTRIES.sort(key=lambda entry: entry.place)


def entries(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Label, address, and whether it is the page shown."""
    shown = []
    for entry in ENTRIES:
        if decide(request.user, entry.verb):
            url = reverse(entry.view)
            here = request.path == url or (url != "/" and request.path.startswith(url))
            shown.append((entry.label, url, here))
    return shown
