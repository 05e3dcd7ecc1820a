"""The frame: signing in, refusals, actions that are whole."""

import pytest
from django.test import Client

from jiping.web.audit.chain import line, prove
from jiping.web.audit.models import Record
from jiping.web.core.actions import Action, Refused
from jiping.web.core.policy import OWN, TABLE, Grant


def test_who_has_not_signed_in_is_sent_to_do_so(client: Client, db: None) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2F")


def test_the_first_page_is_shown_to_who_has(county) -> None:
    page = county.client("filer@灯").get("/")
    assert page.status_code == 200
    assert "filer@灯" in page.content.decode()


@pytest.fixture
def renaming(monkeypatch: pytest.MonkeyPatch) -> type[Action[None]]:
    monkeypatch.setitem(TABLE, "test.rename", Grant(title="改名", roles={"filer": OWN}))

    class Rename(Action[None]):
        verb = "test.rename"

        def effect(self) -> None:
            self.subject.name = "新名"
            self.subject.save()
            if self.subject.code == "102002":
                raise Refused("这个单位不能改名。")

        def facts(self, result: None) -> dict[str, str]:
            return {"name": self.subject.name}

    return Rename


def test_an_action_leaves_a_line_that_proves(county, renaming) -> None:
    renaming(county.people["filer@灯"], county.units["灯"]).perform()
    records = list(Record.objects.all())
    assert [(r.verb, r.facts) for r in records] == [("test.rename", {"name": "新名"})]
    assert not prove((line(r), r.digest) for r in records).faults


def test_another_unit_is_refused(county, renaming) -> None:
    with pytest.raises(Refused, match="没有这个权限"):
        renaming(county.people["filer@馆"], county.units["灯"]).perform()
    assert not Record.objects.exists()


def test_a_refused_action_changes_nothing(county, renaming) -> None:
    with pytest.raises(Refused, match="不能改名"):
        renaming(county.people["filer@馆"], county.units["馆"]).perform()
    county.units["馆"].refresh_from_db()
    assert county.units["馆"].name == "澄湖县图书馆"
    assert not Record.objects.exists()
