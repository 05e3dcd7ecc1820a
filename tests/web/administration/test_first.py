"""The first start."""

import pytest
from django.test import Client

from jiping.web.accounts.models import User
from jiping.web.administration import first
from jiping.web.core.actions import Refused

GIVEN = {
    "bureau": "澄湖县财政局",
    "username": "chen",
    "name": "陈管理",
    "password": "right-Horse-9",
    "again": "right-Horse-9",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.HOME = tmp_path


def test_there_is_nobody_and_then_one(db: None, client: Client) -> None:
    assert not User.objects.exists()
    code = first.code()
    assert code in first.sentence()
    assert "不对" in client.post("/first/", GIVEN | {"code": "1" * 12}).content.decode()
    assert client.post("/first/", GIVEN | {"code": code})["Location"] == "/sign-in/"
    person = User.objects.get()
    assert person.holds("administrator")
    assert first.sentence() == ""
    # The code is of use once, and the page with it.
    again = client.post("/first/", GIVEN | {"code": code, "username": "eve"})
    assert again["Location"] == "/sign-in/"
    assert User.objects.count() == 1


def test_a_poor_first_password_is_refused(db: None, client: Client) -> None:
    poor = {"password": "short", "again": "short"}
    page = client.post("/first/", GIVEN | poor | {"code": first.code()})
    assert "至少要10位" in page.content.decode()
    assert not User.objects.exists()


def test_two_who_come_first_are_not_both(db: None) -> None:
    first.found("a", "甲", "right-Horse-9", "澄湖县财政局", first=True)
    with pytest.raises(Refused, match="已经有系统管理员"):
        first.found("b", "乙", "right-Horse-9", "澄湖县财政局", first=True)


def test_the_server_can_always_make_another(county) -> None:
    first.found("spare", "备用", "right-Horse-9", "", first=False)
    assert User.objects.get(username="spare").holds("administrator")
