"""Accounts, roles and one-time passwords."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jiping.web.accounts.models import Membership, Role, User
from jiping.web.administration.actions.people import (
    ChangePassword,
    CreatePerson,
    EndRole,
    GiveRole,
    IssuePasswords,
    SwitchOff,
)
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused

WORD = re.compile(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>")
OTHERS = (
    "reviewer@财",
    "bureau_head@财",
    "officer@城",
    "filer@灯",
    "head@灯",
    "auditor@财",
)


def signed_in(username: str, password: str) -> Client:
    client = Client()
    client.post("/sign-in/", {"username": username, "password": password})
    return client


def test_an_account_is_made_and_used_only_after_choosing_a_password(county) -> None:
    admin = county.client("administrator@财")
    answer = admin.post("/people/new/", {"username": "new.one", "name": "赵新"})
    person = User.objects.get(username="new.one")
    assert answer["Location"] == f"/people/{person.pk}/"
    assert not person.has_usable_password()
    given = {"role": "filer", "unit": "101002"}
    assert admin.post(f"/people/{person.pk}/give-role/", given).status_code == 303
    page = admin.post("/people/passwords/", {"person": person.pk})
    word = WORD.search(page.content.decode())[1]
    assert "no-store" in page["Cache-Control"]

    client = signed_in("new.one", word)
    assert client.get("/")["Location"] == "/password/"
    assert client.get("/campaigns/")["Location"] == "/password/"
    mine = {
        "old_password": word,
        "new_password1": "quiet-Lamp-77",
        "new_password2": "quiet-Lamp-77",
    }
    assert client.post("/password/", mine)["Location"] == "/"
    assert client.get("/").status_code == 200
    person.refresh_from_db()
    assert not person.must_change_password


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short-1", "至少要10位"),
        ("1234567890", "常见|数字"),
        ("right-Horse-9", "不同"),
    ],
)
def test_a_poor_password_is_refused(county, new: str, said: str) -> None:
    client = county.client("filer@灯")
    given = {
        "old_password": "right-Horse-9",
        "new_password1": new,
        "new_password2": new,
    }
    page = client.post("/password/", given).content.decode()
    assert re.search(said, page)
    assert "too short" not in page


def test_a_one_time_password_ends(county) -> None:
    person = county.people["filer@灯"]
    [(_, word)] = IssuePasswords(county.people["administrator@财"], [person]).perform()
    User.objects.filter(pk=person.pk).update(
        one_time_until=timezone.now() - timedelta(minutes=1)
    )
    page = Client().post("/sign-in/", {"username": "filer@灯", "password": word})
    assert "一次性密码已过期" in page.content.decode()


def test_a_reset_signs_out_whoever_is_signed_in(county) -> None:
    client = signed_in("filer@灯", "right-Horse-9")
    assert client.get("/").status_code == 200
    IssuePasswords(
        county.people["administrator@财"], [county.people["filer@灯"]]
    ).perform()
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_the_log_never_holds_a_password(county) -> None:
    admin = county.people["administrator@财"]
    given = IssuePasswords(admin, [county.people["filer@灯"]]).perform()
    ChangePassword(county.people["filer@灯"], "quiet-Lamp-77").perform()
    text = "".join(str(record.facts) for record in Record.objects.all())
    assert given[0][1] not in text
    assert "quiet-Lamp-77" not in text


@pytest.mark.parametrize("who", OTHERS)
def test_others_change_nobody(county, who: str) -> None:
    client = county.client(who)
    person = county.people["filer@馆"]
    before = User.objects.count()
    assert (
        client.post("/people/new/", {"username": "x", "name": "x"}).status_code == 403
    )
    assert client.post("/people/passwords/", {"person": person.pk}).status_code == 403
    assert client.post(f"/people/{person.pk}/switch-off/").status_code == 403
    given = {"role": "administrator", "unit": "001"}
    assert client.post(f"/people/{person.pk}/give-role/", given).status_code == 403
    assert User.objects.count() == before
    assert client.get("/people/").status_code == (200 if who == "auditor@财" else 403)


def test_a_role_only_where_it_belongs(county) -> None:
    admin, person = county.people["administrator@财"], county.people["filer@灯"]
    with pytest.raises(Refused, match="只能设在财政局"):
        GiveRole(admin, person, Role.REVIEWER, county.units["灯"]).perform()
    with pytest.raises(Refused, match="不能同时担任"):
        GiveRole(admin, person, Role.AUDITOR, county.units["财"]).perform()
    with pytest.raises(Refused, match="不能同时担任"):
        GiveRole(
            admin, county.people["auditor@财"], Role.FILER, county.units["灯"]
        ).perform()
    with pytest.raises(Refused, match="已经是"):
        GiveRole(admin, person, Role.FILER, county.units["灯"]).perform()


def test_one_person_has_two_roles_and_loses_one(county) -> None:
    admin, person = county.people["administrator@财"], county.people["filer@灯"]
    held = GiveRole(admin, person, Role.UNIT_HEAD, county.units["灯"]).perform()
    assert person.inbox.filter(text__contains="单位负责人").exists()
    EndRole(admin, person, held).perform()
    with pytest.raises(Refused, match="已经停用"):
        EndRole(admin, person, held).perform()
    assert {m.role for m in User.objects.get(pk=person.pk).roles} == {"filer"}


def test_the_last_administrator_stays(county) -> None:
    admin = county.people["administrator@财"]
    held = Membership.objects.get(user=admin)
    with pytest.raises(Refused, match="最后一位"):
        EndRole(admin, admin, held).perform()
    with pytest.raises(Refused, match="自己的帐号"):
        SwitchOff(admin, admin).perform()


def test_who_is_switched_off_is_out_at_once(county) -> None:
    client = signed_in("filer@灯", "right-Horse-9")
    SwitchOff(county.people["administrator@财"], county.people["filer@灯"]).perform()
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert signed_in("filer@灯", "right-Horse-9").get("/").status_code == 302


def test_the_same_account_twice_is_said(county) -> None:
    admin = county.people["administrator@财"]
    CreatePerson(admin, "twice", "一").perform()
    with pytest.raises(Refused, match="已经有了"):
        CreatePerson(admin, "TWICE", "二").perform()


def test_no_more_passwords_than_a_page_holds(county) -> None:
    people = [User(username=f"u{n}") for n in range(41)]
    with pytest.raises(Refused, match="40"):
        IssuePasswords(county.people["administrator@财"], people)


def test_five_wrong_passwords_lock(county) -> None:
    client = Client()
    wrong = {"username": "filer@灯", "password": "wrong"}
    answers = [client.post("/sign-in/", wrong).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    right = {"username": "filer@灯", "password": "right-Horse-9"}
    locked = client.post("/sign-in/", right)
    assert locked.status_code == 429
    assert "15分钟后再试" in locked.content.decode()
    # Another person at the same machine still can.
    other = {"username": "head@灯", "password": "right-Horse-9"}
    assert client.post("/sign-in/", other).status_code == 302
