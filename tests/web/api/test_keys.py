"""Keys: what opens, what does not, and that none is ever written down."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from jiping.web.administration.actions.people import (
    ChangePassword,
    IssuePasswords,
    SwitchOff,
    SwitchOn,
)
from jiping.web.api import failures
from jiping.web.api.actions import EndToken, MakeToken
from jiping.web.api.models import Failures, Token
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused


def test_a_key_is_its_person(program, county) -> None:
    said = program("filer@灯").get("me").json()
    assert said["username"] == "filer@灯"
    assert said["roles"] == [{"role": "filer", "unit": "101002"}]


def test_no_key_no_answer(client, county) -> None:
    answer = client.get("/api/me")
    assert (answer.status_code, list(answer.json())) == (401, ["error"])


def test_a_session_is_no_key(county) -> None:
    client = county.client("administrator@财")
    assert client.get("/api/me").status_code == 401
    said = client.post("/api/actions/user-prefill", "{}", content_type="text/plain")
    assert said.status_code in (401, 404)


def test_a_scope_that_is_not_there(program, county) -> None:
    reader = program("filer@灯", "read")
    answer = reader.do("draft-prefill", assignment=county.assignments["灯"].pk)
    assert answer.status_code == 403
    assert "draft" in answer.json()["error"]
    assert reader.get("me").status_code == 200
    writer = program("filer@灯", "draft")
    assert writer.get("me").status_code == 403


def test_a_key_that_has_expired(program) -> None:
    caller = program("filer@灯")
    Token.objects.update(until=localdate())
    assert caller.get("me").status_code == 200
    Token.objects.update(until=localdate() - timedelta(days=1))
    assert caller.get("me").status_code == 401


def test_a_key_that_was_ended(program, county) -> None:
    caller = program("filer@灯")
    assert caller.do("end-token", token=caller.token.pk).status_code == 200
    assert caller.get("me").status_code == 401


def test_an_account_that_was_switched_off(program, county) -> None:
    caller = program("filer@灯")
    person = county.people["filer@灯"]
    person.is_active = False
    person.save()
    assert caller.get("me").status_code == 401


def test_a_password_to_be_changed_comes_first(program, county) -> None:
    caller = program("filer@灯")
    person = county.people["filer@灯"]
    person.must_change_password = True
    person.save()
    answer = caller.get("me")
    assert (answer.status_code, "密码" in answer.json()["error"]) == (403, True)


def test_a_password_given_by_an_administrator_ends_every_key(program, county) -> None:
    first, second = program("filer@灯"), program("filer@灯", "read")
    other = program("filer@馆")
    person = county.people["filer@灯"]
    IssuePasswords(county.people["administrator@财"], [person]).perform()
    person.refresh_from_db()
    ChangePassword(person, "quiet-Lamp-77").perform()
    assert [each.get("me").status_code for each in (first, second)] == [401, 401]
    assert other.get("me").status_code == 200


def test_a_password_of_ones_own_choice_ends_none(program, county) -> None:
    caller = program("filer@灯")
    ChangePassword(county.people["filer@灯"], "quiet-Lamp-77").perform()
    assert caller.get("me").status_code == 200


def test_a_closed_account_that_is_opened_again_has_no_keys(program, county) -> None:
    caller, person = program("filer@灯"), county.people["filer@灯"]
    SwitchOff(county.people["administrator@财"], person).perform()
    assert caller.get("me").status_code == 401
    SwitchOn(county.people["administrator@财"], person).perform()
    assert caller.get("me").status_code == 401


def test_roles_that_ended_since_end_for_the_key_too(program, county) -> None:
    caller = program("reviewer@财")
    assert caller.get("units").status_code == 200
    county.people["reviewer@财"].memberships.update(ended_on=localdate())
    assert caller.get("units").status_code == 403


def test_anothers_key_is_ended_by_an_administrator_alone(program, county) -> None:
    mine = program("filer@灯")
    assert program("filer@馆").do("end-token", token=mine.token.pk).status_code == 403
    assert mine.get("me").status_code == 200
    boss = program("administrator@财")
    assert boss.do("end-token", token=mine.token.pk).status_code == 200
    assert mine.get("me").status_code == 401


def test_the_page_ends_only_ones_own(program, county) -> None:
    mine = program("filer@灯")
    address = f"/tokens/{mine.token.pk}/end/"
    assert county.client("filer@馆").post(address).status_code == 404
    assert county.client("filer@灯").post(address).status_code == 303
    assert mine.get("me").status_code == 401


def test_a_key_is_shown_once_and_kept_nowhere(county, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    client = county.client("filer@灯")
    sent = {
        "name": "报表",
        "scopes": ["read"],
        "until": (localdate() + timedelta(days=9)).isoformat(),
    }
    page = client.post("/tokens/", sent).content.decode()
    key = page.partition("jp_")[2].partition("<")[0]
    assert len(key) == 43
    assert key not in client.get("/tokens/").content.decode()
    made = Token.objects.get()
    assert key not in str(made.__dict__)
    assert key not in str([r.facts for r in Record.objects.all()])
    client.get("/api/me", HTTP_AUTHORIZATION=f"Bearer jp_{key}")
    client.get("/api/me", HTTP_AUTHORIZATION=f"Bearer jp_{key}x")
    assert key not in caplog.text


@pytest.mark.parametrize(
    ("name", "chosen", "days"),
    [(" ", ["read"], 9), ("甲", [], 9), ("甲", ["root"], 9), ("甲", ["read"], 0), ("甲", ["read"], 400)],
)  # fmt: skip
def test_keys_that_are_not_made(county, name, chosen, days) -> None:
    until = localdate() + timedelta(days=days)
    with pytest.raises(Refused):
        MakeToken(county.people["filer@灯"], name, chosen, until).perform()
    assert not Token.objects.exists()


def test_an_ended_key_is_not_ended_twice(program, county) -> None:
    token = program("filer@灯").token
    actor = county.people["filer@灯"]
    EndToken(actor, token).perform()
    with pytest.raises(Refused):
        EndToken(actor, token).perform()


def wrong(client, times: int) -> list[int]:
    return [
        client.get("/api/me", HTTP_AUTHORIZATION=f"Bearer jp_{n}").status_code
        for n in range(times)
    ]


def test_wrong_keys_are_bounded(client, program) -> None:
    caller = program("filer@灯")
    codes = wrong(client, failures.MOST + 5)
    assert codes == [401] * failures.MOST + [429] * 5
    assert Failures.objects.get().count == failures.MOST
    # A right one is let in: the address may be a proxy's.
    assert caller.get("me").status_code == 200


def test_after_a_while_wrong_keys_are_counted_anew(client, county) -> None:
    wrong(client, failures.MOST + 1)
    long_ago = timezone.now() - failures.WITHIN
    Failures.objects.update(since=long_ago)
    assert wrong(client, 1) == [401]
    assert Failures.objects.get().count == 1
