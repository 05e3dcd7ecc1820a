"""``jiping check``: exit codes, options, output."""

import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from writers.outcomes import OUTCOME, SCORE, UNREADABLE

from jiping.cli import check
from jiping.rules import cards

CLEAN = replace(OUTCOME, findings=())
INFOS = replace(OUTCOME, findings=(SCORE,))


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ((), 0),
        ((CLEAN,), 0),
        ((INFOS,), 0),
        ((OUTCOME,), 1),
        ((UNREADABLE,), 2),
        ((OUTCOME, UNREADABLE), 2),
    ],
)
def test_the_exit_code_says_how_it_went(given_outcomes, jiping, outcomes, code):
    given_outcomes(*outcomes)
    assert jiping("check", "a")[0] == code


@pytest.mark.parametrize(("outcome", "code"), [(OUTCOME, 0), (UNREADABLE, 2)])
def test_exit_zero_forgives_faults_but_not_what_was_not_read(
    given_outcomes, jiping, outcome, code
):
    given_outcomes(outcome)
    assert jiping("check", "--exit-zero", "a")[0] == code


def test_rules_are_chosen_by_comma_and_by_repetition(given_outcomes, jiping):
    calls = given_outcomes(CLEAN)
    first, second, third, *_ = cards()
    jiping("check", "a", "--select", f"{first},{second}", "--select", third)
    jiping("check", "a", "--ignore", f" {first}，{second} ")
    assert calls[0]["selection"].select == (first, second, third)
    assert calls[1]["selection"].ignore == (first, second)


def test_a_prefix_of_no_rule_is_one_sentence(given_outcomes, jiping):
    given_outcomes(CLEAN)
    code, out, err = jiping("check", "a", "--select", "QQ9")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "QQ9" in err


def test_documents_are_kept_only_to_be_drawn(given_outcomes, jiping):
    calls = given_outcomes(CLEAN)
    jiping("check", "a", "--format", "html")
    jiping("check", "a", "--format", "json")
    assert [call["with_documents"] for call in calls] == [True, False]


def test_jobs_are_taken_as_given_or_one_a_core(given_outcomes, jiping, tmp_path):
    calls = given_outcomes(CLEAN)
    jiping("check", "a", "--jobs", "3")
    jiping("check", "a")
    (tmp_path / "jiping.toml").write_text("jobs = 5", encoding="utf-8")
    jiping("check", "a")
    assert [call["jobs"] for call in calls] == [3, os.cpu_count(), 5]


def test_standard_input_is_opened_only_when_asked_for(given_outcomes, jiping):
    calls = given_outcomes(CLEAN)
    jiping("check", "a")
    assert calls[0]["stdin"] is None


@pytest.mark.parametrize("format_", ["text", "json", "html"])
def test_the_output_can_be_a_file(given_outcomes, jiping, tmp_path, format_):
    given_outcomes(OUTCOME)
    target = tmp_path / "out"
    code, out, _ = jiping("check", "a", "--format", format_, "-o", str(target))
    assert (code, out) == (1, "")
    assert "三公经费与各项之和不符" in target.read_text(encoding="utf-8")


def test_a_workbook_goes_to_a_file(given_outcomes, jiping, tmp_path):
    given_outcomes(OUTCOME)
    jiping("check", "a", "--format", "xlsx", "-o", str(tmp_path / "out.xlsx"))
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")


def test_a_workbook_is_not_thrown_at_a_terminal(given_outcomes, jiping, monkeypatch):
    given_outcomes(OUTCOME)
    monkeypatch.setattr(sys, "stdout", Terminal())
    code, _, err = jiping("check", "a", "--format", "xlsx")
    assert code == 2
    assert "-o" in err


def test_an_input_is_never_overwritten(given_outcomes, jiping, tmp_path):
    given_outcomes(OUTCOME)
    source = tmp_path / "a.txt"
    source.write_bytes(b"x")
    code, _, err = jiping("check", str(source), "-o", str(source))
    assert code == 2
    assert source.read_bytes() == b"x"
    assert "就是要检查的文件" in err


def test_an_interrupted_run_leaves_the_last_report_as_it_was(
    jiping, tmp_path, monkeypatch
):
    def interrupted(*_, **__):
        yield OUTCOME
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "check_paths", interrupted)
    report = tmp_path / "报告.txt"
    report.write_text("上次", encoding="utf-8")
    assert jiping("check", "a", "-o", str(report))[0] == 130
    assert report.read_text(encoding="utf-8") == "上次"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.txt"]


def test_a_folder_can_take_the_report_on_itself(jiping, tmp_path):
    (tmp_path / "坏.docx").write_bytes(b"PK")
    jiping("check", ".", "--format", "json", "-o", "报告.json")
    data = json.loads((tmp_path / "报告.json").read_text(encoding="utf-8"))
    assert [package["files"] for package in data["packages"]] == [
        ["." + os.sep + "坏.docx"]
    ]


def test_output_can_go_to_a_device(given_outcomes, jiping):
    given_outcomes(OUTCOME)
    assert jiping("check", "a", "-o", os.devnull)[0] == 1
    assert not Path(os.devnull).is_file()


def test_a_file_that_cannot_be_written_is_one_sentence(
    given_outcomes, jiping, tmp_path
):
    given_outcomes(OUTCOME)
    code, _, err = jiping("check", "a", "-o", str(tmp_path / "none" / "out"))
    assert code == 2
    assert err.count("\n") == 1


def test_skipped_rules_are_counted_and_listed_on_request(given_outcomes, jiping):
    given_outcomes(OUTCOME)
    assert "--show-skipped" in jiping("check", "a")[1]
    given_outcomes(OUTCOME)
    assert "资料中没有附件2" in jiping("check", "a", "--show-skipped")[1]


@pytest.mark.parametrize(
    ("terminal", "environment", "arguments", "coloured"),
    [
        (True, {}, [], True),
        (False, {}, [], False),
        (False, {"FORCE_COLOR": "1"}, [], True),
        (True, {"NO_COLOR": "1"}, [], False),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], False),
        (True, {"FORCE_COLOR": "1"}, ["--no-color"], False),
    ],
)
def test_colour_is_for_terminals_unless_told_otherwise(
    given_outcomes, jiping, monkeypatch, terminal, environment, arguments, coloured
):
    given_outcomes(OUTCOME)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    jiping("check", "a", *arguments)
    assert ("\x1b[" in stream.getvalue()) is coloured


def test_many_packages_show_a_bar_on_standard_error(
    given_outcomes, jiping, monkeypatch, tmp_path
):
    for number in range(9):
        (tmp_path / f"单位{number}.txt").write_text("附件1", encoding="utf-8")
    outcomes = [replace(CLEAN, package=f"{number}") for number in range(9)]
    given_outcomes(*outcomes)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    _, out, _ = jiping("check", str(tmp_path))
    assert "9/9" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")
    assert "9/9" not in out


def test_quiet_shows_no_bar(given_outcomes, jiping, monkeypatch, tmp_path):
    given_outcomes(CLEAN)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    jiping("check", str(tmp_path), "--quiet")
    assert screen.getvalue() == ""


def test_read_and_score_give_2_only_for_what_was_not_read(given_outcomes, jiping):
    for command in ("read", "score"):
        given_outcomes(OUTCOME)
        assert jiping(command, "a")[0] == 0
        given_outcomes(UNREADABLE)
        assert jiping(command, "a", "--format", "json")[0] == 2


def test_read_gives_the_filing_as_json(given_outcomes, jiping):
    given_outcomes(OUTCOME)
    _, out, _ = jiping("read", "a", "--format", "json")
    assert json.loads(out)["packages"][0]["filing"]["unit"] == "青石县水利局"


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("清单.xlsx", b"PK"),
        ("报告.html", b"<!doctype html>"),
        ("报告.HTM", b"<!doctype html>"),
        ("问题.json", b"{"),
        ("问题.txt", "共 1 个文件".encode()),
    ],
)
def test_the_name_of_the_output_says_its_format(
    given_outcomes, jiping, tmp_path, name, holds
):
    given_outcomes(OUTCOME)
    out = tmp_path / name
    assert jiping("check", "a", "-o", str(out))[0] == 1
    assert holds in out.read_bytes()


@pytest.mark.parametrize(
    ("command", "name"),
    [("check", "a.docx"), ("read", "a.xlsx"), ("score", "a.csv"), ("grade", "a.xlsx")],
)
def test_no_text_is_written_under_the_name_of_another_kind(
    given_outcomes, jiping, tmp_path, command, name
):
    given_outcomes(OUTCOME)
    code, _, err = jiping(command, "a", "-o", str(tmp_path / name))
    assert code == 2
    assert f"不能写成“.{name.rpartition('.')[2]}”文件" in err
    assert not (tmp_path / name).exists()
