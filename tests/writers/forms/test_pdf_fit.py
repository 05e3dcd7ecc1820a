"""What is told of room and size without a font."""

from hypothesis import given
from hypothesis import strategies as st

from jiping.writers.forms.boxes import Sheetful, label, side
from jiping.writers.forms.pdf_data import cleaned
from jiping.writers.forms.pdf_fit import balanced, ems, fitted, height, heights, room
from jiping.writers.forms.plan import Grid

SIZE = 10.5


def grid(*texts: str, widths: tuple[float, ...] = (20.0, 40.0)) -> Grid:
    paper = Sheetful(widths)
    for left, right in zip(texts[::2], texts[1::2], strict=True):
        paper.add(label(left), label(right))
    return paper.grid()


def test_rows_that_surely_fit_have_the_height_of_the_form():
    assert heights(grid("科目", "12.00", "科目", "很" * 30), SIZE) == [6.6, None]


def test_a_high_side_label_lets_its_last_row_grow():
    paper = Sheetful((8.0, 40.0))
    paper.add(side("项目资金（万元）", 2), label("1"))
    paper.add(label("2"))
    assert heights(paper.grid(), SIZE) == [6.6, None]


def test_a_table_is_as_high_as_its_rows():
    assert height(grid("甲", "乙", "丙", "丁"), SIZE) == 13.2
    assert height(grid("甲", "乙" * 40), SIZE) > 13.2


def test_amounts_in_a_row_have_one_size_that_fits():
    made = grid("1,234,567,890.00", "1,000.00")
    (text, small), (_, same) = fitted(made, SIZE)
    assert text == "1,234,567,890.00"
    assert small == same < SIZE
    assert ems(text) * small <= room(made, made.boxes[0])


def test_what_no_size_would_fit_is_cut_and_nothing_is_lost():
    made = grid("A" * 90, "字")
    (text, size), _ = fitted(made, SIZE)
    assert text.replace("\n", "") == "A" * 90
    longest = max(ems(line) for line in text.split("\n"))
    assert longest * size <= room(made, made.boxes[0])


def test_titles_are_parted_before_a_word_in_lines_alike():
    title = "2024年度青石县水土保持服务中心部门整体支出绩效自评报告"
    assert balanced(title, 20).split("\n") == [
        "2024年度青石县水土保持服务中心",
        "部门整体支出绩效自评报告",
    ]
    assert balanced("短题", 20) == "短题"


@given(st.text(st.sampled_from("部门绩效自评，。2024ab（）"), max_size=60))
def test_a_parted_title_has_the_same_words(title):
    lines = balanced(title, 20).split("\n")
    assert "".join(lines) == title


@given(st.text())
def test_cleaned_text_has_nothing_an_archive_file_may_not_have(text):
    said = cleaned(text)
    assert cleaned(said) == said
    assert all(mark == "\n" or mark.isprintable() or mark.isspace() or ord(mark) > 255 for mark in said)  # fmt: skip
    assert not any("\ue000" <= mark <= "\uf8ff" for mark in said)
