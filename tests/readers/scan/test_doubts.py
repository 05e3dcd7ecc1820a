"""The shape of a line may forbid to believe what the recogniser says."""

import pytest

pytest.importorskip("cv2", reason="附加组件 ocr（rapidocr）没有安装")

import cv2
import numpy as np

from jiping.readers.scan import doubts
from jiping.readers.scan.engine import Reading
from jiping.readers.scan.regions import Region
from jiping.readers.scan.setting import Line

SHAPE = (60, 240)


def line(text: str) -> Line:
    count = len(text)
    reading = Reading(
        text, tuple((at + 0.5) / count for at in range(count)), (0.99,) * count
    )
    return Line(Region((0, 0, SHAPE[1], SHAPE[0]), 0), reading, 10, 130, 60)


def ink(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    dark = np.zeros(SHAPE, np.uint8)
    for x0, y0, x1, y1 in boxes:
        dark[y0:y1, x0:x1] = 1
    return dark


DIGITS = ((10, 10, 26, 50), (50, 10, 66, 50), (70, 10, 86, 50))
POINT = (34, 44, 39, 50)


def test_figures_whose_pieces_fit() -> None:
    assert doubts.ceiling(line("3.08"), "3.08", ink(*DIGITS, POINT)) == 1.0
    assert doubts.ceiling(line("308"), "308", ink(*DIGITS)) == 1.0


def test_a_point_that_was_lost_or_made_up() -> None:
    assert doubts.ceiling(line("308"), "308", ink(*DIGITS, POINT)) < 1
    assert doubts.ceiling(line("3.08"), "3.08", ink(*DIGITS)) < 1


def test_a_digit_that_was_lost() -> None:
    assert doubts.ceiling(line("38"), "38", ink(*DIGITS)) < 1


def test_a_character_that_was_left_out() -> None:
    said = line("达到")
    narrow = Line(said.region, said.reading, said.left, said.right, 40)
    dark = ink((40, 10, 80, 50), (100, 10, 140, 50), (160, 10, 200, 50))
    assert doubts.ceiling(narrow, "达到", dark) < 1
    dark[:, 90:150] = 0
    assert doubts.ceiling(narrow, "达到", dark) == 1.0


@pytest.mark.parametrize(
    "text", ["1,23.4", "012", "1.2.3", "3O.5", "12.", "3;65", "一", "l"]
)
def test_shapes_that_no_figure_has(text: str) -> None:
    assert doubts.ceiling(line(text), text, ink(*DIGITS)) < 1


def test_dashes_are_told_by_their_ink() -> None:
    assert doubts.repaired(line("一"), ink((10, 28, 130, 32)))[0] == "——"
    assert doubts.repaired(line("一"), ink((10, 10, 130, 50)))[0] == "一"


def test_a_slanting_stroke_is_no_one() -> None:
    dark = np.zeros(SHAPE, np.uint8)
    cv2.line(dark, (20, 52), (36, 8), 1, 3)
    assert doubts.repaired(line("1"), dark)[0] == "/"
    upright = ink((20, 8, 23, 52))
    assert doubts.repaired(line("1"), upright) == ("1", (0.99,))


def test_marks_in_chinese_are_full_width() -> None:
    said, shares = doubts.repaired(line("其中:支出3,000元"), ink(*DIGITS))
    assert said == "其中：支出3,000元"
    assert shares[2] == 1.0
    assert shares[6] == 0.99


def test_a_figure_without_cents_among_such() -> None:
    column = ["12.50", "3.08", "169.38", "16938", "0", "1.20"]
    assert doubts.odd_ones(column) == [3]
    assert doubts.odd_ones(["12", "305", "1.20"]) == []
