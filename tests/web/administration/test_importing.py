"""Units and people from Excel."""

import io
import multiprocessing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from jiping.web.accounts.models import Membership, User
from jiping.web.administration.importing.workbook import Unreadable, rows_of, template
from jiping.web.administration.models import ImportBatch
from jiping.web.audit.models import Record
from jiping.web.units.models import Unit

UNITS = [
    ("103", "澄湖县水利局", "水利", "主管部门", "001"),
    ("103001", "澄湖县水利局（本级）", "", "部门本级", "103"),
    ("101002", "澄湖县照明中心", "", "二级机构", "101"),
]
PEOPLE = [
    ("shui1", "钱水", "103", "主管部门经办人", "q@example.com"),
    ("shui1", "钱水", "103001", "单位填报人", ""),
    ("filer@灯", "filer@灯", "101002", "单位填报人", ""),
]


def upload(client, data: bytes, name: str = "单位.xlsx"):
    return client.post("/units/import/", {"file": SimpleUploadedFile(name, data)})


def test_a_good_workbook_is_shown_then_taken_in_once(county, workbook) -> None:
    client = county.client("administrator@财")
    answer = upload(client, workbook(UNITS, PEOPLE))
    batch = ImportBatch.objects.get()
    assert answer["Location"] == f"/units/import/{batch.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "没有错。导入后有5行起作用" in page
    assert "更名，原为澄湖县路灯管理所" in page
    assert not Unit.objects.filter(code="103").exists()

    assert client.post(f"/units/import/{batch.pk}/apply/").status_code == 303
    assert Unit.objects.get(code="103001").parent.code == "103"
    assert Unit.objects.get(code="101002").name == "澄湖县照明中心"
    held = Membership.objects.filter(user__username="shui1")
    assert {(m.unit.code, m.role) for m in held} == {
        ("103", "department_officer"),
        ("103001", "filer"),
    }
    assert not User.objects.get(username="shui1").has_usable_password()
    assert Record.objects.filter(verb="import.apply").count() == 1

    second = client.post(f"/units/import/{batch.pk}/apply/")
    assert second.status_code == 403
    assert "已导入" in second.content.decode()
    assert Membership.objects.filter(user__username="shui1").count() == 2


@pytest.mark.parametrize(
    ("units", "people", "said"),
    [
        ([("1 03", "甲", "", "主管部门", "001")], [], "单位编码要填"),
        ([("103", "", "", "主管部门", "001")], [], "单位名称要填"),
        ([("103", "甲", "", "什么", "001")], [], "类别“什么”不对"),
        ([("103", "甲", "", "主管部门", "999")], [], "“999”既不在系统中也不在表中"),
        ([("103", "甲", "", "二级机构", "001")], [], "只能设在主管部门下"),
        ([("103", "甲", "", "主管部门", "001")] * 2, [], "前面已有一行"),
        ([("101", "甲", "", "二级机构", "102")], [], "类别原为主管部门"),
        ([("009", "乙局", "", "财政局", "")], [], "已经有财政局了"),
        ([], [("a b", "甲", "101", "主管部门经办人", "")], "帐号要填"),
        ([], [("a", "", "101", "主管部门经办人", "")], "姓名要填"),
        ([], [("a", "甲", "777", "主管部门经办人", "")], "单位编码“777”"),
        ([], [("a", "甲", "101", "局长", "")], "角色“局长”不对"),
        ([], [("a", "甲", "101", "财政审核人", "")], "只能设在财政局"),
        ([], [("a", "甲", "101", "主管部门经办人", "a@")], "写得不完整"),
        ([], [("nobody", "别人", "101", "主管部门经办人", "")], "姓名不一致"),
        ([], [("auditor@财", "auditor@财", "101", "主管部门经办人", "")], "不能同时担任"),
    ],
)  # fmt: skip
def test_each_fault_is_said_by_row_and_nothing_is_taken_in(
    county, workbook, units, people, said
) -> None:
    client = county.client("administrator@财")
    before = (Unit.objects.count(), User.objects.count(), Membership.objects.count())
    page = client.get(upload(client, workbook(units, people))["Location"])
    assert said in page.content.decode()
    batch = ImportBatch.objects.get()
    refused = client.post(f"/units/import/{batch.pk}/apply/")
    assert refused.status_code == 409
    assert before == (
        Unit.objects.count(),
        User.objects.count(),
        Membership.objects.count(),
    )


def test_a_batch_is_planned_anew_when_taken_in(county, workbook) -> None:
    client = county.client("administrator@财")
    upload(client, workbook([], [("late", "甲", "101002", "单位填报人", "")]))
    Unit.objects.filter(code="101002").update(ended_on="2024-01-01")
    batch = ImportBatch.objects.get()
    assert client.post(f"/units/import/{batch.pk}/apply/").status_code == 409
    assert not User.objects.filter(username="late").exists()


def test_what_is_no_workbook_is_said(county) -> None:
    client = county.client("administrator@财")
    for name, data in (
        ("a.xlsx", b"PK\x03\x04rubbish"),
        ("a.docx", b"x"),
        ("a.xlsx", b""),
    ):
        page = upload(client, data, name)
        assert page.status_code == 422
        assert not ImportBatch.objects.exists()


def test_a_missing_column_is_named() -> None:
    book = Workbook()
    book.active.title = "单位"
    book.active.append(["单位编码", "类别"])
    book.active.append(["1", "主管部门"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Unreadable, match="缺少“单位名称”列"):
        rows_of(out.getvalue(), "a.xlsx")


def test_the_template_reads_back_as_it_is_stored(county) -> None:
    units = list(Unit.objects.all())
    rows = rows_of(template(units), "a.xlsx")
    assert [row["单位编码"] for row in rows.units] == [u.code for u in units]
    assert rows.people == ()


def test_others_may_not_import(county, workbook) -> None:
    for who in ("reviewer@财", "auditor@财", "filer@灯"):
        assert upload(county.client(who), workbook(UNITS)).status_code == 403


def test_a_workbook_is_read_where_processes_are_made_as_by_the_server() -> None:
    """A worker of the web server has not set Django up, and needs nothing of it."""
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method("spawn", force=True)
    try:
        assert rows_of(template(), "单位.xlsx").units == ()
    finally:
        multiprocessing.set_start_method(before, force=True)


def test_rows_that_change_nothing_are_folded_away(county, workbook) -> None:
    client = county.client("administrator@财")
    known = Unit.objects.get(code="101")
    row = (known.code, known.name, known.short_name, known.get_kind_display(), "001")
    where = upload(client, workbook([row, UNITS[0]], []))["Location"]
    page = client.get(where).content.decode()
    assert "1行不变" in page
    assert page.index(UNITS[0][1]) < page.index(known.name)
