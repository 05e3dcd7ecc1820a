"""Approved targets: read, locked, changed with a reason that everybody sees."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from jiping.model.values import Ref
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.core.uploads import File
from jiping.web.drafts.actions import RemoveRow, SaveCells, Typed
from jiping.web.drafts.models import Draft, TargetBatch
from jiping.web.drafts.naming import encoded
from jiping.web.drafts.targets.actions import ApplyTargets, ChangeTarget, UploadTargets
from jiping.web.drafts.targets.changes import changes_of, locked_of
from jiping.web.drafts.targets.plan import planned
from jiping.web.inbox.models import Message

HEADS = [
    "单位编码",
    "单位名称",
    "项目名称",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "分值",
]
LAMPS = ["101002", "", "", "产出指标", "数量指标", "维修路灯", "≥200盏", "20"]
QUALITY = ["101002", "", "", "产出指标", "质量指标", "亮灯率", "≥98%", "10"]
OF_PROJECT = [
    "101002",
    "",
    "路灯维护",
    "产出指标",
    "数量指标",
    "更换灯具",
    "50盏",
    "15",
]
LIBRARY = ["102002", "", "", "产出指标", "数量指标", "借阅册次", "3000册", "20"]


def workbook(*rows: list[str], heads: list[str] = HEADS) -> bytes:
    book = Workbook()
    for row in (["2023年度绩效目标批复表"], heads, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def uploaded(county, *rows: list[str], person: str = "reviewer@财") -> TargetBatch:
    owner = county.units[person.partition("@")[2]]
    file = File("批复.xlsx", workbook(*rows))
    return UploadTargets(
        county.people[person], owner, county.campaign, [file]
    ).perform()


def locked(
    county, *rows: list[str], person: str = "reviewer@财", reason: str = ""
) -> int:
    batch = uploaded(county, *rows, person=person)
    return ApplyTargets(county.people[person], batch, reason).perform()


def draft_of(county, short: str = "灯") -> Draft:
    return Draft.objects.get(assignment=county.assignments[short])


def test_targets_are_locked_in_drafts_of_all_units(county) -> None:
    assert locked(county, LAMPS, QUALITY, OF_PROJECT, LIBRARY) == 4
    found = [(each.table, dict(each.texts)) for each in locked_of(draft_of(county))]
    assert [(t, x["level3"], x["target"], x["weight"]) for t, x in found] == [
        ("附件2 整体支出自评表", "维修路灯", "≥200盏", "20"),
        ("附件2 整体支出自评表", "亮灯率", "≥98%", "10"),
        ("附件3 路灯维护", "更换灯具", "50盏", "15"),
    ]
    assert [each.texts["level3"] for each in locked_of(draft_of(county, "馆"))] == [
        "借阅册次"
    ]
    assert Record.objects.filter(verb="target.lock").count() == 2
    assert Message.objects.filter(
        to=county.people["filer@灯"], verb="target.lock"
    ).exists()
    cell = draft_of(county).cells.get(column="target", raw="≥98%")
    assert cell.source == "target" and cell.locked.startswith("随预算批复的绩效目标")


def test_a_unit_cannot_type_over_a_target_or_take_it_out(county) -> None:
    locked(county, LAMPS)
    draft, (target,) = draft_of(county), locked_of(draft_of(county))
    actor = county.people["filer@灯"]
    ref = target.refs["target"]
    saved = SaveCells(actor, draft, [Typed(ref, "100盏")]).perform()
    assert "已锁定" in saved.refused[ref]
    with pytest.raises(Refused, match="不能删除"):
        RemoveRow(actor, draft, Ref(ref.form, ref.key, ref.row)).perform()
    with pytest.raises(Refused, match="没有这个权限"):
        ChangeTarget(actor, draft, ref, "100盏", "做不到").perform()
    assert draft.cells.get(column="target", raw="≥200盏")


def test_what_the_unit_typed_itself_stays(county) -> None:
    locked(county, LAMPS)
    draft = draft_of(county)
    row = locked_of(draft)[0].refs["level3"].row
    own = Ref("overall", "", row, "actual")
    actor = county.people["filer@灯"]
    SaveCells(actor, draft, [Typed(own, "210盏")]).perform()
    locked(county, LAMPS, QUALITY)
    assert draft_of(county).cells.get(row=row, column="actual").raw == "210盏"
    assert len(locked_of(draft_of(county))) == 2


def test_a_change_needs_a_reason_and_is_seen_everywhere(county) -> None:
    locked(county, LAMPS)
    draft, (target,) = draft_of(county), locked_of(draft_of(county))
    officer, ref = county.people["officer@城"], target.refs["target"]
    with pytest.raises(Refused, match="要写理由"):
        ChangeTarget(officer, draft, ref, "≥150盏", " ").perform()
    ChangeTarget(officer, draft, ref, "≥150盏", "预算调减").perform()
    (change,) = changes_of(draft.assignment)
    assert (change.before, change.after, change.by) == (
        "≥200盏",
        "≥150盏",
        "officer@城",
    )
    assert (change.indicator, change.reason) == ("维修路灯", "预算调减")
    for person, page in (
        ("filer@灯", f"/fill/{draft.assignment_id}/overall/"),
        ("head@灯", f"/packages/{draft.assignment_id}/"),
        ("reviewer@财", f"/targets/unit/{draft.assignment_id}/"),
        ("auditor@财", f"/targets/unit/{draft.assignment_id}/"),
    ):
        answer = county.client(person).get(page, follow=True)
        assert answer.status_code == 200, (person, page)
        assert "预算调减" in answer.content.decode(), (person, page)
    told = Message.objects.filter(verb="target.change").values_list(
        "to__username", flat=True
    )
    assert set(told) == {"filer@灯", "head@灯", "officer@城"}


def test_a_second_file_that_says_otherwise_needs_a_reason(county) -> None:
    locked(county, LAMPS)
    other = [*LAMPS[:6], "≥180盏", "20"]
    with pytest.raises(Refused, match="请写明调整理由"):
        locked(county, other)
    assert not changes_of(county.assignments["灯"])
    locked(county, other, reason="年中调整")
    assert [c.after for c in changes_of(county.assignments["灯"])] == ["≥180盏"]


def test_all_of_a_batch_or_nothing(county) -> None:
    locked(county, LIBRARY)
    other = [*LIBRARY[:6], "1册", "20"]
    with pytest.raises(Refused, match="理由"):
        locked(county, LAMPS, other)
    assert not draft_of(county).started


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["999", *LAMPS[1:]], "不在这次自评的单位里"),
        (["", "", *LAMPS[2:]], "没有写单位编码"),
        ([*LAMPS[:4], "胡写指标", *LAMPS[5:]], "不是表式里的"),
        ([*LAMPS[:5], "", *LAMPS[6:]], "没有写三级指标"),
        ([*LAMPS[:6], "", "20"], "没有写指标值"),
        ([*LAMPS[:7], "二百"], "要是0到100的数"),
        (LAMPS, "有两行"),
    ],
)
def test_a_wrong_row_is_said_and_nothing_is_locked(
    county, row: list[str], said: str
) -> None:
    batch = uploaded(county, LAMPS, row)
    plan = planned(batch, county.people["reviewer@财"])
    ((where, fault),) = plan.problems
    assert said in fault and "第4行" in where
    with pytest.raises(Refused, match="有1行不能锁定"):
        ApplyTargets(county.people["reviewer@财"], batch).perform()


def test_a_department_locks_its_own_units_alone(county) -> None:
    assert locked(county, LAMPS, person="officer@城") == 1
    batch = uploaded(county, LAMPS, LIBRARY, person="officer@城")
    ((_, fault),) = planned(batch, county.people["officer@城"]).problems
    assert "澄湖县图书馆" in fault and "没有这个权限" in fault


@pytest.mark.parametrize(
    "person", ["filer@灯", "head@灯", "auditor@财", "administrator@财"]
)
def test_others_may_not_upload_or_lock(county, person: str) -> None:
    batch = uploaded(county, LAMPS)
    client = county.client(person)
    at = f"/targets/{county.campaign.pk}/"
    file = SimpleUploadedFile("批复.xlsx", workbook(LAMPS))
    assert client.post(at, {"files": file}).status_code == 403
    assert client.get(f"/targets/batch/{batch.pk}/").status_code == 403
    assert client.post(f"/targets/batch/{batch.pk}/apply/").status_code == 403
    assert TargetBatch.objects.count() == 1


def test_a_department_does_not_see_the_bureaus_batch_or_other_units(county) -> None:
    batch = uploaded(county, LAMPS, LIBRARY)
    client = county.client("officer@城")
    assert client.get(f"/targets/batch/{batch.pk}/").status_code == 403
    page = client.get(f"/targets/{county.campaign.pk}/").content.decode()
    assert "澄湖县路灯管理所" in page and "澄湖县图书馆" not in page
    other = county.assignments["馆"].pk
    assert client.get(f"/targets/unit/{other}/").status_code == 403
    assert county.client("filer@灯").get(f"/targets/unit/{other}/").status_code == 403


def test_the_pages(county) -> None:
    client = county.client("reviewer@财")
    at = f"/targets/{county.campaign.pk}/"
    assert client.get("/targets/", follow=True).status_code == 200
    assert client.get(f"{at}template/")["Content-Disposition"].startswith("attachment")
    file = SimpleUploadedFile("批复.xlsx", workbook(LAMPS))
    answer = client.post(at, {"files": file}, follow=True)
    assert "分值合计20" in answer.content.decode()
    batch = TargetBatch.objects.get()
    answer = client.post(f"/targets/batch/{batch.pk}/apply/", follow=True)
    assert "已锁定1个指标" in answer.content.decode()
    again = client.post(f"/targets/batch/{batch.pk}/apply/")
    assert again.status_code == 403
    (target,) = locked_of(draft_of(county))
    unit = f"/targets/unit/{county.assignments['灯'].pk}/"
    sent = {"ref": encoded(target.refs["weight"]), "raw": "999", "reason": "x"}
    answer = client.post(f"{unit}change/", sent)
    assert answer.status_code == 422 and "0到100" in answer.content.decode()
    answer = client.post(f"{unit}change/", sent | {"raw": "15"}, follow=True)
    assert "已调整" in answer.content.decode()


def test_an_official_form_is_read_too(county) -> None:
    data = (Path(__file__).parents[3] / "samples" / "lanshi-street.docx").read_bytes()
    unit = county.units["灯"]
    unit.name = "岚石县岚石街道办事处"
    file = File("批复件.docx", data)
    actor = county.people["reviewer@财"]
    batch = UploadTargets(actor, county.units["财"], county.campaign, [file]).perform()
    assert batch.rows and all(row["level3"] for row in batch.rows)


def test_a_file_without_targets_is_one_sentence(county) -> None:
    client = county.client("reviewer@财")
    file = SimpleUploadedFile("别的.xlsx", workbook(["a"], heads=["甲", "乙"]))
    answer = client.post(f"/targets/{county.campaign.pk}/", {"files": file})
    assert answer.status_code == 422 and "没有找到绩效目标" in answer.content.decode()
