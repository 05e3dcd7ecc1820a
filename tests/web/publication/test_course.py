"""From an accepted filing to the public, and back."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from importlib.util import find_spec

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate
from web_filings import MOBILE, NAME

from jiping.rules.shared.text_personal import masked_text
from jiping.web.audit.models import Record
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.inbox.models import Message
from jiping.web.publication import views
from jiping.web.publication.actions import (
    AddMask,
    Confirm,
    Correct,
    Prepare,
    Publish,
    Scan,
    SetReply,
    Withdraw,
)
from jiping.web.publication.deadlines import deadline
from jiping.web.publication.exempting import Exempt, Lift
from jiping.web.publication.models import Publication
from jiping.web.submissions.models import Waiver

SECRETS = (
    NAME,
    MOBILE,
    "139 0730 1234",
    "43060219800101123X",
    "13800138000",
    "ouyang@example.cn",
)
State = Publication.State


def texts(data: bytes, kind: str) -> str:
    """All text of a file, each part of an archive."""
    if kind in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "\n".join(
                package.read(n).decode("utf-8", "replace") for n in package.namelist()
            )
    return data.decode("utf-8", "replace")


def test_approval_alone_makes_nothing_public(
    client: Client, accepted: Assignment
) -> None:
    assert "路灯管理所" not in client.get("/public/").content.decode()
    assert client.get("/public/filings/1/").status_code == 404


def test_what_is_not_accepted_cannot_be_prepared(county) -> None:
    with pytest.raises(Refused, match="复核尚未通过"):
        Prepare(county.people["filer@馆"], county.assignments["馆"]).perform()


def test_the_scan_finds_every_place(prepared: Publication) -> None:
    kinds = {mask.kind for mask in prepared.masks.all()}
    assert kinds >= {"姓名", "手机号码", "身份证号", "电子邮箱"}
    found = {mask.found for mask in prepared.masks.all()}
    assert set(SECRETS) <= found


@pytest.mark.parametrize(
    "person", ["filer@灯", "head@馆", "officer@文", "reviewer@财", "auditor@财"]
)
def test_only_who_answers_for_the_data_confirms(county, prepared, person: str) -> None:
    mask = prepared.masks.first()
    with pytest.raises(Refused, match="没有这个权限"):
        Confirm(county.people[person], prepared, {mask.pk: ("mask", "")}).perform()
    mask.refresh_from_db()
    assert mask.decision == ""


def test_what_is_open_stops_publication(county, prepared) -> None:
    with pytest.raises(Refused, match="没有确认"):
        Publish(county.people["head@灯"], prepared).perform()
    assert not prepared.editions.exists()


def test_to_keep_needs_a_reason(county, prepared) -> None:
    mask = prepared.masks.first()
    with pytest.raises(Refused, match="理由"):
        Confirm(county.people["head@灯"], prepared, {mask.pk: ("keep", " ")}).perform()


def test_what_a_person_keeps_stays_and_the_rest_is_gone(
    county, client, prepared
) -> None:
    decisions = {
        mask.pk: ("keep", "单位对外热线")
        if mask.found == "13800138000"
        else ("mask", "")
        for mask in prepared.masks.all()
    }
    head = county.people["head@灯"]
    Confirm(head, prepared, decisions).perform()
    made = Publish(head, prepared).perform()
    page = client.get(f"/public/filings/{made.pk}/").content.decode()
    assert "13800138000" in page
    assert NAME not in page


def test_words_can_be_marked_by_hand(county, client, prepared, confirm) -> None:
    AddMask(county.people["filer@灯"], prepared, "监控调度股").perform()
    made = Publish(county.people["head@灯"], confirm(prepared)).perform()
    assert (
        "监控调度股" not in client.get(f"/public/filings/{made.pk}/").content.decode()
    )


def test_scanning_again_keeps_what_was_confirmed(county, prepared, confirm) -> None:
    Scan(county.people["filer@灯"], confirm(prepared)).perform()
    assert not prepared.masks.filter(decision="").exists()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "json", "csv"])
def test_nothing_masked_is_in_any_file(client: Client, published, kind: str) -> None:
    answer = client.get(f"/public/filings/{published.pk}/1.{kind}")
    assert answer.status_code == 200
    said = texts(answer.content, kind)
    assert "已隐去" in said
    bare = "".join(said.split())
    for secret in SECRETS:
        assert secret not in said
        assert "".join(secret.split()) not in bare
    assert "head@灯" not in said


@pytest.mark.skipif(find_spec("typst") is None, reason="PDF 组件没有安装")
def test_nothing_masked_is_in_the_pdf(client: Client, published, tmp_path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    answer = client.get(f"/public/filings/{published.pk}/1.pdf")
    assert answer.status_code == 200
    document = pdfium.PdfDocument(answer.content)
    said = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "已隐去" in said
    assert not [secret for secret in SECRETS if secret in said]


def test_nothing_masked_is_on_a_page_or_in_the_edition(
    client: Client, published
) -> None:
    page = client.get(f"/public/filings/{published.pk}/").content.decode()
    kept = (
        json.dumps(published.current.filing, ensure_ascii=False) + published.words.text
    )
    for secret in SECRETS:
        assert secret not in page
        assert secret not in kept
    assert (
        client.get("/public/", {"words": NAME})
        .content.decode()
        .count("/public/filings/")
        == 0
    )


def test_the_log_names_no_secret(published) -> None:
    said = json.dumps([r.facts for r in Record.objects.all()], ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in said]


def test_the_files_hold_the_figures(client: Client, published) -> None:
    address = f"/public/filings/{published.pk}/1"
    rows = list(
        csv.reader(
            io.StringIO(client.get(f"{address}.csv").content.decode("utf-8-sig"))
        )
    )
    assert rows[0] == ["表", "行", "栏", "内容", "单位", "地址"]
    assert ["790.85", "万元"] in [row[3:5] for row in rows]
    data = json.loads(client.get(f"{address}.json").content)
    assert (data["year"], data["edition"], data["filing"]["unit"]) == (
        2023,
        1,
        "泽川市城市照明管理中心",
    )
    assert client.get(f"{address}.exe").status_code == 404


def test_the_public_gets_no_cookie_and_may_keep_what_has_not_changed(
    client: Client, published
) -> None:
    for address in (
        "/public/",
        f"/public/filings/{published.pk}/",
        "/public/waivers/",
        "/robots.txt",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies
        assert "cookie" not in answer.get("Vary", "").lower()
        assert answer["Cache-Control"].startswith("public")
        assert "csrf" not in answer.content.decode().lower()
    page = client.get(f"/public/filings/{published.pk}/")
    again = client.get(
        f"/public/filings/{published.pk}/", headers={"if-none-match": page["ETag"]}
    )
    assert again.status_code == 304 and not again.content
    robots = client.get("/robots.txt").content.decode()
    assert "Allow: /public/" in robots and "Disallow: /\n" in robots


def test_behind_a_figure_stand_its_rule_and_its_parts(
    client: Client, published
) -> None:
    address = f"/public/filings/{published.pk}/1/cell/"
    page = client.get(address, {"form": "overall", "row": "total", "column": "rate"})
    said = page.content.decode()
    for words in ("98.64%", "ZJ202", "790.85", "801.75", "overall/total/rate", "相符"):
        assert words in said
    assert (
        client.get(
            address, {"form": "overall", "row": "no", "column": "rate"}
        ).status_code
        == 404
    )
    assert client.get("/public/rules/ZJ202/").status_code == 200
    assert client.get("/public/rules/XX000/").status_code == 404


def test_withdrawn_is_gone_and_the_line_stays(county, client, published) -> None:
    page = f"/public/filings/{published.pk}/"
    Withdraw(county.people["reviewer@财"], published, "单位名称有误").perform()
    answer = client.get(page)
    said = answer.content.decode()
    assert answer.status_code == 410
    assert "单位名称有误" in said and "第1版" in said
    assert "790.85" not in said
    assert "noindex" in answer["X-Robots-Tag"]
    for address in (
        f"{page}1/",
        f"{page}1.docx",
        f"{page}1/cell/?form=overall&row=total&column=rate",
    ):
        assert client.get(address).status_code == 410
    assert "已撤回" in client.get("/public/").content.decode()
    assert (
        "路灯管理所" not in client.get("/public/", {"words": "790.85"}).content.decode()
    )


def test_to_withdraw_needs_a_reason(county, published) -> None:
    with pytest.raises(Refused, match="理由"):
        Withdraw(county.people["head@灯"], published, " ").perform()
    published.refresh_from_db()
    assert published.state == State.PUBLISHED


def test_a_correction_is_a_new_edition_and_the_old_stays_readable(
    county, client, published, confirm
) -> None:
    head, page = county.people["head@灯"], f"/public/filings/{published.pk}/"
    Correct(head, published, "补充附表", hide=False).perform()
    assert client.get(page).status_code == 200
    with pytest.raises(Refused, match="没有确认"):
        Publish(head, published).perform()
    Publish(head, confirm(published)).perform()
    said = client.get(page).content.decode()
    assert "第2版" in said and "补充附表" in said
    assert client.get(f"{page}1/").status_code == 200
    assert published.editions.get(number=1).ended_at is not None


def test_a_correction_that_hides_closes_the_old_edition(
    county, client, published, confirm
) -> None:
    head, page = county.people["head@灯"], f"/public/filings/{published.pk}/"
    Correct(head, published, "漏隐了姓名", hide=True).perform()
    Publish(head, confirm(published)).perform()
    assert client.get(f"{page}1/").status_code == 410
    assert client.get(f"{page}2/").status_code == 200


def test_after_a_withdrawal_it_can_be_published_anew(
    county, client, published, confirm
) -> None:
    head = county.people["head@灯"]
    Withdraw(head, published, "更名").perform()
    Correct(head, published, "已改正", hide=True).perform()
    assert client.get(f"/public/filings/{published.pk}/").status_code == 410
    Publish(head, confirm(published)).perform()
    assert client.get(f"/public/filings/{published.pk}/").status_code == 200


def test_exempt_filings_are_never_public(county, client, accepted) -> None:
    with pytest.raises(Refused, match="没有这个权限"):
        Exempt(county.people["head@灯"], accepted, "密级：秘密").perform()
    head = county.people["bureau_head@财"]
    with pytest.raises(Refused, match="依据"):
        Exempt(head, accepted, "涉密").perform()
    with pytest.raises(Refused, match="事由"):
        Exempt(head, accepted, "密级：秘密", "别的").perform()
    made = Exempt(head, accepted, "密级：秘密").perform()
    assert (made.ground, made.exempted_by) == ("secret", head)
    assert Record.objects.latest("number").facts["approver"] == str(head)
    assert client.get(f"/public/filings/{made.pk}/").status_code == 404
    with pytest.raises(Refused, match="不予公开"):
        Publish(county.people["head@灯"], made).perform()


def test_an_exemption_can_be_lifted(county, accepted) -> None:
    head = county.people["bureau_head@财"]
    made = Exempt(head, accepted, "密级：秘密").perform()
    page = county.client("bureau_head@财").get(f"/publication/{accepted.pk}/")
    assert "涉及国家秘密" in page.content.decode()
    with pytest.raises(Refused, match="没有这个权限"):
        Lift(county.people["head@灯"], made, "已经解密，可以公开").perform()
    lifted = Lift(head, made, "已经解密，可以公开").perform()
    assert (lifted.state, lifted.ground, lifted.exempted_by) == ("preparing", "", None)
    told = Message.objects.filter(to=county.people["head@灯"]).latest("pk")
    assert "改为公开" in told.text


def test_the_deadline_is_twenty_days_after_the_reply(county, prepared) -> None:
    head = county.people["head@灯"]
    assert deadline(prepared).day is None
    with pytest.raises(Refused, match="年度结束之后"):
        SetReply(head, prepared, "2023-06-01").perform()
    with pytest.raises(Refused, match="年度结束之后"):
        SetReply(
            head, prepared, (localdate() + timedelta(days=1)).isoformat()
        ).perform()
    SetReply(head, prepared, "2024-09-10").perform()
    found = deadline(prepared)
    assert found.day == date(2024, 9, 30)
    assert "预算法" in found.why
    prepared.assignment.campaign.publication_due = date(2024, 9, 15)
    assert deadline(prepared).day == date(2024, 9, 15)


def test_the_list_is_searched_by_unit_year_and_words(client: Client, published) -> None:
    def there(**asked: str) -> bool:
        return "/public/filings/" in client.get("/public/", asked).content.decode()

    assert (
        there()
        and there(unit="路灯")
        and there(unit="城市管理局")
        and there(year="2023")
    )
    assert there(words="照明 养护")
    assert not there(unit="图书馆")
    assert not there(year="2022")
    assert not there(words="照明 图书借阅")
    assert not there(words="照%护")
    assert there(year="abcd")
    assert client.get("/public/", {"page": "x", "words": "\x00" * 9}).status_code == 200


def test_no_other_unit_sees_the_masks(county, prepared) -> None:
    address = f"/publication/{prepared.assignment_id}/"
    assert county.client("head@灯").get(address).status_code == 200
    assert county.client("officer@城").get(address).status_code == 200
    assert county.client("head@馆").get(address).status_code == 403
    assert county.client("officer@文").get(f"{address}preview/").status_code == 403
    shown = county.client("filer@馆").get("/publication/").content.decode()
    assert "路灯管理所" not in shown


def test_the_staff_pages_do_the_work(county, client, accepted) -> None:
    head = county.client("head@灯")
    address = f"/publication/{accepted.pk}/"
    assert head.post(f"{address}prepare/").status_code == 303
    publication = Publication.objects.get()
    given = {f"decision-{m.pk}": "mask" for m in publication.masks.all()}
    assert head.post(f"{address}confirm/", given).status_code == 303
    preview = head.get(f"{address}preview/").content.decode()
    assert "已隐去" in preview and NAME not in preview
    assert head.post(f"{address}publish/").status_code == 303
    assert client.get(f"/public/filings/{publication.pk}/").status_code == 200
    assert head.post(f"{address}publish/").status_code == 403


def test_a_waiver_is_public_and_says_nothing_before_its_filing_is(
    county, client, prepared, confirm
) -> None:
    waiver = Waiver.objects.create(
        assignment=prepared.assignment,
        rule="ZJ202",
        at_ref="overall/total/rate",
        message=f"执行率不符，经办人{NAME}",
        reason=f"系统四舍五入，{MOBILE}",
        asked_by=county.people["filer@灯"],
    )
    assert "路灯管理所" not in client.get("/public/waivers/").content.decode()
    waiver.approved_by = county.people["bureau_head@财"]
    waiver.approved_at = timezone.now()
    waiver.save()
    said = client.get("/public/waivers/").content.decode()
    assert "路灯管理所" in said and "四舍五入" not in said
    Publish(county.people["head@灯"], confirm(prepared)).perform()
    said = client.get("/public/waivers/").content.decode()
    assert "四舍五入" in said and "bureau_head@财" in said
    assert NAME not in said and MOBILE not in said


def test_the_bureau_reminds_and_the_unit_is_told(county, accepted) -> None:
    page = county.client("reviewer@财").post(f"/publication/{accepted.pk}/remind/")
    assert page.status_code == 303
    told = Message.objects.filter(verb="publication.remind")
    assert {m.to.username for m in told} == {"head@灯", "officer@城"}


def test_what_was_masked_stays_masked_in_a_waiver_while_it_is_corrected(
    county, client, published
) -> None:
    marked = [mask.found for mask in published.masks.filter(decision="mask")]
    words = next(found for found in marked if masked_text(found) == found)
    head = county.people["head@灯"]
    Waiver.objects.create(
        assignment=published.assignment, rule="BD101", at_ref="a", message=words,
        reason=words, asked_by=head, approved_by=county.people["reviewer@财"],
        approved_at=timezone.now(), until=localdate(),
    )  # fmt: skip
    assert words not in client.get("/public/waivers/").content.decode()
    Correct(head, published, "有一处要更正", hide=False).perform()
    assert not published.masks.filter(decision="mask").exists()
    assert words not in client.get("/public/waivers/").content.decode()


def test_the_staff_list_is_looked_through_and_keeps_what_was_asked(
    county, accepted, monkeypatch
) -> None:
    monkeypatch.setattr(views, "ON_A_PAGE", 1)
    client, name = county.client("reviewer@财"), accepted.unit.name
    Assignment.objects.exclude(pk=accepted.pk).update(state="accepted")

    def listed(**asked: str) -> str:
        return client.get("/publication/", asked).content.decode()

    row = f">{name}</a>"
    assert row in listed(q=name)
    assert row not in listed(q="没有这个单位")
    assert row not in listed(q=name, year="1999")
    assert "waiting=1&amp;page=2" in listed(waiting="1")
