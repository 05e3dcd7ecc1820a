"""Two people who press the same button at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from jiping.web.accounts.models import Membership
from jiping.web.administration.actions.people import EndRole, SwitchOff
from jiping.web.audit.chain import prove_stored
from jiping.web.campaigns.actions import IssueCampaign
from jiping.web.campaigns.models import Campaign
from jiping.web.core.actions import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_server() -> None:
    if connection.vendor == "sqlite":
        pytest.skip(
            "the test database in memory takes one writer only: PostgreSQL is needed"
        )


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Runs them at the same time; ``done``, or why each was refused."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_campaign_is_issued_once(county, ready) -> None:
    people = (county.people["reviewer@财"], county.people["bureau_head@财"])
    said = at_once(
        *(
            IssueCampaign(person, Campaign.objects.get(pk=ready.pk)).perform
            for person in people
        )
    )
    assert said.count("done") == 1
    assert ready.assignments.count() == 5
    assert not prove_stored().faults


def test_two_administrators_do_not_both_leave(county) -> None:
    one, two = county.people["administrator@财"], county.people["bureau_head@财"]
    held = Membership.objects.get(user=one)
    other = Membership.objects.create(user=two, unit=held.unit, role=held.role)
    said = at_once(EndRole(one, one, held).perform, EndRole(two, two, other).perform)
    assert said.count("done") == 1
    assert not prove_stored().faults


def test_two_administrators_do_not_switch_each_other_off(county) -> None:
    one, two = county.people["administrator@财"], county.people["bureau_head@财"]
    held = Membership.objects.get(user=one)
    Membership.objects.create(user=two, unit=held.unit, role=held.role)
    said = at_once(SwitchOff(one, two).perform, SwitchOff(two, one).perform)
    assert said.count("done") == 1
    assert not prove_stored().faults
