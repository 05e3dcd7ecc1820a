"""Findings as lines."""

import io
from dataclasses import replace

from writers.outcomes import LEAD, OUTCOME, UNREADABLE, moved_to_lines

from jiping.writers import Options, load

TEXT = load("text")


def lines(*outcomes, **options):
    stream = io.StringIO()
    tally = TEXT.write(outcomes, stream, Options(**options))
    return stream.getvalue().splitlines(), tally


def test_one_line_a_finding_place_first_under_its_form():
    shown, _ = lines(OUTCOME)
    heading = shown.index("附件一 基础数据表")
    assert shown[heading + 1].startswith(
        "  表1 第3行第3列  错误 ZJ101  三公经费与各项之和不符。"
    )
    assert shown[heading + 1].endswith("（算式：4.10+0.00=4.10）")
    assert shown[heading + 2].startswith("    └ 附件4 自评报告 第2段  警告 ZJ201")


def test_text_filings_are_addressed_by_line():
    shown, _ = lines(moved_to_lines(OUTCOME))
    assert any(line.startswith("  行12-13  错误 ZJ101") for line in shown)


def test_arithmetic_that_the_message_states_is_not_repeated():
    stated = replace(LEAD, message="4.10+0.00=4.10，不是4.80。")
    shown, _ = lines(replace(OUTCOME, findings=(stated,)))
    assert sum(line.count("4.10+0.00=4.10") for line in shown) == 1


def test_the_summary_comes_last_and_hides_nothing():
    shown, tally = lines(OUTCOME, UNREADABLE)
    assert shown[-3:] == [
        "共 2 个文件，1 个单位：错误 1，警告 1，提示 1。",
        "有 1 项检查未能进行，加 --show-skipped 查看原因。",
        "有 1 个文件读不出来，未作检查。",
    ]
    assert tally.faulty
    assert tally.unreadable == 1


def test_rules_that_could_not_run_are_listed_when_asked_for():
    shown, _ = lines(OUTCOME, skipped=True)
    assert "  资料包  ZJ301  资料中没有附件2" in shown


def test_quiet_leaves_findings_and_unreadable_files():
    shown, _ = lines(OUTCOME, UNREADABLE, quiet=True)
    assert not any("共 2 个文件" in line or "版式" in line for line in shown)
    assert any("不是完整的 Word 文件" in line for line in shown)
    assert any("ZJ101" in line for line in shown)
    assert shown[0] == "青石县水利局.docx"


def test_quiet_says_nothing_of_a_file_without_findings():
    assert lines(replace(OUTCOME, findings=()), quiet=True)[0] == []


def test_colour_only_when_wanted_and_never_from_the_filing():
    plain, _ = lines(OUTCOME)
    coloured, _ = lines(OUTCOME, color=True)
    assert not any("\x1b" in line for line in plain)
    assert any("\x1b[1;31m错误\x1b[0m" in line for line in coloured)
    assert not any("\x1b[31m核对" in line for line in coloured)


def test_files_are_named_where_a_package_has_several():
    filing = replace(OUTCOME.filing, files=("a.docx", "b.docx"))
    shown, _ = lines(replace(OUTCOME, filing=filing))
    assert "a.docx、b.docx" in shown
    assert any(line.startswith("  青石县水利局.docx 表1 第3行第3列") for line in shown)


def test_a_file_with_two_units_counts_once():
    other = replace(OUTCOME, filing=replace(OUTCOME.filing, unit="青石县林业局"))
    _, tally = lines(OUTCOME, other)
    assert (tally.packages, tally.files, tally.units) == (2, 1, 2)


def test_a_unit_with_two_packages_counts_once():
    _, tally = lines(OUTCOME, replace(OUTCOME, package="另一份"))
    assert (tally.packages, tally.units) == (2, 1)


def test_of_very_many_files_the_heading_names_the_first():
    files = tuple(f"{at}.txt" for at in range(1, 31))
    filing = replace(OUTCOME.filing, files=files)
    shown, _ = lines(replace(OUTCOME, filing=filing))
    assert shown[0].startswith("1.txt、2.txt")
    assert shown[0].endswith("20.txt 等 30 个文件")
