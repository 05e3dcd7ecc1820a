"""The pages: who sees what, and the whole way by browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from web.followup.conftest import PDF

from jiping.web.followup.models import Proof, Rectification, Suggestion
from jiping.web.followup.origins import open_origins
from jiping.web.followup.results import lines_of

SEEN = {
    # list, task, budget, ranking, budget file, choose
    "reviewer@财": (200, 200, 200, 200, 200, 200),
    "auditor@财": (200, 200, 200, 200, 200, 403),
    "administrator@财": (403, 403, 403, 403, 403, 403),
    "officer@城": (200, 200, 403, 403, 403, 200),
    "officer@文": (200, 403, 403, 403, 403, 200),
    "filer@灯": (200, 200, 403, 403, 403, 403),
    "filer@馆": (200, 403, 403, 403, 403, 403),
}


@pytest.mark.parametrize("person", SEEN)
def test_who_sees_what(county, result, issued, person) -> None:
    task, campaign = issued(), county.campaign.pk
    paths = (
        "/followup/",
        f"/followup/tasks/{task.pk}/",
        f"/followup/{campaign}/budget/",
        f"/followup/{campaign}/ranking/",
        f"/followup/{campaign}/budget.xlsx",
        f"/followup/{campaign}/new/",
    )
    client = county.client(person)
    assert tuple(client.get(path).status_code for path in paths) == SEEN[person]


def test_another_units_task_is_not_in_the_list(county, issued) -> None:
    issued()
    own = county.client("filer@灯").get("/followup/").content.decode()
    other = county.client("filer@馆").get("/followup/").content.decode()
    assert "台账没有按时登记" in own
    assert "台账没有按时登记" not in other
    file = county.client("filer@馆").get(f"/followup/{county.campaign.pk}/tasks.xlsx")
    assert file.status_code == 200
    assert b"101002" not in file.content


def test_the_whole_way_by_page(county, version, part) -> None:
    bureau, unit = county.client("reviewer@财"), county.client("filer@灯")
    page = f"/followup/{county.campaign.pk}/units/{part.unit.pk}/issue/"
    chosen = open_origins(part)[0]
    assert chosen.problem in bureau.get(page).content.decode()
    sent = {
        "origin": [chosen.ref],
        f"measure:{chosen.ref}": "查清原因并更正",
        "problem-0": "台账没有按时登记",
        "measure-0": "30日内补登",
        "days": "20",
        "due": "",
    }
    assert bureau.post(page, sent).status_code == 303
    first, second = Rectification.objects.order_by("pk")
    assert (first.source, second.source) == ("finding", "other")
    at = f"/followup/tasks/{first.pk}/"
    file = SimpleUploadedFile("照片.pdf", PDF)
    sent = {"text": "已经更正并重新核对", "proof": file}
    assert unit.post(f"{at}report/", sent).status_code == 303
    proof = Proof.objects.get()
    got = unit.get(f"/followup/proofs/{proof.pk}/")
    assert (got.content, got["X-Content-Type-Options"]) == (PDF, "nosniff")
    assert got["Content-Disposition"].startswith("attachment")
    other = county.client("filer@馆").get(f"/followup/proofs/{proof.pk}/")
    assert other.status_code == 403
    assert bureau.post(f"{at}return/", {"opinion": ""}).status_code == 409
    assert bureau.post(f"{at}accept/", {"opinion": "属实"}).status_code == 303
    assert bureau.post(f"{at}close/", {}).status_code == 303
    first.refresh_from_db()
    assert first.state == "closed"
    assert "已销号，不再办理" in unit.get(at).content.decode()


def test_a_proof_that_was_changed_on_the_disk_is_not_handed_out(
    county, issued, settings
) -> None:
    task, unit = issued(), county.client("filer@灯")
    sent = {"text": "已经补登台账", "proof": SimpleUploadedFile("a.pdf", PDF)}
    unit.post(f"/followup/tasks/{task.pk}/report/", sent)
    proof = Proof.objects.get()
    (settings.MEDIA_ROOT / proof.file.name).write_bytes(b"%PDF-changed")
    assert unit.get(f"/followup/proofs/{proof.pk}/").status_code == 409


def test_a_suggestion_is_saved_where_it_stands(county, result, part) -> None:
    client = county.client("bureau_head@财")
    key = lines_of(part)[2].key
    page = f"/followup/{county.campaign.pk}/units/{part.unit.pk}/suggest/"
    sent = {"key": key, "choice": "cut", "reason": "连续两年结余"}
    answer = client.post(page, sent)
    assert answer["Location"].endswith(f"/budget/#unit-{part.unit.pk}")
    assert Suggestion.objects.get().key == key
    shown = client.get(f"/followup/{county.campaign.pk}/budget/").content.decode()
    assert "连续两年结余" in shown
    assert "还有2行没有提出建议" in shown


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"problem-0": "台账没有登记", "measure-0": "补登台账", "days": "x"},
        {"problem-0": "台账没有登记", "measure-0": "补登台账", "due": "2024-02-31"},
        {"problem-0": "台账没有登记", "measure-0": "", "days": "5"},
        {"origin": ["judgement:999"], "days": "5"},
    ],
)
def test_what_cannot_be_asked_is_said(county, version, part, sent) -> None:
    page = f"/followup/{county.campaign.pk}/units/{part.unit.pk}/issue/"
    assert county.client("reviewer@财").post(page, sent).status_code == 409
    assert not Rectification.objects.exists()


def test_addresses_that_lead_nowhere(county, version) -> None:
    client = county.client("reviewer@财")
    for path in (
        "/followup/tasks/999999/",
        "/followup/999999/budget/",
        f"/followup/{county.campaign.pk}/units/999999/issue/",
        "/followup/proofs/999999/",
    ):
        assert client.get(path).status_code == 404
    assert client.get("/followup/?campaign=999999&show=oops").status_code == 200
