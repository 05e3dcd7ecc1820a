"""``jiping grade`` from files to lines, JSON and exit codes."""

import json
from pathlib import Path

import docx
import pytest
from writers.fonts import requires_pdf

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def clean(tmp_path):
    text = (SAMPLES / "yanhu-petition.txt").read_bytes()
    (tmp_path / "资料.txt").write_bytes(text)
    return "资料.txt"


def test_the_grade_of_a_sample_as_lines(jiping, clean):
    code, out, err = jiping("grade", clean, "--jobs", "1", "--no-color")
    assert (code, err) == (0, "")
    assert "    完整性·报告正文（8分）  8分\n" in out
    assert "    工作小组（2分）  待定\n" in out
    assert "已定 25分（满分25分）" in out
    assert "待定的项目：自评通知·下发通知；" in out


def test_the_grade_of_a_sample_as_json(jiping, clean):
    code, out, _ = jiping("grade", clean, "--jobs", "1", "--format", "json")
    (package,) = json.loads(out)["packages"]
    assert code == 0
    assert package["totals"]["awarded"] == "25"
    assert sum(int(item["points"]) for item in package["items"]) == 100
    assert {item["state"] for item in package["items"]} == {
        "decided",
        "proposed",
        "open",
    }


def test_a_file_that_cannot_be_read_is_no_grade(jiping, tmp_path):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    code, out, err = jiping("grade", "坏.docx", "--jobs", "1")
    assert (code, err) == (2, "")
    assert "未读出" in out
    assert "完整性" not in out


def test_the_score_sheet_in_word_by_the_name_of_the_output(jiping, clean, tmp_path):
    out = tmp_path / "评分表.docx"
    assert jiping("grade", clean, "--jobs", "1", "-o", str(out)) == (0, "", "")
    opened = docx.Document(str(out))
    (table,) = opened.tables
    assert [cell.text for cell in table.rows[0].cells][3:] == ["得分", "评分依据"]
    assert table.rows[-1].cells[3].text == "已定25"
    assert any("被考核单位：" in paragraph.text for paragraph in opened.paragraphs)


@requires_pdf
def test_the_score_sheets_of_several_packages_in_one_pdf(jiping, tmp_path):
    out = tmp_path / "评分表.pdf"
    files = [
        str(SAMPLES / f"{name}.txt") for name in ("yanhu-petition", "lanshi-library")
    ]
    code, said, fault = jiping("grade", *files, "--format", "pdf", "-o", str(out))
    assert (code, said, fault) == (0, "", "")
    assert out.read_bytes().startswith(b"%PDF-")


def test_no_score_sheet_of_what_cannot_be_read(jiping, tmp_path):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    code, _, fault = jiping("grade", "坏.docx", "--jobs", "1", "-o", "评分表.docx")
    assert code == 2
    assert fault.startswith("jiping：") and "坏.docx" in fault
    assert not (tmp_path / "评分表.docx").exists()
