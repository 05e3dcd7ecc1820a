"""Pages of the house itself."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from jiping import __version__


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session has ended: what was typed is still in the browser."""
    sentence = (
        "页面停留太久，登录已过期。请返回上一页，重新登录后再提交，已填的内容不会丢。"
    )
    return render(request, "core/refused.html", {"sentence": sentence}, status=403)


def health(request: HttpRequest) -> JsonResponse:
    """Whether the program and its database answer: 200, or 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "down", "version": __version__}, status=503)
    return JsonResponse({"database": "up", "version": __version__})
