"""佐证材料: kept with their digest, handed out to the right hands alone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiping.model.values import Ref
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.core.uploads import File
from jiping.web.drafts.evidence import actions, files
from jiping.web.drafts.evidence.actions import AddEvidence, WithdrawEvidence
from jiping.web.drafts.evidence.places import groups, was_handed_in
from jiping.web.drafts.models import Draft, Evidence
from jiping.web.drafts.naming import encoded
from jiping.web.drafts.starting import StartDraft
from jiping.web.submissions.models import Submission

PDF = b"%PDF-1.7\n" + b"x" * 100
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 50


def begun(county, short: str = "灯") -> Draft:
    actor = county.people[f"filer@{short}"]
    return StartDraft(actor, county.assignments[short].draft, ["路灯维护"]).perform()


def indicator(draft: Draft) -> Ref:
    sheet = next(s for s in draft.shape["sheets"] if s["form"] == "overall")
    row = next(r for r in sheet["rows"] if r["kind"] == "indicator")
    return Ref("overall", "", row["key"])


def given(
    county, draft: Draft, data: bytes = PDF, name: str = "验收单.pdf"
) -> Evidence:
    actor = county.people["filer@灯"]
    return AddEvidence(
        actor, draft, indicator(draft), File(name, data), "3", "第一批"
    ).perform()


def stored() -> list[Path]:
    return [
        p for p in (Path(settings.MEDIA_ROOT) / "evidence").rglob("*") if p.is_file()
    ]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def submitted(county, draft: Draft) -> None:
    Submission.objects.create(
        assignment=draft.assignment, number=1, filing={}, shape={}, cells=[], findings=[],
        rule_set="t", digest="0" * 64, by=county.people["head@灯"], at=timezone.now(),
    )  # fmt: skip


def test_a_file_is_kept_with_digest_page_and_note(county) -> None:
    draft = begun(county)
    kept = given(county, draft)
    assert (kept.name, kept.cited_page, kept.note, kept.size) == (
        "验收单.pdf",
        "3",
        "第一批",
        109,
    )
    (path,) = stored()
    assert path.read_bytes() == PDF and "验收单" not in path.name
    record = Record.objects.get(verb="evidence.add")
    assert record.facts["sha256"] == kept.digest
    answer = county.client("head@灯").get(f"/evidence/{kept.pk}/")
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_item_of_annex_5_takes_files_too(county) -> None:
    draft = begun(county)
    (items,) = [each for each in groups(draft) if "附件5" in each.title]
    at = items.points[0].ref
    AddEvidence(county.people["filer@灯"], draft, at, File("a.png", PNG)).perform()
    (items,) = [each for each in groups(draft) if "附件5" in each.title]
    assert items.points[0].standing == 1


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("filer@灯", 200), ("head@灯", 200), ("officer@城", 200),
        ("filer@馆", 403), ("head@馆", 403), ("officer@文", 403), ("filer@城", 403),
        ("reviewer@财", 403), ("auditor@财", 403), ("nobody", 403),
    ],
)  # fmt: skip
def test_who_may_fetch_a_file(county, person: str, status: int) -> None:
    kept = given(county, begun(county))
    assert county.client(person).get(f"/evidence/{kept.pk}/").status_code == status


def test_the_bureau_sees_it_once_it_was_handed_in(county) -> None:
    draft = begun(county)
    kept = given(county, draft)
    at = f"/evidence/{kept.pk}/examine/"
    assert county.client("reviewer@财").get(at).status_code == 403
    submitted(county, draft)
    for person in ("reviewer@财", "bureau_head@财", "auditor@财"):
        assert county.client(person).get(at).content == PDF
    for person in ("filer@灯", "officer@文", "filer@馆"):
        assert county.client(person).get(at).status_code == 403
    later = given(county, draft, PNG, "后补.png")
    assert not was_handed_in(later)
    assert (
        county.client("reviewer@财").get(f"/evidence/{later.pk}/examine/").status_code
        == 403
    )


def test_withdrawn_keeps_a_line_and_loses_the_file(
    county, django_capture_on_commit_callbacks
):
    draft = begun(county)
    kept = given(county, draft)
    with django_capture_on_commit_callbacks(execute=True):
        WithdrawEvidence(county.people["filer@灯"], draft, kept.pk).perform()
    kept.refresh_from_db()
    assert kept.withdrawn_by == county.people["filer@灯"] and stored() == []
    client = county.client("filer@灯")
    assert client.get(f"/evidence/{kept.pk}/").status_code == 404
    assert (
        "撤回" in client.get(f"/fill/{draft.assignment_id}/evidence/").content.decode()
    )
    with pytest.raises(Refused, match="已经撤回"):
        WithdrawEvidence(county.people["filer@灯"], draft, kept.pk).perform()


def test_what_was_handed_in_stays_readable_after_withdrawal(
    county, django_capture_on_commit_callbacks
) -> None:
    draft = begun(county)
    kept = given(county, draft)
    submitted(county, draft)
    with django_capture_on_commit_callbacks(execute=True):
        WithdrawEvidence(county.people["filer@灯"], draft, kept.pk).perform()
    assert (
        county.client("reviewer@财").get(f"/evidence/{kept.pk}/examine/").content == PDF
    )


def test_another_units_evidence_cannot_be_withdrawn(county) -> None:
    kept = given(county, begun(county))
    own = begun(county, "馆")
    with pytest.raises(Refused, match="已经撤回"):
        WithdrawEvidence(county.people["filer@馆"], own, kept.pk).perform()
    with pytest.raises(Refused, match="没有这个权限"):
        WithdrawEvidence(county.people["filer@馆"], kept.draft, kept.pk).perform()
    assert Evidence.objects.get(pk=kept.pk).withdrawn_at is None


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "佐证材料要是 PDF"),
        ("a.html", b"<script>", "佐证材料要是 PDF"),
        ("a.docm", b"PK\x03\x04", "佐证材料要是 PDF"),
        ("a.pdf", b"<html>", "可能改过后缀"),
        ("a.docx", b"%PDF-", "可能改过后缀"),
        ("a.pdf", b"", "空文件"),
    ],
)
def test_what_is_not_taken(county, name: str, data: bytes, said: str) -> None:
    draft = begun(county)
    with pytest.raises(Refused, match=said):
        given(county, draft, data, name)
    assert stored() == [] and not Evidence.objects.exists()


def test_limits(county, monkeypatch) -> None:
    draft = begun(county)
    given(county, draft)
    with pytest.raises(Refused, match="不用再传"):
        given(county, draft)
    monkeypatch.setattr(actions, "MOST_FILES", 1)
    with pytest.raises(Refused, match="最多1份"):
        given(county, draft, PNG, "b.png")
    monkeypatch.setattr(actions, "MOST_FILES", 9)
    monkeypatch.setattr(actions, "MOST_BYTES_OF_ALL", 120)
    with pytest.raises(Refused, match="合计超过"):
        given(county, draft, PNG, "b.png")
    monkeypatch.setattr(files, "MOST_BYTES", 5)
    with pytest.raises(Refused, match="请压缩后再传"):
        given(county, draft, PNG, "b.png")
    assert len(stored()) == 1


def test_a_file_changed_on_the_disk_is_not_handed_out(county) -> None:
    kept = given(county, begun(county))
    stored()[0].write_bytes(b"%PDF-other")
    answer = county.client("filer@灯").get(f"/evidence/{kept.pk}/")
    assert answer.status_code == 409 and "摘要不符" in answer.content.decode()


def test_not_after_it_was_handed_over(county) -> None:
    draft = begun(county)
    type(draft.assignment).objects.filter(pk=draft.assignment_id).update(
        state="submitted"
    )
    with pytest.raises(Refused, match="待主管部门审核"):
        given(county, Draft.objects.get(pk=draft.pk))
    assert stored() == []


def test_the_pages(county) -> None:
    draft = begun(county)
    client = county.client("filer@灯")
    at = f"/fill/{draft.assignment_id}/evidence/"
    ref = encoded(indicator(draft))
    file = SimpleUploadedFile("../../验收单.pdf", PDF)
    answer = client.post(f"{at}add/", {"ref": ref, "file": file}, follow=True)
    page = answer.content.decode()
    assert "佐证材料已上传" in page and ">验收单.pdf</a>" in page
    part = client.get(at, {"ref": ref}, headers={"HX-Request": "true"}).content.decode()
    assert "验收单.pdf" in part and "<html" not in part
    number = Evidence.objects.get().pk
    for sent in ({"ref": ref, "evidence": number}, {"ref": ref, "evidence": "x"}):
        part = client.post(f"{at}withdraw/", sent, headers={"HX-Request": "true"})
        assert part.status_code in (200, 422)
    sheet = client.get(f"/fill/{draft.assignment_id}/overall/").content.decode()
    assert 'id="evidence-rows"' in sheet
    assert client.get("/evidence/999999/").status_code == 404
    assert (
        client.get(at, {"ref": "[[["}, headers={"HX-Request": "true"}).status_code
        == 409
    )
