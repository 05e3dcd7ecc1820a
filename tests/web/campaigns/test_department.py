"""A department's own notice and its working group."""

import hashlib
from datetime import date

import pytest

from jiping.web.campaigns.actions import CloseCampaign
from jiping.web.campaigns.models import DepartmentNotice, WorkingGroup
from jiping.web.campaigns.stamped import MOST_BYTES

WORDS = {
    "title": "澄湖县城市管理局关于开展自评的通知",
    "number": "澄城〔2024〕2号",
    "scope": "本级和所属单位",
    "basis": "县财政局通知",
    "contents": "填表",
    "procedure": "自评、审核、汇总",
    "requirements": "按时",
    "annexes": "附件1",
}
PDF = b"%PDF-1.4\n%stamped\n%%EOF\n"


@pytest.fixture
def page(county) -> str:
    return f"/campaigns/{county.campaign.pk}/departments/{county.units['城'].pk}/"


def test_the_notice_is_drafted_from_the_bureaus(county, page) -> None:
    form = county.client("officer@城").get(f"{page}notice/").content.decode()
    assert county.campaign.title in form
    assert not DepartmentNotice.objects.exists()


def test_a_department_writes_stamps_and_issues_its_notice(
    county, page, stamped
) -> None:
    client = county.client("officer@城")
    assert client.post(f"{page}notice/", WORDS | {"annexes": ""}).status_code == 303
    kept = DepartmentNotice.objects.get()
    assert kept.missing_contents == ("附件",)
    assert "缺附件" in client.get(page).content.decode()
    # Without a stamped file it does not go out.
    refused = client.post(f"{page}notice/issue/")
    assert refused.status_code == 409
    assert "盖章" in refused.content.decode()

    client.post(f"{page}notice/", WORDS | {"stamped": stamped()})
    kept.refresh_from_db()
    assert kept.file_digest == hashlib.sha256(PDF).hexdigest()
    assert kept.file_name == "通知.pdf"
    assert client.post(f"{page}notice/issue/").status_code == 303
    kept.refresh_from_db()
    assert kept.policy_state == "issued"
    assert county.people["filer@灯"].inbox.filter(text__contains="已印发").exists()
    assert county.people["reviewer@财"].inbox.filter(text__contains="印发了").exists()
    # From then on it is fixed, and a second click finds it so.
    assert client.post(f"{page}notice/issue/").status_code == 403
    assert client.post(f"{page}notice/", WORDS | {"title": "改"}).status_code == 403
    kept.refresh_from_db()
    assert kept.title == WORDS["title"]


def test_the_stamped_file_is_handed_out_by_the_policy(county, page, stamped) -> None:
    county.client("officer@城").post(f"{page}notice/", WORDS | {"stamped": stamped()})
    unit_page = f"/campaigns/assignments/{county.assignments['灯'].pk}/notice/"
    # A unit sees it once it is issued, and only its own department's.
    assert county.client("filer@灯").get(unit_page).status_code == 404
    county.client("officer@城").post(f"{page}notice/issue/")
    for who in ("officer@城", "reviewer@财", "auditor@财", "filer@城"):
        answer = county.client(who).get(f"{page}notice/stamped/")
        assert answer.content == PDF
        assert answer["Content-Disposition"].startswith("attachment")
    for who in ("officer@文", "filer@馆", "filer@灯", "administrator@财"):
        assert county.client(who).get(f"{page}notice/stamped/").status_code == 403
    assert county.client("filer@灯").get(unit_page).status_code == 200
    assert county.client("filer@馆").get(unit_page).status_code == 403
    assert county.client("officer@文").get(page).status_code == 403


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90 program", "要是 PDF"),
        (b"<html>", "要是 PDF"),
        (b"%PDF-" + b"0" * MOST_BYTES, "超过20MB"),
    ],
)
def test_what_is_no_stamped_file(county, page, stamped, data, said) -> None:
    client = county.client("officer@城")
    shown = client.post(f"{page}notice/", WORDS | {"stamped": stamped(data)})
    assert said in shown.content.decode()
    assert not DepartmentNotice.objects.exists()


def test_a_files_own_name_gets_nowhere_near_the_disk(county, page, stamped) -> None:
    evil = stamped(name="..\\..\\etc/passwd.pdf")
    county.client("officer@城").post(f"{page}notice/", WORDS | {"stamped": evil})
    kept = DepartmentNotice.objects.get()
    assert kept.file_name == "passwd.pdf"
    assert kept.file.name.startswith("notices/")
    assert "passwd" not in kept.file.name


@pytest.mark.parametrize(
    "who", ["officer@文", "reviewer@财", "auditor@财", "filer@灯", "head@城"]
)
def test_others_write_no_notice(county, page, stamped, who: str) -> None:
    client = county.client(who)
    assert client.post(f"{page}notice/", WORDS).status_code == 403
    group = {"title": "x", "dated": "2024-03-01", "stamped": stamped()}
    assert client.post(f"{page}group/", group).status_code == 403
    assert not DepartmentNotice.objects.exists()
    assert not WorkingGroup.objects.exists()


def test_the_working_group_is_registered(county, page, stamped) -> None:
    client = county.client("officer@城")
    given = {"title": "关于成立自评工作小组的通知", "dated": "2024-03-01"}
    assert "请上传盖章" in client.post(f"{page}group/", given).content.decode()
    assert (
        client.post(f"{page}group/", given | {"stamped": stamped()}).status_code == 303
    )
    kept = WorkingGroup.objects.get()
    assert kept.dated == date(2024, 3, 1)
    answer = county.client("reviewer@财").get(f"{page}group/stamped/")
    assert answer.content == PDF
    future = given | {"dated": "2999-01-01"}
    assert "还没有到" in client.post(f"{page}group/", future).content.decode()


def test_after_the_close_nothing_more_is_written(county, page, stamped) -> None:
    CloseCampaign(county.people["reviewer@财"], county.campaign, "完").perform()
    client = county.client("officer@城")
    assert client.get(page).status_code == 200
    refused = client.post(f"{page}notice/", WORDS)
    assert refused.status_code == 403
    assert "已结束" in refused.content.decode()
    assert client.post(f"{page}group/", {"stamped": stamped()}).status_code == 403


def test_a_department_not_asked_is_not_there(county) -> None:
    assert (
        county.client("reviewer@财")
        .get(f"/campaigns/{county.campaign.pk}/departments/{county.units['文'].pk}/")
        .status_code
        == 404
    )
