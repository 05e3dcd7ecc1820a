"""A real browser at the server of a test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.test import Client
from web.county import BACKEND

EXECUTABLE = Path("/usr/bin/chromium")
SIZE = {"width": 1366, "height": 768}


@contextmanager
def launched(playwright: Any) -> Iterator[Any]:
    """Chromium, closed at the end."""
    # Playwright keeps an event loop in this thread, which Django else takes for its own.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    answering = WSGIHandler.get_response
    WSGIHandler.get_response = _in_turn(answering)  # type: ignore[method-assign]
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    browser = playwright.chromium.launch(
        executable_path=str(EXECUTABLE), args=["--no-sandbox"]
    )
    try:
        yield browser
    finally:
        browser.close()
        WSGIHandler.get_response = answering  # type: ignore[method-assign]
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _in_turn(answering: Any) -> Any:
    """The threads of the test's server share one connection to SQLite's memory, and so
    one transaction: they answer one after another."""
    turn = Lock()

    def answered(handler: WSGIHandler, request: HttpRequest) -> Any:
        with turn:
            return answering(handler, request)

    return answered


def seat(browser: Any, server: str, person: Any = None) -> Any:
    """A window of a person who has signed in, or of the public. What the page's scripts
    fail at is kept in ``page.faults``."""
    context = browser.new_context(viewport=SIZE, locale="zh-CN")
    if person is not None:
        client = Client()
        client.force_login(person, BACKEND)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": server}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda line: _heard(page.faults, line))
    return page


def _heard(faults: list[str], line: Any) -> None:
    if "Content Security" in line.text:
        faults.append(line.text)
