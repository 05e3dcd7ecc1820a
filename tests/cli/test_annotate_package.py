"""``jiping annotate`` of a folder or archive: each file back, findings where they are."""

import time
import zipfile
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest

from jiping.pipeline import workers
from jiping.pipeline.annotating import mark, mark_package
from jiping.rules import Selection

SAMPLES = Path(__file__).parents[2] / "samples"
FAULTY = SAMPLES / "zhiquan-investment.docx"
CLEAN = SAMPLES / "jichuan-heritage.docx"


@pytest.fixture
def folder(tmp_path):
    """A faulty filing of Word, a workbook of another unit, and a picture."""
    into = tmp_path / "报送"
    (into / "甲").mkdir(parents=True)
    (into / "乙").mkdir()
    (into / "甲" / "自评.docx").write_bytes(FAULTY.read_bytes())
    (into / "甲" / "佐证.bin").write_bytes(b"\x00\x01")
    book = openpyxl.Workbook()
    for row in (
        ["2023年度部门整体支出绩效评价基础数据表"],
        ["预算单位名称", "青石县档案馆"],
        ["财政供养人员情况（人）", "编制数", "2023年实际在职人数", "控制率"],
        ["", 12, 10, "100%"],
    ):
        book.active.append(row)
    book.save(into / "乙" / "附件1.xlsx")
    return into


def comments(path):
    return len(list(python_docx.Document(str(path)).comments))


def test_into_a_folder(jiping, folder, tmp_path):
    out = tmp_path / "批注"
    code, said, _ = jiping("annotate", str(folder), "-o", str(out), "--select", "ZJ")
    assert code == 0
    wanted = mark(FAULTY, selection=Selection(select=("ZJ",))).written
    assert comments(out / "甲" / "自评.docx") == wanted > 3
    assert (out / "甲" / "佐证.bin").read_bytes() == b"\x00\x01"
    sheet = openpyxl.load_workbook(out / "乙" / "附件1.xlsx").active
    assert "ZJ105" in sheet["D4"].comment.text
    assert said.splitlines()[-1].startswith(f"{out}：2 个文件加了")
    assert not list(tmp_path.glob(".*"))


def test_into_a_zip_from_a_zip(jiping, folder, tmp_path):
    packed, out = tmp_path / "报送.zip", tmp_path / "批注.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(folder.rglob("*.*")):
            archive.write(path, path.relative_to(folder).as_posix())
    assert jiping("annotate", str(packed), "-o", str(out))[0] == 0
    with zipfile.ZipFile(out) as archive:
        assert sorted(archive.namelist()) == [
            "乙/附件1.xlsx",
            "甲/佐证.bin",
            "甲/自评.docx",
        ]
        assert archive.read("甲/佐证.bin") == b"\x00\x01"
        marked = archive.read("甲/自评.docx")
    assert marked == mark(FAULTY).data


BASE = (
    ["附件1"],
    ["2023年度基础数据表"],
    ["项目支出", "上年决算数", "预算数", "决算数"],
    ["项目支出", 1, 2, 3],
    ["1、业务工作经费", 1, 2, 3],
)
OVERALL = (
    ["附件2"],
    ["2023年度部门整体支出绩效自评表"],
    ["预算单位名称", "青石县档案馆"],
    ["", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", 5, 5, 9, 10, "100%", 10],
    ["其中：一般公共预算：9", "其中：基本支出：5"],
    ["政府性基金拨款：", "项目支出：4"],
)


def test_files_of_one_unit_are_checked_together(tmp_path):
    """附件1 and 附件2 in a file each: what contradicts stands in one of them."""
    into = tmp_path / "某单位"
    into.mkdir()
    for name, rows in (("附件1.xlsx", BASE), ("附件2.xlsx", OVERALL)):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(into / name)
    found = mark_package(str(into), selection=Selection(select=("ZJ205",)))
    written = {Path(each.name).name: each.written for each in found}
    assert written == {"附件1.xlsx": 0, "附件2.xlsx": 1}


def test_a_file_that_cannot_be_annotated_is_copied_and_named(jiping, tmp_path):
    into, out = tmp_path / "a", tmp_path / "b"
    into.mkdir()
    text = (SAMPLES / "zhiquan-investment.txt").read_bytes()
    (into / "自评.txt").write_bytes(text)
    (into / "坏.docx").write_bytes(b"PK")
    _, said, _ = jiping("annotate", str(into), "-o", str(out))
    assert (out / "自评.txt").read_bytes() == text
    assert (out / "坏.docx").read_bytes() == b"PK"
    assert "自评.txt：原样复制" in said
    assert "个问题没有批注" in said
    assert "坏.docx：原样复制" in said


def test_revisions_in_every_word_file(jiping, folder, tmp_path):
    out = tmp_path / "改"
    code, said, _ = jiping("annotate", str(folder), "-o", str(out), "--fix")
    assert code == 0
    assert "甲/自评.docx：加了" in said
    assert "写了 4 处修订" in said


def test_refusals_of_the_output(jiping, folder, tmp_path):
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "a").write_text("x")
    (tmp_path / "文件").write_text("x")
    for name, words in (
        (tmp_path / "满", "已经有文件"),
        (tmp_path / "文件", "已经是一个文件"),
        (folder / "批注", "里面"),
        (tmp_path / "没有" / "批注", "不存在"),
    ):
        code, _, fault = jiping("annotate", str(folder), "-o", str(name))
        assert (code, words in fault) == (2, True), fault


def test_an_empty_folder(jiping, tmp_path):
    (tmp_path / "空").mkdir()
    code, _, fault = jiping("annotate", str(tmp_path / "空"), "-o", str(tmp_path / "b"))
    assert (code, "没有文件" in fault) == (2, True)
    assert not (tmp_path / "b").exists()


def test_a_file_that_takes_too_long_is_given_up(jiping, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "SECONDS", -1)
    monkeypatch.setattr(workers, "_serve", lambda *_: time.sleep(30))
    code, _, fault = jiping("annotate", str(CLEAN), "-o", str(tmp_path / "o.docx"))
    assert code == 2
    assert "没有加完批注" in fault
    assert fault.count("\n") == 1
