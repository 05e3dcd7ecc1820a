"""A filing and its scores as lines."""

import io

from writers.outcomes import OUTCOME, UNREADABLE

from jiping.writers import Options, filing_text, scores


def lines(write, *outcomes):
    stream = io.StringIO()
    write(outcomes, stream, Options())
    return stream.getvalue().splitlines()


def test_every_cell_is_shown_with_its_column_and_place():
    shown = lines(filing_text.write, OUTCOME)
    assert "附件一 基础数据表（万元）" in shown
    assert "  表1 第3行第1列  三公经费  2023年预算数=5.00  2023年决算数=4.80" in shown
    assert "  公务接待  2023年预算数=空白" in shown
    assert "    第2段  三公经费支出=4.80" in shown


def test_what_intake_decided_is_said():
    assert "  注意  整份  没有找到附件2，请补交。" in lines(filing_text.write, OUTCOME)


def test_scores_are_aligned_and_compared():
    shown = lines(scores.write_text, OUTCOME)
    head = next(line for line in shown if "重算" in line)
    row = next(line for line in shown if "清淤长度" in line)
    assert "≠ 17.5至18.5" in row
    assert row.endswith("完成 90%，20×90%=18 分")
    assert head.split() == ["位置", "项目", "分值", "自评", "重算", "方法", "说明"]


def test_an_unreadable_file_says_so_in_both():
    for write in (filing_text.write, scores.write_text):
        assert any("不是完整的 Word 文件" in line for line in lines(write, UNREADABLE))
