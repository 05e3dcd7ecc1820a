"""``jiping annotate``: files in, files out, and what it says."""

import io
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest

from jiping.pipeline.annotating import mark
from jiping.readers import read

SAMPLES = Path(__file__).parents[2] / "samples"
FAULTY = SAMPLES / "zhiquan-investment.docx"


def test_comments_in_the_file_and_one_line_on_the_screen(jiping, tmp_path):
    out = tmp_path / "批注.docx"
    code, said, _ = jiping("annotate", str(FAULTY), "-o", str(out))
    assert code == 0
    comments = list(python_docx.Document(str(out)).comments)
    assert said == f"{out}：加了 {len(comments)} 条批注。\n"
    first = "\n".join(each.text for each in comments)
    assert "【错误】ZJ101" in first
    assert "怎么改：" in first
    assert read(out.read_bytes(), "x") == read(FAULTY.read_bytes(), "x")


def test_the_same_file_gives_the_same_bytes(tmp_path):
    assert mark(FAULTY, fix=True).data == mark(FAULTY, fix=True).data


def test_fix_makes_the_findings_go_away(jiping, tmp_path):
    out = tmp_path / "改.docx"
    code, said, _ = jiping(
        "annotate", str(FAULTY), "-o", str(out), "--fix", "--date", "2024-07-05"
    )
    assert (code, "写了 4 处修订" in said) == (0, True)
    before, after = (
        {
            (each.rule, each.at)
            for outcome in mark(path).outcomes
            for each in outcome.findings
        }
        for path in (FAULTY, out)
    )
    assert after < before
    assert {"ZJ101", "ZJ105", "ZJ202", "DF301"} <= {rule for rule, _ in before - after}


def test_only_the_rules_asked_for(jiping, tmp_path):
    out = tmp_path / "一条.docx"
    jiping("annotate", str(FAULTY), "-o", str(out), "--select", "ZJ105")
    (comment,) = python_docx.Document(str(out)).comments
    assert comment.text.startswith("【错误】ZJ105")


@pytest.fixture
def workbook(tmp_path):
    """附件1 of a fictional unit with a wrong rate in a merged cell, and a note of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "附件1"
    for row in (
        ["2023年度部门整体支出绩效评价基础数据表"],
        ["预算单位名称", "青石县档案馆"],
        ["财政供养人员情况（人）", "编制数", "2023年实际在职人数", "控制率"],
        ["", 12, 10, "100%", ""],
    ):
        sheet.append(row)
    sheet.merge_cells("D4:E4")
    sheet["B4"].comment = openpyxl.comments.Comment("原有批注", "填表人")
    path = tmp_path / "青石县档案馆.xlsx"
    book.save(path)
    return path


def test_notes_in_a_workbook(jiping, tmp_path, workbook):
    out = tmp_path / "批注.xlsx"
    code, said, _ = jiping(
        "annotate", str(workbook), "-o", str(out), "--select", "ZJ105"
    )
    assert (code, "1 条批注" in said) == (0, True)
    sheet = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))["附件1"]
    assert sheet["D4"].comment.text.startswith("【错误】ZJ105")
    assert sheet["B4"].comment.text == "原有批注"
    assert sheet["D4"].value == "100%"


def test_a_workbook_has_no_revisions(jiping, tmp_path, workbook):
    code, _, fault = jiping(
        "annotate", str(workbook), "-o", str(tmp_path / "b.xlsx"), "--fix"
    )
    assert code == 2
    assert "没有修订功能" in fault


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"text"),
        ("b.docx", b"PK\3\4"),
        ("c.docx", b""),
        ("d.pdf", b"%PDF-1.7"),
    ],
)
def test_what_cannot_be_annotated_is_said_in_a_sentence(
    jiping, tmp_path, name, content
):
    path = tmp_path / name
    path.write_bytes(content)
    code, said, fault = jiping("annotate", str(path), "-o", str(tmp_path / "out"))
    assert (code, said) == (2, "")
    assert name in fault
    assert not (tmp_path / "out").exists()


def test_a_day_that_is_none(jiping, tmp_path):
    code, _, fault = jiping(
        "annotate", str(FAULTY), "-o", str(tmp_path / "o"), "--date", "明天"
    )
    assert code == 2
    assert "不是日期" in fault


def test_a_file_does_not_come_back_under_the_suffix_of_another_kind(jiping, tmp_path):
    out = tmp_path / "批注.xlsx"
    code, _, err = jiping("annotate", str(FAULTY), "-o", str(out))
    assert code == 2
    assert "原来是“.docx”，不能写成“.xlsx”" in err
    assert not out.exists()


def test_a_file_with_macros_keeps_its_suffix(jiping, tmp_path):
    given = tmp_path / "a.docm"
    given.write_bytes(FAULTY.read_bytes())
    code, _, err = jiping("annotate", str(given), "-o", str(tmp_path / "b.docx"))
    assert code == 2
    assert "请写成“.docm”" in err
    assert jiping("annotate", str(given), "-o", str(tmp_path / "b.docm"))[0] == 0
