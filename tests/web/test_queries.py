"""No page asks the database more often because there is more to show."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from web.addresses import pages
from web.growing import grow
from web.world import World, lasting

from jiping.web.api.actions import MakeToken

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE = ("reviewer@财", "officer@城", "administrator@财", "filer@灯", "public")
# So many more departments, each with a unit, and as many units of one department.
FEW, MANY = 5, 45
# Lists that people open every day; that they are among what was measured is asserted.
DAILY = {
    ("reviewer@财", "/"),
    ("officer@城", "/"),
    ("filer@灯", "/"),
    ("reviewer@财", "/campaigns/"),
    ("reviewer@财", "/campaigns/{campaign}/"),
    ("reviewer@财", "/board/{campaign}/"),
    ("officer@城", "/department/{campaign}/{city}/"),
    ("reviewer@财", "/review/"),
    ("reviewer@财", "/grading/"),
    ("reviewer@财", "/publication/"),
    ("reviewer@财", "/followup/"),
    ("reviewer@财", "/followup/{campaign}/budget/"),
    ("reviewer@财", "/packages/waivers/"),
    ("administrator@财", "/people/"),
    ("administrator@财", "/units/"),
    ("administrator@财", "/log/"),
    ("public", "/public/"),
    ("reviewer@财", "/api/units"),
}
Asked = dict[tuple[str, str], Counter[str]]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with lasting(django_db_blocker) as found:
        yield found


def signed_in(world: World, name: str) -> Client:
    """A browser, and with it a program, of a person."""
    if name == "public":
        return Client()
    until = localdate() + timedelta(days=9)
    _, key = MakeToken(world.county.people[name], "报表", ["read"], until).perform()
    client = world.county.client(name)
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {key}"
    return client


def asked_by(client: Client, address: str) -> Counter[str] | None:
    """What a page asks the database; None where it is no page for this person, or a
    document, of which there is one however many units there are."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code != 200 or not kind.startswith(("text/html", "application/json")):  # fmt: skip
        return None
    # Without the values, so that the same question stands there once.
    return Counter(query["sql"].partition(" WHERE ")[0] for query in asked)


def everywhere(world: World, clients: dict[str, Client]) -> Asked:
    """Every page that answers each person, opened once before, so that what is kept in
    memory is there."""
    shown = [
        (name, address)
        for name, client in clients.items()
        for address in (page.address(world) for page in pages())
        if asked_by(client, address) is not None
    ]
    return {at: asked_by(clients[at[0]], at[1]) or Counter() for at in shown}


def test_more_rows_are_no_more_queries(world: World) -> None:
    grow(world, FEW)
    clients = {name: signed_in(world, name) for name in PEOPLE}
    few = everywhere(world, clients)
    campaign, city = world.county.campaign.pk, world.county.units["城"].pk
    daily = {(n, at.format(campaign=campaign, city=city)) for n, at in DAILY}
    assert daily <= few.keys(), daily - few.keys()
    grow(world, MANY)
    more = {}
    for (name, address), before in few.items():
        after = asked_by(clients[name], address) or Counter()
        if after.total() > before.total():
            more[name, address] = (after - before).most_common(3)
    assert more == {}
