"""The whole way from bytes to the terminal: bad input, real input, several files."""

import json

import pytest
from jsonschema import Draft202012Validator
from shared_filings import SHARED, requires_shared

from jiping.pipeline import read_paths
from jiping.writers import filing_json, schemas

# One row a line, its cells parted by bars.
ROWS = """\
项目支出名称|河道清淤
主管部门|青石县水利局|实施单位|青石县河道管理所
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|年度资金总额|50.00|60.00|60.00|10|100%|10
|其中：当年财政拨款|50.00|60.00|59.00|——|——|——
"""
SHEET = "附件3\n2023年度项目支出绩效自评表\n" + "\n".join(
    "".join(f"\t{cell}\n" for cell in row.split("|")) for row in ROWS.splitlines()
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("说明.txt", "今天天气很好。".encode()),
        ("坏.docx", b"PK\x03\x04" + bytes(200)),
        ("乱.docx", bytes(range(256)) * 8),
        ("控制符.txt", b"\x00\x01\x1b[31m\x07"),
        ("旧.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
    ],
)
@pytest.mark.parametrize("command", ["check", "read", "score"])
def test_what_is_no_filing_is_said_in_a_sentence(jiping, tmp_path, command, name, data):
    (tmp_path / name).write_bytes(data)
    code, out, err = jiping(command, name)
    assert (code, err) == (2, "")
    assert "未读出" in out
    assert "Traceback" not in out
    assert "\x1b" not in out


def test_a_missing_path_does_not_end_the_run(jiping, tmp_path):
    (tmp_path / "项目.txt").write_text(SHEET, encoding="utf-8")
    code, out, _ = jiping("check", "没有.docx", "项目.txt", "--format", "json")
    assert code == 2
    missing, found = json.loads(out)["packages"]
    assert missing["notes"][0]["level"] == "error"
    assert found["counts"]["error"] + found["counts"]["warning"] > 0


def test_a_fault_is_found_at_its_line(jiping, tmp_path):
    (tmp_path / "项目.txt").write_text(SHEET, encoding="utf-8")
    code, out, _ = jiping("check", "项目.txt", "--format", "json")
    assert code == 1
    Draft202012Validator(json.loads(schemas.read("findings"))).validate(json.loads(out))
    at = SHEET.splitlines().index("\t59.00") + 1
    findings = json.loads(out)["packages"][0]["findings"]
    assert any(at in finding["lines"] for finding in findings)


def test_two_files_of_a_folder_in_two_processes(jiping, tmp_path):
    folder = tmp_path / "报送"
    for unit in ("甲", "乙"):
        (folder / unit).mkdir(parents=True)
        (folder / unit / "项目.txt").write_text(SHEET, encoding="utf-8")
    alone = jiping("check", "报送", "--jobs", "1")
    assert jiping("check", "报送", "--jobs", "2") == alone
    assert "共 2 个文件" in alone[1]


@requires_shared
def test_real_filings_are_as_published_and_come_back_equal(jiping):
    paths = sorted(map(str, (SHARED / "filings").glob("*.txt")))
    for name, command in (("findings", "check"), ("filing", "read")):
        _, out, _ = jiping(command, *paths, "--format", "json")
        Draft202012Validator(json.loads(schemas.read(name))).validate(json.loads(out))
    for outcome in read_paths(paths):
        text = json.dumps(filing_json.dump(outcome.filing))
        assert filing_json.parse(json.loads(text)) == outcome.filing


@requires_shared
@pytest.mark.parametrize("suffix", ["*.txt", "containers/*.docx"])
def test_every_finding_of_a_real_filing_has_its_mark(jiping, suffix):
    for path in sorted((SHARED / "filings").glob(suffix)):
        _, out, _ = jiping("check", str(path), "--format", "html")
        _, listed, _ = jiping("check", str(path), "--format", "json")
        found = json.loads(listed)["packages"][0]["findings"]
        placed = [f for f in found if f["place"]["lines"] or f["place"]["table"]]
        assert placed
        assert out.count('class="spot"') >= len(placed)
