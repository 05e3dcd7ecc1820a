"""``jiping intake``: the table, its formats and exit codes."""

import json
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from jiping.writers import schemas

SAMPLES = Path(__file__).parents[2] / "samples"
SCHOOL = "桐浦县第二高级中学"


@pytest.fixture
def folder(tmp_path):
    into = tmp_path / "报送"
    into.mkdir()
    for name in ("tongpu-school.docx", "zhiquan-investment.docx"):
        (into / name).write_bytes((SAMPLES / name).read_bytes())
    return into


def test_the_table_and_what_is_wrong(jiping, folder):
    code, said, _ = jiping("intake", str(folder))
    assert code == 1
    head, school, other, *_ = said.splitlines()
    assert head.split() == ["单位", "年度", "附件1", "附件2", "附件3", "附件4", "附件5", "基金", "国资", "社保", "结果"]  # fmt: skip
    assert school.split() == [SCHOOL, "2024", "有", "有", "3张", "有", "－", "有", "有", "有", "齐全"]  # fmt: skip
    assert other.split()[-2:] == ["缺", "不齐"]
    assert "缺社会保险基金预算支出情况表（报告的附件清单列有此表）。" in said
    assert said.splitlines()[-1].startswith("2 个文件；2 份资料")


def test_a_complete_intake_is_clean(jiping, folder):
    (folder / "zhiquan-investment.docx").unlink()
    assert jiping("intake", str(folder))[0] == 0


def test_units_that_sent_nothing(jiping, folder, tmp_path):
    (tmp_path / "名单.txt").write_text(f"{SCHOOL}\n桐浦县档案馆\n", encoding="utf-8")
    code, said, _ = jiping("intake", str(folder), "--units", str(tmp_path / "名单.txt"))
    assert code == 1
    assert any(line.split() == ["桐浦县档案馆", "未报送"] for line in said.splitlines())
    assert "不在应报送单位名单中" in said
    assert "应报送 2 个单位，已报送 1 个" in said


def test_a_list_that_cannot_be_read(jiping, folder, tmp_path):
    code, _, fault = jiping("intake", str(folder), "--units", str(tmp_path / "无.txt"))
    assert (code, "不存在" in fault) == (2, True)


def test_a_file_that_cannot_be_read(jiping, folder):
    (folder / "坏.docx").write_bytes(b"PK")
    code, said, _ = jiping("intake", str(folder))
    assert (code, "读不出的文件（1）" in said) == (2, True)


def test_json_is_as_published(jiping, folder, tmp_path):
    (folder / "又一份.docx").write_bytes((SAMPLES / "tongpu-school.docx").read_bytes())
    (tmp_path / "名单.txt").write_text("桐浦县档案馆", encoding="utf-8")
    for more in ([], ["--units", str(tmp_path / "名单.txt")]):
        _, said, _ = jiping("intake", str(folder), "--format", "json", *more)
        data = json.loads(said)
        schema = json.loads(schemas.read("intake"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(data)
    assert data["silent"] == ["桐浦县档案馆"]
    (school,) = (unit for unit in data["units"] if unit["unit"] == SCHOOL)
    assert len(school["sets"]) == 2


def test_a_workbook(jiping, folder, tmp_path):
    out = tmp_path / "清点.xlsx"
    assert jiping("intake", str(folder), "--format", "xlsx", "-o", str(out))[0] == 1
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["报送情况", "问题", "文件归属", "未归入"]
    rows = [[cell.value for cell in row] for row in book["报送情况"].iter_rows()]
    assert rows[1][:5] == [SCHOOL, 2024, "有", "有", "3张"]
    assert book["文件归属"].max_row > 10
