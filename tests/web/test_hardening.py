"""What is sent by somebody who means ill, or by nobody's page at all, and what stays."""

import io
import json
import stat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client, RequestFactory
from openpyxl import load_workbook
from web.packages import CLEAN, WARNED, fill

from jiping.web.accounts.models import Membership, Role
from jiping.web.administration.importing.workbook import template
from jiping.web.campaigns.models import Assignment, WorkingGroup
from jiping.web.campaigns.stamped import MOST_BYTES
from jiping.web.core.actions import Refused
from jiping.web.core.forms import number
from jiping.web.core.policy import ANY_STATE, TABLE, decide, within
from jiping.web.core.uploads import Bounded
from jiping.web.departments.actions import FileSummary
from jiping.web.departments.work import Place
from jiping.web.drafts.models import Cell, Draft
from jiping.web.drafts.targets.template import template as targets_template
from jiping.web.grading.models import DepartmentGrade, GradedItem, Objection
from jiping.web.publication.models import Edition, Publication
from jiping.web.site.database import database
from jiping.web.site.keeping import _release
from jiping.web.submissions import findings, package
from jiping.web.submissions.actions import AnswerWarning, HandOver
from jiping.web.submissions.models import Submission
from jiping.web.units.models import Unit

PDF = b"%PDF-1.4\n%%EOF\n"


# --- files that nobody asked for ---------------------------------------------------


def test_a_form_that_asks_for_no_file_takes_none(db: None) -> None:
    sent = {"username": "x", "unasked": SimpleUploadedFile("a.bin", b"0" * 200_000)}
    request = RequestFactory().post("/sign-in/", sent)
    assert [type(each) for each in request.upload_handlers] == [Bounded]
    assert request.POST["username"] == "x"
    assert not request.FILES


def test_too_large_a_stamped_file_is_said_and_nothing_saved(county) -> None:
    page = f"/campaigns/{county.campaign.pk}/departments/{county.units['城'].pk}/group/"
    big = SimpleUploadedFile("a.pdf", PDF + b"0" * MOST_BYTES)
    sent = {"title": "通知", "dated": "2024-03-01", "stamped": big}
    answer = county.client("officer@城").post(page, sent)
    assert answer.status_code == 409
    assert "超过20MB" in answer.content.decode()
    assert not WorkingGroup.objects.exists()


def test_who_may_not_file_a_summary_writes_nothing_to_the_disk(
    county, settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    place = Place(county.campaign, county.units["城"])
    with pytest.raises(Refused):
        FileSummary(county.people["officer@文"], place, 1, "a.pdf", PDF).perform()
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_stamped_file_that_was_changed_on_the_disk_is_not_handed_out(
    county, settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    base = f"/campaigns/{county.campaign.pk}/departments/{county.units['城'].pk}/group/"
    officer = county.client("officer@城")
    stamped = SimpleUploadedFile("名单.pdf", PDF)
    sent = {"title": "通知", "dated": "2024-03-01", "stamped": stamped}
    assert officer.post(base, sent).status_code == 303
    answer = officer.get(f"{base}stamped/")
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    (kept,) = tmp_path.rglob("*.pdf")
    kept.chmod(0o600)
    kept.write_bytes(PDF + b"x")
    assert officer.get(f"{base}stamped/").status_code == 409


# --- requests of no page of ours ---------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", 12),
        ("0", 0),
        ("²", None),
        ("１２", None),
        ("-1", None),
        ("", None),
        ("9" * 5000, None),
        (str(2**63), None),
    ],
)
def test_a_number_as_a_page_sends_it(text: str, found: int | None) -> None:
    assert number(text) == found


@pytest.mark.parametrize(
    "body",
    [
        '{"cells": [{"ref": ["a", "", "b", "c"], "raw": "1", "version": Infinity}]}',
        "[" * 100_000,
        '{"cells": 1}',
        '"x"',
    ],
)
def test_a_save_that_cannot_be_read_is_refused_in_words(county, body: str) -> None:
    fill(county.assignments["灯"], CLEAN)
    address = f"/fill/{county.assignments['灯'].pk}/save/"
    answer = county.client("filer@灯").post(address, body, "application/json")
    assert answer.status_code == 409
    assert "请刷新页面" in answer.content.decode()


def test_half_a_character_is_not_saved_and_breaks_nothing(county) -> None:
    draft = fill(county.assignments["灯"], CLEAN)
    cell = draft.cells.filter(form="project", column="name").first()
    assert cell is not None
    ref = [cell.form, cell.key, cell.row, cell.column]
    items = [{"ref": ref, "raw": "甲\ud800乙", "version": cell.version}]
    address = f"/fill/{county.assignments['灯'].pk}/save/"
    filer = county.client("filer@灯")
    saved = filer.post(address, json.dumps({"cells": items}), "application/json")
    assert saved.status_code == 200
    assert Cell.objects.get(pk=cell.pk).raw == "甲乙"
    odd = {"cells": [items[0] | {"raw": "丙", "version": 2}], "page": "\ud800"}
    assert filer.post(address, json.dumps(odd), "application/json").status_code == 409
    assert Cell.objects.get(pk=cell.pk).raw == "甲乙"


# --- who sees what, asked of the database -------------------------------------------


def test_the_database_reaches_as_far_as_the_policy(county) -> None:
    person = county.people["filer@馆"]
    Membership.objects.create(
        user=person, unit=county.units["城"], role=Role.DEPARTMENT_OFFICER
    )
    ended = county.people["officer@文"].memberships.get()
    ended.ended_on = county.campaign.issued_on
    ended.save()
    verbs = [
        verb
        for verb, grant in TABLE.items()
        if grant.states == ANY_STATE and not grant.public
    ]
    assert len(verbs) > 30
    for name, who in county.people.items():
        who.__dict__.pop("roles", None)
        for verb in verbs:
            asked = set(Assignment.objects.filter(within(who, verb)))
            decided = {a for a in Assignment.objects.all() if decide(who, verb, a)}
            assert asked == decided, (name, verb)


# --- what is signed -----------------------------------------------------------------


def test_nothing_changes_under_the_eyes_of_who_signs(county) -> None:
    light = county.assignments["灯"]
    draft = fill(light, WARNED)
    HandOver(county.people["filer@灯"], light).perform()
    records = package.package_of(draft).records
    key = findings.key_of(findings.of_severity(records, findings.WARNING)[0])
    with pytest.raises(Refused, match="由负责人填写"):
        AnswerWarning(county.people["filer@灯"], light, key, "情况属实").perform()
    kept = AnswerWarning(county.people["head@灯"], light, key, "情况属实").perform()
    assert kept.by == county.people["head@灯"]


def test_that_a_file_is_word_and_no_pdf_is_said(
    county, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = package.render

    def without_pdf(plan, suffix):
        if suffix == ".pdf":
            raise ValueError("没有中文字体。")
        return usual(plan, suffix)

    monkeypatch.setattr(package, "render", without_pdf)
    light = county.assignments["灯"]
    fill(light, CLEAN)
    filer = county.client("filer@灯")
    file = filer.get(f"/packages/{light.pk}/file/")
    assert ".docx" in file["Content-Disposition"]
    page = filer.get(f"/packages/{light.pk}/").content.decode()
    assert "没有生成 PDF，文件是 Word：没有中文字体。" in page


# --- what stays ---------------------------------------------------------------------


def refuses(change) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_the_database_keeps_a_final_grade(county) -> None:
    people, units = county.people, county.units
    grade = DepartmentGrade.objects.create(
        campaign=county.campaign, department=units["城"]
    )
    item = GradedItem.objects.create(
        grade=grade, place=1, key="a", stage="一", name="甲", clause="乙", points=5,
        proof="open", awarded=4,
    )  # fmt: skip
    objection = Objection.objects.create(
        item=item, reason="丙", by=people["officer@城"], before=4
    )
    item.awarded = 3
    item.save()
    grade.state = DepartmentGrade.State.FINAL
    grade.save()
    other = DepartmentGrade.objects.create(
        campaign=county.campaign, department=units["文"]
    )
    refuses(lambda: DepartmentGrade.objects.filter(pk=grade.pk).update(total=99))
    refuses(lambda: GradedItem.objects.filter(pk=item.pk).update(awarded=5))
    refuses(lambda: Objection.objects.filter(pk=objection.pk).update(after=5))
    refuses(objection.delete)
    refuses(lambda: GradedItem.objects.filter(pk=item.pk).delete())
    other.total = 90
    other.save()
    other.delete()
    assert DepartmentGrade.objects.get().total is None


def test_the_database_keeps_what_was_public(county) -> None:
    part = county.assignments["灯"]
    version = Submission.objects.create(
        assignment=part, number=1, filing={}, shape={}, cells=[], findings=[],
        rule_set="1", facts={}, statements=[], digest="0", document="a.pdf",
        by=county.people["head@灯"], at=county.people["head@灯"].date_joined,
        due=part.due,
    )  # fmt: skip
    one = Publication.objects.create(
        assignment=part, unit_name="甲", unit_code="1", year=2023, submission=version
    )
    edition = Edition.objects.create(
        publication=one, number=1, submission=version, filing={}, digest="0",
        by=version.by, published_at=version.at,
    )  # fmt: skip
    refuses(lambda: Edition.objects.filter(pk=edition.pk).update(filing={"a": 1}))
    refuses(lambda: Edition.objects.filter(pk=edition.pk).update(digest="1"))
    refuses(edition.delete)
    Edition.objects.update(readable=False, ended_why="更正", ended_at=version.at)
    assert Edition.objects.get().ended_why == "更正"


# --- files that others open ---------------------------------------------------------


def test_a_name_is_never_a_formula(county) -> None:
    unit = county.units["灯"]
    unit.name = '=HYPERLINK("http://example.org")'
    unit.save()
    whole = template(list(Unit.objects.all()))
    asked = targets_template(county.campaign, county.campaign.assignments.all())
    for data in (whole, asked):
        sheets = load_workbook(io.BytesIO(data)).worksheets
        cells = [c for s in sheets for line in s.iter_rows() for c in line]
        named = [c for c in cells if c.value == unit.name]
        assert [c.data_type for c in named] == ["s"]


def test_the_database_file_is_its_owners_alone(tmp_path: Path) -> None:
    database("", tmp_path)
    mode = stat.S_IMODE((tmp_path / "jiping.sqlite3").stat().st_mode)
    assert mode == 0o600


def test_releases_are_compared_as_numbers() -> None:
    assert _release("0.10.1") > _release("0.9.4")


def test_nobody_learns_what_exists_before_signing_in(client: Client, county) -> None:
    there = county.assignments["灯"].pk
    answers = {client.get(f"/fill/{pk}/").status_code for pk in (there, 10**9)}
    assert answers == {302}
    assert Draft.objects.filter(assignment=there).exists()


_REF = '["project","p1","a","b"]'


@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize(
    ("what", "sent"),
    [
        ("save/", f'{{"cells": [{{"ref": {_REF}, "raw": "1", "version": 0}}]}}'),
        ("settle/", f'{{"ref": {_REF}, "raw": "1"}}'),
        ("comment/", {"ref": _REF, "text": "请核对"}),
        ("comment/", {"ref": _REF, "done": "3"}),
        ("reshape/", {"what": "add-row", "ref": _REF}),
        ("reshape/", {"what": "remove-project", "ref": _REF}),
        ("prefill/", {}),
        ("renew/", {"what": "draft"}),
        ("evidence/withdraw/", {"ref": _REF, "evidence": "1"}),
    ],
)
def test_a_draft_that_was_not_begun_is_not_written_to(
    county, what: str, sent: str | dict[str, str], begun: bool
) -> None:
    part = county.assignments["灯"]
    if not begun:
        Draft.objects.filter(assignment=part).delete()
    kind = {"content_type": "application/json"} if isinstance(sent, str) else {}
    answer = county.client("filer@灯").post(f"/fill/{part.pk}/{what}", sent, **kind)
    assert answer.status_code < 500
    assert not Cell.objects.filter(draft__assignment=part).exists()


def test_a_cell_of_no_draft_is_refused_in_words(county) -> None:
    part = county.assignments["灯"]
    Draft.objects.filter(assignment=part).delete()
    answer = county.client("filer@灯").get(f"/fill/{part.pk}/cell/", {"ref": _REF})
    assert answer.status_code == 409
    assert "还没有开始填报" in answer.content.decode()
