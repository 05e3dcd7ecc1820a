"""Whose address is counted, with proxies before the workbench and without."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jiping.web.accounts.addresses import forwarded, proxies
from jiping.web.api.models import Failures

MOST = 5


@pytest.mark.parametrize(
    ("header", "count", "found"),
    [
        ("198.51.100.7", 1, "198.51.100.7"),
        ("6.6.6.6, 198.51.100.7", 1, "198.51.100.7"),
        ("6.6.6.6, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"),
        ("198.51.100.7:5123", 1, "198.51.100.7"),
        ("[2001:db8::1]:443", 1, "2001:db8::1"),
        ("2001:db8::1", 1, "2001:db8::1"),
        ("198.51.100.7", 2, ""),
        ("198.51.100.7, unknown", 1, ""),
        ("198.51.100.7", 0, ""),
        ("", 1, ""),
    ],
)
def test_what_the_outermost_proxy_saw(header: str, count: int, found: str) -> None:
    assert forwarded(header, count) == found


@given(st.text(), st.ip_addresses().map(str))
def test_what_a_client_writes_before_it_changes_nothing(
    written: str, seen: str
) -> None:
    assert forwarded(f"{written}, {seen}", 1) == seen


@pytest.mark.parametrize(("stated", "count"), [("", 0), (" 1 ", 1), ("0", 0)])
def test_how_many_there_are(stated: str, count: int) -> None:
    assert proxies(stated) == count


@pytest.mark.parametrize("stated", ["yes", "-1", "１", "10", "9" * 9])
def test_a_number_that_is_none_is_said(stated: str) -> None:
    with pytest.raises(ValueError, match="JIPING_PROXIES"):
        proxies(stated)


def wrong(client: Client, address: str) -> int:
    sent = {"username": "filer@灯", "password": "wrong"}
    answer = client.post("/sign-in/", sent, HTTP_X_FORWARDED_FOR=address)
    return answer.status_code


def right(client: Client, address: str) -> int:
    sent = {"username": "filer@灯", "password": "right-Horse-9"}
    answer = client.post("/sign-in/", sent, HTTP_X_FORWARDED_FOR=address)
    return answer.status_code


def test_behind_a_proxy_each_client_is_counted_apart(county, settings) -> None:
    settings.PROXIES = 1
    for turn in range(MOST):
        wrong(Client(), f"10.9.9.{turn}, 198.51.100.7")
    assert AccessAttempt.objects.get().ip_address == "198.51.100.7"
    assert right(Client(), "198.51.100.7") == 429
    assert right(Client(), "198.51.100.8") == 302


def test_without_one_the_header_is_nobodys_word(county) -> None:
    for turn in range(MOST):
        wrong(Client(), f"198.51.100.{turn}")
    assert AccessAttempt.objects.get().ip_address == "127.0.0.1"
    assert right(Client(), "203.0.113.5") == 429


@pytest.mark.parametrize(("count", "counted"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_wrong_keys_are_counted_alike(county, client, settings, count, counted) -> None:
    settings.PROXIES = count
    client.get(
        "/api/me",
        HTTP_AUTHORIZATION="Bearer jp_x",
        HTTP_X_FORWARDED_FOR="6.6.6.6, 198.51.100.7",
    )
    assert Failures.objects.get().address == counted
