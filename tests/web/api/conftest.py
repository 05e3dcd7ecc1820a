"""Programs with keys."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from jiping.web.api.actions import MakeToken, scopes
from jiping.web.api.models import Token


class Program:
    """Calls the API with a key."""

    def __init__(self, key: str, token: Token | None = None) -> None:
        self.key, self.token = key, token
        self.client = Client(HTTP_AUTHORIZATION=f"Bearer {key}")

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/{path}")

    def do(self, action: str, **body: Any) -> Any:
        return self.client.post(
            f"/api/actions/{action}",
            json.dumps(body),
            content_type="application/json",
        )


@pytest.fixture
def program(county) -> Callable[..., Program]:
    """A program of a person; with every scope unless some are named."""

    def made(person: str, *chosen: str, days: int = 30) -> Program:
        until = localdate() + timedelta(days=days)
        actor = county.people[person]
        token, key = MakeToken(actor, "接口测试", chosen or scopes(), until).perform()
        return Program(key, token)

    return made
