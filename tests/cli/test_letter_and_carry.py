"""``jiping letter`` and ``jiping carry``: Word files out."""

from pathlib import Path

import docx as python_docx
import pytest

from jiping.pipeline import read_paths

SAMPLES = Path(__file__).parents[2] / "samples"
FAULTY, CLEAN = SAMPLES / "zhiquan-investment.docx", SAMPLES / "lanshi-street.docx"


def test_a_letter_in_word(jiping, tmp_path):
    out = tmp_path / "退回修改意见书.docx"
    code, _, fault = jiping(
        *("letter", str(FAULTY), "-o", str(out), "--issuer", "云溪县财政局"),
        *("--deadline", "2024-07-05"),
    )
    assert (code, fault) == (0, "")
    letter = python_docx.Document(str(out))
    texts = [paragraph.text for paragraph in letter.paragraphs]
    assert texts[:2] == ["绩效自评资料退回修改意见书", "芷泉县投资促进事务中心："]
    assert "2024年7月5日" in texts[2]
    cells = [cell.text for table in letter.tables for cell in table.columns[3].cells]
    assert any("（ZJ105）" in text for text in cells)


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        ([str(FAULTY), str(CLEAN)], "一份意见书只对一个单位"),
        (["没有.docx"], "不存在"),
    ],
)
def test_a_letter_is_for_one_unit(jiping, tmp_path, paths, words):
    code, _, fault = jiping("letter", *paths, "-o", str(tmp_path / "a.docx"))
    assert code == 2
    assert words in fault


@pytest.mark.parametrize("command", ["letter", "carry"])
def test_formats_that_cannot_be_written(jiping, tmp_path, command):
    code, _, fault = jiping(command, str(CLEAN), "-o", str(tmp_path / "a.ppt"))
    assert code == 2
    assert ".docx" in fault


def test_next_year_is_read_back_as_next_year(jiping, tmp_path):
    out = tmp_path / "2024.docx"
    assert jiping("carry", str(CLEAN), "-o", str(out))[0] == 0
    last, this = (next(iter(read_paths([str(path)]))).filing for path in (CLEAN, out))
    assert (this.unit, this.year, this.layout) == (
        last.unit,
        last.year + 1,
        last.layout,
    )
    assert [s.key for s in this.projects] == [s.key for s in last.projects]
    for row in last.base.of_kind("expense"):
        actual = row["actual"]
        if actual.number is not None:
            assert this.base[row.key]["prior_actual"].number == actual.number
            assert this.base[row.key]["actual"].blank
    targets = [
        [
            row["target"].raw
            for sheet in filing.evaluations
            for row in sheet.of_kind("indicator")
        ]
        for filing in (last, this)
    ]
    assert [text.replace("2023年", "2024年") for text in targets[0]] == targets[1]
