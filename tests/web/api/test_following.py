"""Files sent in and what comes of the results: read and used by key as by page."""

import json
from base64 import b64encode
from collections.abc import Iterator

import pytest
from django.test import Client
from web.world import World, lasting, taken_back

from jiping.web.accounts.models import User
from jiping.web.api.actions import scopes
from jiping.web.api.models import Token, digest_of, new_key
from jiping.web.drafts.models import Evidence
from jiping.web.followup.models import Rectification

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
# Who may read what of 灯's, in the order of PATHS.
PATHS = (
    "assignments/{lamps}/evidence", "evidence/{evidence}/file",
    "assignments/{lamps}/proposals", "proposals/{proposal}",
    "campaigns/{campaign}/target-batches", "target-batches/{batch}",
    "assignments/{lamps}/targets", "campaigns/{campaign}/rectifications",
    "rectifications/{task}", "proofs/{proof}/file",
    "campaigns/{campaign}/units/{unit}/origins",
    "campaigns/{campaign}/budget-lines", "campaigns/{campaign}/ranking",
)  # fmt: skip
ALLOWED = {
    "filer@灯": "1100001111000",
    "head@灯": "1100001111000",
    "filer@馆": "0000000100000",
    "officer@城": "1100111111100",
    "officer@文": "0000100100000",
    "reviewer@财": "0100111111111",
    "auditor@财": "0100101111011",
    "administrator@财": "0000000000000",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with lasting(django_db_blocker) as found:
        yield found


@pytest.fixture(autouse=True)
def _as_it_was(world) -> Iterator[None]:
    with taken_back():
        yield


class Caller:
    """A program with every scope."""

    def __init__(self, person: User) -> None:
        key = new_key()
        Token.objects.create(
            user=person, name="测试", digest=digest_of(key),
            scopes=list(scopes()), until="2099-01-01",
        )  # fmt: skip
        self.client = Client(HTTP_AUTHORIZATION=f"Bearer {key}")

    def get(self, path: str):
        return self.client.get(f"/api/{path}")

    def do(self, action: str, **body: object):
        return self.client.post(
            f"/api/actions/{action}", json.dumps(body), content_type="application/json"
        )


def places(world: World) -> dict[str, int]:
    return {
        "lamps": world.county.assignments["灯"].pk,
        "evidence": world.evidence["灯"].pk,
        "proposal": world.proposals["灯"].pk,
        "campaign": world.county.campaign.pk,
        "batch": world.targets.pk,
        "task": world.task.pk,
        "proof": world.proof.pk,
        "unit": world.county.units["灯"].pk,
    }


@pytest.mark.parametrize("person", ALLOWED)
def test_who_reads_what(world: World, person: str) -> None:
    caller, at = Caller(world.county.people[person]), places(world)
    read = ""
    for path in PATHS:
        answer = caller.get(path.format(**at))
        assert answer.status_code in (200, 403, 409), (path, answer.content)
        read += str(int(answer.status_code != 403))
    assert (person, read) == (person, ALLOWED[person])


def test_evidence_goes_up_comes_down_and_is_withdrawn(world: World) -> None:
    filer = Caller(world.county.people["filer@城本"])
    part = world.county.assignments["城本"].pk
    (there, *_) = filer.get(f"assignments/{part}/evidence").json()
    data = PDF + b"%new"
    file = {"name": "新验收单.pdf", "data": b64encode(data).decode()}
    made = filer.do(
        "add-evidence", assignment=part, ref=there["ref"], file=file, page="1", note=""
    )
    assert made.status_code == 200, made.content
    listed = filer.get(f"assignments/{part}/evidence").json()
    (new,) = [each for each in listed if each["name"] == "新验收单.pdf"]
    assert new["size"] == len(data) and not new["withdrawn"]
    got = filer.get(f"evidence/{new['id']}/file")
    assert got.content == data
    assert got["Content-Disposition"].startswith("attachment")
    gone = filer.do("withdraw-evidence", assignment=part, evidence=new["id"])
    assert gone.status_code == 200
    assert Evidence.objects.get(pk=new["id"]).withdrawn_at is not None
    other = Caller(world.county.people["filer@灯"])
    assert other.get(f"evidence/{new['id']}/file").status_code == 403


def test_a_package_is_looked_at_and_taken_over(world: World) -> None:
    filer = Caller(world.county.people["filer@城本"])
    part = world.county.assignments["城本"].pk
    (sent,) = filer.get(f"assignments/{part}/proposals").json()
    assert sent["done"] is False and sent["files"][0]["name"] == "材料.docx"
    plan = filer.get(f"proposals/{sent['id']}").json()
    assert plan["assignment"] == part and plan["items"]
    choices = {"confirmed": "1"} | {
        f"c-{item['id']}": "theirs" if item["candidates"] == [] else "0"
        for item in plan["items"]
    }
    done = filer.do(
        "take-over", assignment=part, proposal=sent["id"],
        revision=plan["revision"], choices=choices, how="theirs",
    )  # fmt: skip
    assert done.status_code == 200, done.content
    again = filer.get(f"proposals/{sent['id']}")
    assert again.status_code == 409
    (sent,) = filer.get(f"assignments/{part}/proposals").json()
    assert sent["done"] is True


def test_a_task_goes_its_whole_way(world: World) -> None:
    reviewer = Caller(world.county.people["reviewer@财"])
    head = Caller(world.county.people["head@灯"])
    campaign, unit = world.county.campaign.pk, world.county.units["灯"].pk
    origins = reviewer.get(f"campaigns/{campaign}/units/{unit}/origins").json()
    assert origins
    wanted = [{"origin": origins[0]["ref"], "problem": "", "measure": "查清原因并更正"}]
    made = reviewer.do(
        "issue-rectifications",
        part={"campaign": campaign, "unit": unit},
        wanted=wanted,
        due=None,
        working_days=10,
    )
    assert made.status_code == 200, made.content
    left = reviewer.get(f"campaigns/{campaign}/units/{unit}/origins").json()
    assert origins[0]["ref"] not in [each["ref"] for each in left]
    listed = head.get(f"campaigns/{campaign}/rectifications").json()
    (task,) = [each for each in listed if each["measure"] == "查清原因并更正"]
    assert task["state"] == "open" and not task["late"]
    assert any(t["doing"] == "整改并反馈" for t in head.get("tasks").json())
    file = {"name": "整改.pdf", "data": b64encode(PDF).decode()}
    head.do("report-rectification", task=task["id"], text="已更正并重报", files=[file])
    shown = reviewer.get(f"rectifications/{task['id']}").json()
    assert [step["kind"] for step in shown["steps"]] == ["issued", "reported"]
    (proof,) = shown["steps"][1]["proofs"]
    assert reviewer.get(f"proofs/{proof['id']}/file").content == PDF
    reviewer.do("accept-rectification", task=task["id"], opinion="")
    reviewer.do("close-rectification", task=task["id"], opinion="")
    assert Rectification.objects.get(pk=task["id"]).state == "closed"


def test_targets_by_batch_and_by_unit(world: World) -> None:
    officer, at = Caller(world.county.people["officer@城"]), places(world)
    (batch,) = officer.get(f"campaigns/{at['campaign']}/target-batches").json()
    assert (batch["id"], batch["state"]) == (at["batch"], "open")
    assert officer.get(f"target-batches/{batch['id']}").json()["problems"] == []
    assert officer.get(f"assignments/{at['lamps']}/targets").json() == {"cells": []}


def test_the_round_by_key(world: World) -> None:
    administrator = Caller(world.county.people["administrator@财"])
    assert administrator.do("daily-round").status_code == 200
    assert administrator.do("daily-round").status_code == 409
    assert (
        Caller(world.county.people["reviewer@财"]).do("daily-round").status_code == 403
    )


def test_a_part_is_withdrawn_and_restored_by_key(world: World) -> None:
    reviewer = Caller(world.county.people["reviewer@财"])
    part = world.county.assignments["城本"].pk
    for action in ("withdraw-assignment", "restore-assignment"):
        done = reviewer.do(action, assignment=part, reason="布置时列错了单位")
        assert done.status_code == 200, done.content
        state = reviewer.get(f"assignments/{part}").json()["state"]
        assert state == {"w": "called_off", "r": "filling"}[action[0]]
