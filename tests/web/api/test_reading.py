"""What programs may read: what the pages show, by the same policy."""

import pytest
from web.packages import submitted
from web_filings import handed_in, sample

from jiping.web.publication.actions import Confirm, Prepare, Publish, SetReply, Withdraw
from jiping.web.publication.models import Publication

EVERYBODYS = ("me", "tasks", "campaigns")
PATHS = (
    "units", "people", "waivers", "campaigns/{campaign}/assignments",
    "campaigns/{campaign}/grades", "assignments/{assignment}",
    "assignments/{assignment}/submissions", "assignments/{assignment}/publication",
    "submissions/{submission}", "submissions/{submission}/scores",
)  # fmt: skip
# Who may read which of PATHS, in their order.
ALLOWED = {
    "reviewer@财": "1011111111",
    "auditor@财": "1111111111",
    "administrator@财": "1100010000",
    "officer@城": "0011011110",
    "filer@灯": "0010011110",
    "filer@馆": "0010000000",
}


@pytest.fixture
def version(county):
    return submitted(county, "灯")


@pytest.mark.parametrize("person", ALLOWED)
def test_who_reads_what(county, program, version, person) -> None:
    caller = program(person)
    at = {
        "campaign": county.campaign.pk,
        "assignment": county.assignments["灯"].pk,
        "submission": version.pk,
    }
    codes = [caller.get(path.format(**at)).status_code for path in PATHS]
    assert set(codes) <= {200, 403}
    read = "".join(str(int(code == 200)) for code in codes)
    assert (person, read) == (person, ALLOWED[person])


@pytest.mark.parametrize("path", EVERYBODYS)
def test_what_everybody_reads(county, program, path) -> None:
    assert program("filer@馆").get(path).status_code == 200


def test_a_campaign_that_is_being_drafted_is_the_bureaus(county, program) -> None:
    county.campaign.state = "draft"
    county.campaign.save()
    assert program("filer@灯").get("campaigns").json() == []
    assert len(program("reviewer@财").get("campaigns").json()) == 1


def test_a_finding_says_how_it_is_answered(county, program, version) -> None:
    read = program("reviewer@财").get(f"submissions/{version.pk}").json()
    for finding in read["findings"]:
        assert len(finding["judged_by"]) == 3
    assert read["filing"]["year"] == version.assignment.campaign.year or read["filing"]


@pytest.fixture
def public(county, tmp_path) -> Publication:
    part = county.assignments["城"]
    handed_in(part, sample(), county.people["head@城"], tmp_path)
    officer = county.people["officer@城"]
    made = Prepare(officer, part).perform()
    SetReply(officer, made, "2024-09-01").perform()
    if masks := {m.pk: ("mask", "") for m in made.masks.all()}:
        Confirm(officer, made, masks).perform()
    return Publish(officer, made).perform()


def test_what_is_public_needs_no_key(client, public) -> None:
    said = client.get("/api/public/filings", {"words": "路灯", "year": 2023}).json()
    assert (said["count"], said["filings"][0]["unit"]) == (1, "澄湖县城市管理局")
    whole = client.get(f"/api/public/filings/{public.pk}").json()
    assert whole["filing"] == public.current.filing
    assert not client.get("/api/public/filings", {"unit": "没有"}).json()["count"]
    assert "Cookie" not in client.get("/api/public/filings").get("Vary", "")


def test_what_was_withdrawn_is_gone(client, county, public) -> None:
    Withdraw(county.people["officer@城"], public, "有个人信息没有隐去").perform()
    assert client.get(f"/api/public/filings/{public.pk}").status_code == 410
    brief = client.get("/api/public/filings").json()["filings"][0]
    assert (brief["edition"], brief["digest"]) == (None, "")


@pytest.mark.parametrize("year", ["-1", "99999", "9" * 30])
def test_years_that_are_none(client, county, year) -> None:
    answer = client.get("/api/public/filings", {"year": year})
    assert (answer.status_code, answer.json()["count"]) == (200, 0)
