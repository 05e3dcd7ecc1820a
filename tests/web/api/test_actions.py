"""Actions by the API do what they do by the page, and leave the same line."""

import base64

import pytest
from web.packages import SAMPLES, WARNED, fill, submitted

from jiping.web.audit.models import Record
from jiping.web.campaigns.models import Campaign, DepartmentNotice, WorkYear
from jiping.web.drafts.models import Cell, Draft
from jiping.web.units.models import Unit

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
CELL = ["overall", "", "header", "name"]


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def last() -> dict:
    record = Record.objects.latest("number")
    return {
        "verb": record.verb,
        "subject": record.subject,
        "unit": record.unit_id,
        "actor": record.actor_id,
        "facts": record.facts,
    }


def done(answer) -> dict:
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


@pytest.fixture
def filer(program):
    return program("filer@灯")


@pytest.fixture
def lit(county) -> Draft:
    return fill(county.assignments["灯"])


def test_page_and_program_leave_the_same_line(county, filer, lit) -> None:
    pk = county.assignments["灯"].pk
    county.client("filer@灯").post(
        f"/fill/{pk}/reshape/", {"what": "add-project", "name": "甲项目", "ref": '["project","","",""]'}
    )  # fmt: skip
    by_page = last()
    said = done(filer.do("add-project", assignment=pk, name="乙项目"))
    by_program = last()
    assert said["verb"] == by_program["verb"]
    for line in (by_page, by_program):
        key = line["facts"].pop("at")
        assert key
    assert by_page == by_program


def test_the_same_for_a_form(county, program) -> None:
    boss = program("administrator@财")
    unit = county.units["灯"]
    sent = {
        "name": "澄湖县照明中心",
        "short_name": "照",
        "on": "2024-01-02",
        "reason": "编发1号",
    }
    county.client("administrator@财").post(f"/units/{unit.pk}/rename/", sent)
    by_page = last()
    Unit.objects.filter(pk=unit.pk).update(name=unit.name, short_name="灯")
    done(boss.do("rename-unit", unit=unit.pk, **sent))
    assert last() == by_page
    assert by_page["verb"] == "units.rename"


def test_cells_are_saved_and_the_answer_says_what_became_of_them(
    county, filer, lit
) -> None:
    cell = Cell.objects.filter(draft=lit, form="base").exclude(raw="").first()
    ref = [cell.form, cell.key, cell.row, cell.column]
    items = [
        {"ref": ref, "raw": "7", "version": cell.version},
        {"ref": ["base", "", "nowhere", "x"], "raw": "1", "version": 0},
    ]
    said = done(
        filer.do("save-cells", assignment=county.assignments["灯"].pk, items=items)
    )
    assert Cell.objects.get(pk=cell.pk).raw == "7"
    assert len(said["result"]["refused"]) == 1
    assert said["facts"]["source"] == "typed"


def test_a_program_cannot_say_that_a_text_is_approved(county, filer, lit) -> None:
    pk = county.assignments["灯"].pk
    answer = filer.do("save-cells", assignment=pk, items=[], source="target")
    assert answer.status_code == 422


def test_a_draft_is_begun_and_read(county, filer) -> None:
    pk = county.assignments["灯"].pk
    assert filer.get(f"drafts/{pk}/filing").status_code == 409
    done(filer.do("start-draft", assignment=pk, projects=["路灯运行"]))
    read = filer.get(f"drafts/{pk}/filing").json()
    assert read["filing"]["year"] == 2023
    assert filer.get(f"drafts/{pk}/findings").json()["findings"]


def test_another_units_draft_is_never_seen(county, program, lit) -> None:
    pk = county.assignments["灯"].pk
    other = program("filer@馆")
    for path in (f"drafts/{pk}/filing", f"drafts/{pk}/findings", f"assignments/{pk}"):
        answer = other.get(path)
        assert answer.status_code == 403
        assert "路灯" not in answer.content.decode()
    items = [{"ref": CELL, "raw": "x", "version": 0}]
    assert other.do("save-cells", assignment=pk, items=items).status_code == 403
    assert other.do("hand-over", assignment=pk).status_code == 403


def test_files_come_in_base64(county, filer, lit) -> None:
    pk = county.assignments["灯"].pk
    row = next(
        c for c in lit.cells.filter(form="overall", column="level3").exclude(raw="")
    )
    ref = ["overall", "", row.row, ""]
    file = {"name": "证明.pdf", "data": coded(PDF)}
    said = done(filer.do("add-evidence", assignment=pk, ref=ref, file=file))
    assert said["facts"]["file"] == "证明.pdf"
    bad = filer.do(
        "add-evidence", assignment=pk, ref=ref, file={"name": "a.pdf", "data": "%%"}
    )
    assert bad.status_code == 422


def test_a_body_too_large_is_not_read(county, filer) -> None:
    answer = filer.client.post(
        "/api/actions/run-self-check", "{}", content_type="application/json",
        CONTENT_LENGTH=str(60 * 1024**2),
    )  # fmt: skip
    assert answer.status_code == 413


def test_more_than_djangos_own_bound_is_read(county, filer, lit) -> None:
    pk = county.assignments["灯"].pk
    row = lit.cells.filter(form="overall", column="level3").exclude(raw="").first()
    file = {"name": "大.pdf", "data": coded(PDF + b" " * (9 * 1024**2))}
    done(
        filer.do(
            "add-evidence", assignment=pk, ref=["overall", "", row.row, ""], file=file
        )
    )


def test_a_check_gives_back_findings_and_names_nobody(county, program) -> None:

    data = (SAMPLES / f"{WARNED}.docx").read_bytes()
    file = {"name": "自查.docx", "data": coded(data)}
    said = done(program("head@灯").do("run-self-check", file=file))
    assert said["result"]["units"][0]["sections"]
    line = last()
    assert (line["verb"], line["actor"], line["facts"]) == ("selfcheck.run", None, {})


def test_a_unit_is_made(county, program) -> None:
    boss = program("administrator@财")
    sent = {
        "code": "102003",
        "name": "澄湖县文化馆",
        "kind": "subordinate",
        "parent": "102",
    }
    said = done(boss.do("create-unit", **sent))
    assert said["record"] == f"unit:{Unit.objects.get(code='102003').pk}"
    again = boss.do("create-unit", **sent)
    assert (again.status_code, "已经有了" in again.json()["error"]) == (409, True)
    long = boss.do("create-unit", **{**sent, "code": "9", "name": "长" * 121})
    assert (long.status_code, "单位名称" in long.json()["error"]) == (409, True)


def test_who_may_not_is_told_so_before_anything_is_looked_at(county, program) -> None:
    answer = program("filer@灯").do("create-unit", code="", name="", parent="999")
    assert answer.status_code == 403


def test_a_campaign_is_drafted_edited_and_kept_where_nothing_is_given(
    county, program
) -> None:
    bureau = program("reviewer@财")
    sent = {"year": 2024, "kinds": ["overall"], "form": county.campaign.form}
    said = done(bureau.do("create-campaign", **sent, unit_due="2025-03-14"))
    made = Campaign.objects.get(pk=int(said["record"].partition(":")[2]))
    assert made.scope
    words = made.scope
    done(bureau.do("edit-campaign", campaign=made.pk, title="新标题"))
    made.refresh_from_db()
    assert (made.title, made.scope, str(made.unit_due)) == (
        "新标题",
        words,
        "2025-03-14",
    )


def test_a_year_of_working_days_is_entered(county, program) -> None:
    sent = {
        "year": 2031,
        "source": "国办发明电〔2030〕1号",
        "off": "2031-01-01 至 2031-01-03",
    }
    done(program("reviewer@财").do("enter-year", **sent))
    assert WorkYear.objects.get(year=2031).off == [
        "2031-01-01",
        "2031-01-02",
        "2031-01-03",
    ]


def test_a_department_issues_its_notice(county, program) -> None:
    officer = program("officer@城")
    place = {"campaign": county.campaign.pk, "department": county.units["城"].pk}
    done(officer.do("save-notice", **place, title="关于自评的通知",
                    stamped={"name": "通知.pdf", "data": coded(PDF)}))  # fmt: skip
    done(officer.do("issue-notice", **place))
    notice = DepartmentNotice.objects.get()
    assert notice.issued_at and notice.file_digest and notice.title == "关于自评的通知"
    other = {**place, "department": county.units["文"].pk}
    assert officer.do("save-notice", **other, title="越权").status_code == 404


def test_the_office_follows_from_the_person(county, program, tmp_path) -> None:

    version = submitted(county, "灯")
    officer = program("officer@城")
    said = done(
        officer.do(
            "department-adds", submission=version.pk, ref=None,
            names=["", "", ""], message="缺少采购合同的扫描件",
        )
    )  # fmt: skip
    judgement = version.judgements.get()
    assert judgement.by_unit == county.units["城"]
    assert said["subject"] == f"assignment:{county.assignments['灯'].pk}"
    wrong = program("officer@文").do(
        "department-adds", submission=version.pk, ref=None,
        names=["", "", ""], message="越权的意见",
    )  # fmt: skip
    assert wrong.status_code == 403


@pytest.mark.parametrize("number", [0, -1, 10**15, 10**30])
def test_numbers_that_are_nobodys(county, filer, number) -> None:
    assert filer.do("hand-over", assignment=number).status_code in (404, 422)
    assert filer.get(f"submissions/{number}").status_code == 404


def test_what_is_no_json_is_said(county, filer) -> None:
    answer = filer.client.post(
        "/api/actions/hand-over", "{oops", content_type="application/json"
    )
    assert (answer.status_code, "JSON" in answer.json()["error"]) == (400, True)


def test_an_empty_character_is_refused(county, filer, lit) -> None:
    pk = county.assignments["灯"].pk
    answer = filer.do("add-project", assignment=pk, name="甲\x00乙")
    assert answer.status_code == 422
