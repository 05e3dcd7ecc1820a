"""``jiping fill``: the forms on disk, and refusals in one sentence."""

from pathlib import Path

import pytest

from jiping.pipeline import check_paths, read_paths

SAMPLES = Path(__file__).parents[2] / "samples"
CITY = "430600-yueyang/department-2023"


@pytest.fixture
def source() -> str:
    return str(SAMPLES / "lanshi-street.docx")


def test_a_filing_is_written_and_read_back(jiping, tmp_path, source):
    target = tmp_path / "out.docx"
    assert jiping("fill", source, "-o", str(target)) == (0, "", "")
    (before,) = read_paths([source])
    (after,) = read_paths([str(target)])
    assert after.filing.unit == before.filing.unit
    assert len(after.filing.sheets) == len(before.filing.sheets)


def test_the_json_of_read_gives_the_same_bytes(jiping, tmp_path, source):
    data, one, other = (str(tmp_path / name) for name in ("a.json", "a.docx", "b.docx"))
    assert jiping("read", source, "--format", "json", "-o", data)[0] == 0
    assert jiping("fill", data, "-o", one)[0] == 0
    assert jiping("fill", source, "-o", other)[0] == 0
    assert Path(one).read_bytes() == Path(other).read_bytes()


@pytest.mark.parametrize("name", ["lanshi-street", "zhiquan-investment"])
def test_a_workbook_is_checked_with_the_same_findings(jiping, tmp_path, name):
    target = tmp_path / "out.xlsx"
    source = SAMPLES / f"{name}.docx"
    assert jiping("fill", str(source), "-o", str(target), "--as-is")[0] == 0
    (before,), (after,) = check_paths([str(source)]), check_paths([str(target)])
    assert {(f.rule, f.at, f.stated) for f in after.findings} == {
        (f.rule, f.at, f.stated) for f in before.findings
    }


def test_next_year_is_begun_in_a_workbook(jiping, tmp_path, source):
    target = tmp_path / "next.xlsx"
    assert jiping("carry", source, "-o", str(target))[0] == 0
    (last,), (outcome,) = read_paths([source]), read_paths([str(target)])
    base = outcome.filing.base
    assert outcome.filing.year == last.filing.year + 1
    assert base["three_public"]["budget"].blank
    assert base["three_public"]["prior_actual"].number == (
        last.filing.base["three_public"]["actual"].number
    )
    assert not [n for n in outcome.notes if "公式" in n.text]


def test_another_form_says_what_it_leaves_out(jiping, tmp_path, source):
    target = str(tmp_path / "out.docx")
    code, _, err = jiping(
        "fill", source, "-o", target, "--form", "000000-national/transfer-2020"
    )
    assert code == 0
    assert "这种版式没有附件1 基础数据表" in err


def test_a_blank_form_needs_no_source(jiping, tmp_path):
    target = tmp_path / "blank.docx"
    code, _, _ = jiping(
        "fill", "--blank", "--form", CITY, "--year", "2024", "-o", str(target)
    )
    assert code == 0
    (outcome,) = read_paths([str(target)])
    assert (outcome.filing.layout, outcome.filing.year) == (CITY, 2024)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--blank", "-o", "a.docx"], "写空白表要用 --form"),
        (["-o", "a.docx"], "缺少自评资料"),
        (["SOURCE", "-o", "a.odt"], "不能写出“.odt”文件"),
        (["SOURCE", "-o", "a.docx", "--form", "x"], "没有“x”这种版式"),
        (["nothing.docx", "-o", "a.docx"], "不存在"),
        (["nothing.json", "-o", "a.docx"], "不存在"),
        (["ALL", "-o", "a.docx"], "一次只写一份"),
        (["BROKEN", "-o", "a.docx"], "不是完整的 JSON"),
        (["OTHER", "-o", "a.docx"], "不是 jiping read 导出的申报数据"),
    ],
)
def test_refusals(jiping, tmp_path, source, arguments, sentence):
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "other.json").write_text("[1]")
    known = {
        "SOURCE": source,
        "ALL": str(SAMPLES),
        "BROKEN": "broken.json",
        "OTHER": "other.json",
    }
    code, _, err = jiping("fill", *(known.get(word, word) for word in arguments))
    assert code == 2
    assert sentence in err
    assert err.count("\n") == 1
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_export_that_a_shell_recoded_is_read(jiping, tmp_path, source, encoding):
    plain, other = tmp_path / "a.json", tmp_path / "b.json"
    assert jiping("read", source, "-o", str(plain))[0] == 0
    other.write_text(plain.read_text("utf-8"), encoding)
    code, _, err = jiping("fill", str(other), "-o", str(tmp_path / "a.docx"))
    assert (code, err) == (0, "")


@pytest.mark.parametrize("text", ['{"packages": 3}', '{"packages": [{}]}', "null"])
def test_other_data_is_refused_without_words_of_the_program(jiping, tmp_path, text):
    (tmp_path / "other.json").write_text(text)
    code, _, err = jiping("fill", "other.json", "-o", "a.docx")
    assert code == 2
    assert "不是 jiping read 导出的申报数据" in err
    assert "Error" not in err


@pytest.mark.parametrize("year", ["24", "99999", "x", "1024"])
def test_a_year_has_four_digits(jiping, year):
    code, _, err = jiping(
        "fill", "--blank", "--form", CITY, "--year", year, "-o", "a.docx"
    )
    assert code == 2
    assert "不是年度" in err


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_blank_form_names_no_unit_and_each_empty_chapter(jiping, tmp_path, suffix):
    target = tmp_path / f"blank{suffix}"
    jiping("fill", "--blank", "--form", CITY, "--year", "2024", "-o", str(target))
    code, said, _ = jiping("check", str(target))
    assert code == 1
    assert "单位不明  2024年度" in said
    assert "附件3 项目支出绩效自评表没有填写资金" in said
    assert "“厉行节约保障措施”没有内容（空白）" in said
