"""What every page needs."""

from typing import Any

from django.http import HttpRequest

from jiping import __version__
from jiping.web.core.navigation import entries


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Version, the person's navigation, and how many messages are unread."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"version": __version__, "navigation": (), "unread": 0}
    return {
        "version": __version__,
        "navigation": entries(request),
        "unread": user.inbox.filter(read_at=None).count(),
    }
