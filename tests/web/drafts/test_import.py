"""Filling a draft from a file: read apart, compared, confirmed, taken over at once."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiping.model.document import Place
from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.pipeline.checking import read_paths
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.core.uploads import File
from jiping.web.drafts.importing import actions, sources
from jiping.web.drafts.importing.actions import ImportPackage, TakeOver
from jiping.web.drafts.importing.plan import planned
from jiping.web.drafts.models import Cell, Change, Draft, Proposal
from jiping.web.drafts.naming import anchor
from jiping.web.drafts.reading import filing_of
from jiping.web.drafts.starting import StartDraft

SAMPLES = Path(__file__).parents[3] / "samples"
CLEAN = (SAMPLES / "lanshi-street.docx").read_bytes()
RECEPTION = Ref("base", "", "reception", "actual")


def sample() -> Filing:
    (outcome,) = read_paths([str(SAMPLES / "lanshi-street.docx")])
    return outcome.filing


def proposed(
    county, data: bytes = CLEAN, name: str = "材料.docx", short: str = "灯"
) -> Proposal:
    draft = Draft.objects.get(assignment=county.assignments[short])
    return ImportPackage(
        county.people[f"filer@{short}"], draft, [File(name, data)]
    ).perform()


def taken_over(county, proposal: Proposal, **choices: str):
    draft = Draft.objects.get(pk=proposal.draft_id)
    given = {"confirmed": "1"} | {k.replace("_", "-", 1): v for k, v in choices.items()}
    how = given.pop("how", "")
    actor = county.people["filer@灯"]
    return TakeOver(actor, draft, proposal.pk, draft.revision, given, how).perform()


def held(draft: Draft, ref: Ref) -> Cell | None:
    return draft.cells.filter(
        form=ref.form, key=ref.key, row=ref.row, column=ref.column
    ).first()


def test_everything_that_a_package_says_gets_into_an_empty_draft(county) -> None:
    proposal = proposed(county)
    saved = taken_over(county, proposal, how="theirs")
    draft = Draft.objects.get(pk=proposal.draft_id)
    ours, theirs = filing_of(draft), sample()
    assert [s.name for s in ours.projects] == [s.name for s in theirs.projects]
    for sheet in theirs.sheets:
        own = next(
            s for s in ours.sheets if s.form == sheet.form and s.name == sheet.name
        )
        said = {r["level3"].raw for r in sheet.of_kind("indicator")}
        assert said <= {r["level3"].raw for r in own.of_kind("indicator")}
    assert held(draft, RECEPTION).source == "imported"
    assert ours.report is not None and theirs.report is not None
    assert {p.raw for s in theirs.report.sections for p in s.paragraphs if p.raw} <= {
        p.raw for s in ours.report.sections for p in s.paragraphs
    } | {h.heading.raw for h in theirs.report.sections}
    assert not saved.conflicts
    proposal.refresh_from_db()
    assert proposal.content == {} and proposal.taken
    assert Record.objects.filter(verb="draft.import").count() == 2
    assert Change.objects.filter(draft=draft, reason="从文件导入：材料.docx").exists()


def test_what_was_typed_stays_unless_it_is_chosen(county) -> None:
    actor = county.people["filer@灯"]
    draft = StartDraft(actor, county.assignments["灯"].draft, []).perform()
    Cell.objects.create(
        draft=draft, form="base", row="reception", column="actual", raw="9.99"
    )
    Draft.objects.filter(pk=draft.pk).update(revision=5)
    proposal = proposed(county)
    plan = planned(Draft.objects.get(pk=draft.pk), proposal.content)
    (item,) = [each for each in plan.items if each.ref == RECEPTION]
    assert (item.state, item.mine, item.taken) == ("differs", "9.99", None)
    taken_over(county, proposal)
    assert held(draft, RECEPTION).raw == "9.99"
    again = proposed(county)
    taken_over(county, again, **{f"c_{anchor(RECEPTION)}": "theirs"})
    assert held(draft, RECEPTION).raw == item.theirs != "9.99"


def test_another_units_or_years_package_must_be_confirmed(county) -> None:
    proposal = proposed(county)
    plan = planned(Draft.objects.get(pk=proposal.draft_id), proposal.content)
    assert "不是“澄湖县路灯管理所”" in plan.mismatches[0]
    with pytest.raises(Refused, match="单位或年度对不上"):
        taken_over(county, proposal, confirmed="")


def test_a_draft_that_changed_meanwhile_is_looked_at_again(county) -> None:
    proposal = proposed(county)
    draft = Draft.objects.get(pk=proposal.draft_id)
    with pytest.raises(Refused, match="又有改动"):
        TakeOver(
            county.people["filer@灯"],
            draft,
            proposal.pk,
            draft.revision - 1,
            {"confirmed": "1"},
        ).perform()
    assert not Draft.objects.get(pk=draft.pk).cells.filter(source="imported").exists()


def test_a_second_click_takes_over_once(county) -> None:
    proposal = proposed(county)
    taken_over(county, proposal)
    with pytest.raises(Refused, match="已经办过"):
        taken_over(county, proposal)


def test_files_that_differ_must_be_settled_one_by_one(county) -> None:
    text = (SAMPLES / "lanshi-street.txt").read_text("utf-8")
    base = sample().base
    assert base is not None
    stated = base["reception"]["actual"].raw
    draft = county.assignments["灯"].draft
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲.docx", CLEAN)
        head, mark, tail = text.partition("公务接待\n")
        other = head + mark + tail.replace(stated, "77.77", 1)
        archive.writestr("乙.txt", other)
    proposal = proposed(county, packed.getvalue(), "两份.zip")
    plan = planned(Draft.objects.get(pk=draft.pk), proposal.content)
    (item,) = [each for each in plan.items if each.ref == RECEPTION]
    assert {each.raw for each in item.candidates} == {stated, "77.77"}
    with pytest.raises(Refused, match="要核对的没有定"):
        taken_over(county, proposal, how="theirs")
    at = [each.raw for each in item.candidates].index("77.77")
    choices = {f"c_{each.id}": "mine" for each in plan.asking}
    taken_over(county, proposal, **choices | {f"c_{item.id}": str(at)})
    assert held(draft, RECEPTION).raw == "77.77"


def test_a_doubtful_reading_is_asked_and_corrected(county) -> None:
    proposal = proposed(county)
    content = proposal.content
    (row,) = [
        r for s in content["filing"]["sheets"] if s["form"] == "base"
        for r in s["rows"] if r["key"] == "reception"
    ]  # fmt: skip
    row["cells"]["actual"]["place"]["confidence"] = 0.4
    proposal.save()
    plan = planned(Draft.objects.get(pk=proposal.draft_id), content)
    (item,) = plan.asking
    assert item.ref == RECEPTION and "40%" in item.doubts[0]
    with pytest.raises(Refused, match="还有1处"):
        taken_over(county, proposal)
    taken_over(county, proposal, **{f"c_{item.id}": "theirs", f"v_{item.id}": "8.88"})
    draft = Draft.objects.get(pk=proposal.draft_id)
    assert held(draft, RECEPTION).raw == "8.88"


def test_locked_and_computed_cells_are_not_written_over(county) -> None:
    actor = county.people["filer@灯"]
    draft = StartDraft(actor, county.assignments["灯"].draft, []).perform()
    Cell.objects.create(
        draft=draft,
        form="base",
        row="reception",
        column="actual",
        raw="1",
        locked="批复",
    )
    proposal = proposed(county)
    plan = planned(Draft.objects.get(pk=draft.pk), proposal.content)
    (item,) = [each for each in plan.items if each.ref == RECEPTION]
    assert "已锁定：批复" in item.fixed
    taken_over(county, proposal, **{f"c_{item.id}": "theirs"})
    assert held(draft, RECEPTION).raw == "1"


def test_amounts_in_another_unit_are_converted(county) -> None:
    proposal = proposed(county)
    for sheet in proposal.content["filing"]["sheets"]:
        if sheet["form"] == "base":
            sheet["unit"] = "元"
            for row in sheet["rows"]:
                for cell in row["cells"].values():
                    if cell["unit"] == "万元":
                        cell["unit"], cell["value"], cell["raw"] = (
                            "元",
                            "123400",
                            "123,400",
                        )
    plan = planned(Draft.objects.get(pk=proposal.draft_id), proposal.content)
    (item,) = [each for each in plan.items if each.ref == RECEPTION]
    assert item.theirs == "12.34"
    assert plan.converted == ("来件的金额以元为单位，已换算成万元；来件原样仍是元。",)


@pytest.mark.parametrize(
    "person", ["filer@馆", "officer@城", "reviewer@财", "head@灯", "nobody"]
)
def test_no_other_hand_may_import_or_see(county, person: str) -> None:
    proposal = proposed(county)
    at = f"/fill/{proposal.draft.assignment_id}/import/"
    client = county.client(person)
    file = SimpleUploadedFile("材料.docx", CLEAN)
    assert client.post(at, {"files": file}).status_code == 403
    for page in ("", "source/?at=x"):
        assert client.get(f"{at}{proposal.pk}/{page}").status_code == 403
    for page in ("take/", "drop/"):
        assert client.post(f"{at}{proposal.pk}/{page}").status_code == 403
    proposal.refresh_from_db()
    assert proposal.done_at is None and Proposal.objects.count() == 1


def test_a_proposal_of_another_draft_is_not_there(county) -> None:
    proposal = proposed(county)
    own = county.assignments["馆"].pk
    client = county.client("filer@馆")
    assert client.get(f"/fill/{own}/import/{proposal.pk}/").status_code == 404
    with pytest.raises(Refused, match="已经办过"):
        TakeOver(
            county.people["filer@馆"],
            county.assignments["馆"].draft,
            proposal.pk,
            0,
            {},
        ).perform()


def test_not_while_it_is_being_signed(county) -> None:
    assignment = county.assignments["灯"]
    assignment.state = "signing"
    assignment.save()
    with pytest.raises(Refused, match="待负责人签署"):
        proposed(county)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("坏.docx", b"PK\x03\x04" + b"\x00" * 500),
        ("空.txt", "没有表".encode()),
        ("图.exe", b"MZ" + b"\x00" * 500),
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_changes_nothing(
    county, name, data
) -> None:
    client = county.client("filer@灯")
    at = f"/fill/{county.assignments['灯'].pk}/import/"
    answer = client.post(at, {"files": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert not Proposal.objects.exists()
    assert not Draft.objects.get(assignment=county.assignments["灯"]).started


def test_too_many_files_are_one_sentence(county, monkeypatch) -> None:
    files = [
        SimpleUploadedFile(f"{n}.docx", b"x") for n in range(actions.MOST_FILES + 1)
    ]
    answer = county.client("filer@灯").post(
        f"/fill/{county.assignments['灯'].pk}/import/", {"files": files}
    )
    assert "一次最多上传20个文件" in answer.content.decode()
    monkeypatch.setattr(actions, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="文件合计超过"):
        proposed(county)


def test_the_pages(county) -> None:
    client = county.client("filer@灯")
    at = f"/fill/{county.assignments['灯'].pk}/import/"
    answer = client.post(
        at, {"files": SimpleUploadedFile("材料.docx", CLEAN)}, follow=True
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and "对照导入" in page
    proposal = Proposal.objects.get()
    piece = client.get(f"{at}{proposal.pk}/source/", {"at": anchor(RECEPTION)})
    assert "<mark>" in piece.content.decode()
    answer = client.post(
        f"{at}{proposal.pk}/take/", {"revision": proposal.draft.revision}
    )
    assert answer.status_code == 422
    draft = Draft.objects.get(pk=proposal.draft_id)
    answer = client.post(
        f"{at}{proposal.pk}/take/",
        {"revision": draft.revision, "confirmed": "1"},
        follow=True,
    )
    assert "已从文件导入" in answer.content.decode()
    assert client.get(f"{at}{proposal.pk}/", follow=True).status_code == 200


def test_a_piece_of_a_table_is_cut_at_its_edges() -> None:
    cells = [[row, 1, 1, 1, f"{row}", [f"t1,{row},1"]] for row in range(1, 12)]
    cells.append([1, 2, 11, 1, "旁", ["t1,1,2"]])
    documents = [{"name": "甲", "blocks": [{"cells": cells}]}]
    piece = sources.piece_at(documents, Place(file="甲", table=1, row=6, column=1))
    assert piece is not None and piece.above and piece.below
    assert [line[0].text for line in piece.lines] == list("3456789")
    assert piece.lines[0][1].rows == 7
    assert (
        sources.piece_at(documents, Place(file="乙", table=1, row=6, column=1)) is None
    )
