"""Text of a PDF: order of reading, paragraphs, furniture, turned pages, bad files."""

import random
import tracemalloc

import pytest
from readers.package import layout, table_of, texts
from readers.pdf_file import HIGH, bar, pdf, ruled, text

from jiping.model.document import Document
from jiping.readers import limits, read

BODY = "本单位全年预算执行情况良好各项工作按计划完成资金使用合规有效"
GRID = ruled((60, 160, 260), (200, 230, 260), [("甲", "乙"), ("12.50", "100%")])
CELLS = [
    (1, 1, 1, 1, "甲"),
    (1, 2, 1, 1, "乙"),
    (2, 1, 1, 1, "12.50"),
    (2, 2, 1, 1, "100%"),
]


def opened(*pages: str) -> Document:
    document = read(pdf(*pages), "a.pdf")
    assert document.notes == ()
    return document


def lines(*words: tuple[float, str], top: float = 100, size: float = 14) -> str:
    """Lines below each other, each from its own left."""
    return "".join(
        text(x, top + 2 * size * at, line, size) for at, (x, line) in enumerate(words)
    )


def test_characters_are_read_where_they_stand() -> None:
    drawn = text(60, 100, "全力推进") + text(110, 100, "党建", 10)
    assert texts(opened(drawn + text(130, 100, "”") + text(100, 100, "“"))) == [
        "全力推进“党建”"
    ]


def test_paragraphs_by_indents_and_short_lines() -> None:
    full = BODY[:28]
    page = lines(
        (200, "绩效自评报告"),
        (88, "一、部门概况"),
        (88, full[:26]),
        (60, full),
        (60, "完毕。"),
        (88, "二、存在的问题"),
        (88, full[:25] + "。"),
        (88, "1." + full[:24]),
        (60, full),
        (60, full[:5] + "。"),
    )
    assert texts(opened(page)) == [
        "绩效自评报告",
        "一、部门概况",
        full[:26] + full + "完毕。",
        "二、存在的问题",
        full[:25] + "。",
        "1." + full[:24] + full + full[:5] + "。",
    ]


def test_a_page_break_ends_no_paragraph_by_itself() -> None:
    full = BODY[:28]
    first = lines((88, full[:26]), (60, full), (60, full)) + text(290, 800, "3", 10)
    second = text(60, 60, full, 14) + lines((60, "至此。"), (88, "三、建议"), top=88)
    assert texts(opened(first, second)) == [full[:26] + full * 3 + "至此。", "三、建议"]


def test_a_title_of_two_lines_is_one() -> None:
    page = text(62, 60, "二〇二四年度云溪县水利工程管理中心整体支出", 22)
    page += text(255, 100, "自评报告", 22) + lines((88, "一、概况"), top=160)
    assert texts(opened(page)) == [
        "二〇二四年度云溪县水利工程管理中心整体支出自评报告",
        "一、概况",
    ]


def test_page_numbers_and_running_heads_go_annexes_stay() -> None:
    def page(number: int) -> str:
        head = text(60, 30, "云溪县水利局绩效自评材料") + text(60, 60, "附件3")
        return head + GRID + text(280, 800, f"第 {number} 页 共 3 页")

    found = opened(*map(page, (1, 2, 3)))
    assert texts(found) == ["附件3"] * 3
    assert [block.place.page for block in found.blocks] == [1, 1, 2, 2, 3, 3]


def test_figures_of_the_text_are_no_page_numbers() -> None:
    assert texts(opened(text(60, 400, "2024") + text(60, 500, "甲"))) == ["2024", "甲"]


def test_bold_by_double_printing_and_spaces_between_words() -> None:
    page = text(60, 100, "总分") + text(60.4, 100, "总分") + text(60, 200, "甲")
    page += text(100, 200, "乙")
    assert texts(opened(page)) == ["总分", "甲 乙"]


def test_radicals_are_read_as_characters() -> None:
    assert texts(opened(text(60, 100, "\u2f00\u2f08"))) == ["一人"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_marked_as_turned(rotate: int) -> None:
    document = read(pdf(text(60, 60, "附件1") + GRID, rotate=rotate), "a.pdf")
    assert texts(document) == ["附件1"]
    assert layout(table_of(document)) == CELLS


@pytest.mark.parametrize(
    "matrix", ["0 1 -1 0 595 0", "0 -1 1 0 0 842", "-1 0 0 -1 595 842"]
)
def test_a_page_with_turned_text(matrix: str) -> None:
    down = f"1 0 0 1 0 {595 - HIGH} cm\n" if matrix.startswith("0") else ""
    page = f"{matrix} cm\n{down}" + text(60, 60, "附件1") + GRID
    document = opened(page)
    assert texts(document) == ["附件1"]
    assert layout(table_of(document)) == CELLS
    assert table_of(document).place.box == (60.0, 200.0, 260.0, 260.0)


def test_boxes_count_from_the_corner_of_the_page_shown() -> None:
    data = pdf(text(60, 60, "附件1") + GRID, more="/CropBox[30 0 595 812]")
    document = read(data, "a.pdf")
    assert document.blocks[0].place.box == (30.0, 30.0, 60.0, 40.0)
    assert table_of(document).place.box == (30.0, 170.0, 230.0, 230.0)
    huge = read(pdf(text(60, 60, "附件1") + GRID, box="-1e9 -1e9 1e9 1e9"), "a.pdf")
    assert layout(table_of(huge)) == CELLS


ONE = pdf(text(60, 60, "附件1") + GRID)
ENCRYPTED = ONE.replace(
    b"/Root 1 0 R>>",
    b"/Root 1 0 R/ID[<41><41>]/Encrypt<</Filter/Standard/V 1/R 2/P -4"
    b"/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>>>",
)
PICTURE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x41 EI Q\n"
BAD = {
    "stub": (b"%PDF-1.7 ...", "损坏"),
    "half": (ONE[: len(ONE) // 2], "损坏"),
    "password": (ENCRYPTED, "密码"),
    "blank": (pdf(""), "没有文字"),
    "scan": (pdf(PICTURE), "是扫描件，"),
    "no pages": (pdf(), "损坏"),
    "private characters": (pdf(text(60, 60, "\ue001\ue002\ue003")), "乱码"),
    "graphics states": (pdf("q " * 300_000), "没有文字"),
}


@pytest.mark.parametrize(("data", "says"), BAD.values(), ids=BAD.keys())
def test_unreadable_files_say_why(data: bytes, says: str) -> None:
    document = read(data, "a.pdf")
    assert document.blocks == ()
    assert document.format == "pdf"
    (note,) = document.notes
    assert note.level == "error"
    assert says in note.text
    assert note.text.startswith("“a.pdf”")


def test_parts_that_cannot_be_read_are_named() -> None:
    document = read(pdf(text(60, 60, "甲"), PICTURE), "a.pdf")
    (note,) = document.notes
    assert note.text.startswith("“a.pdf”第 2 页")
    recognised = read(
        pdf(PICTURE + text(60, 60, "甲乙").replace("Td", "Td 3 Tr")), "b.pdf"
    )
    assert texts(recognised) == ["甲乙"]
    assert "识别" in recognised.notes[0].text


def test_pages_characters_and_rules_are_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = [text(60, 60 + at, f"第{at}段") for at in range(5)]
    monkeypatch.setattr(limits, "PDF_PAGES", 3)
    document = read(pdf(*pages), "a.pdf")
    assert len(document.blocks) == 3
    assert "5 页，只读取了前 3 页" in document.notes[0].text
    for bound in (
        "PDF_PAGE_GLYPHS",
        "PDF_GLYPHS",
        "PDF_PAGE_RULES",
        "PDF_PAGE_OBJECTS",
    ):
        with monkeypatch.context() as patched:
            patched.setattr(limits, bound, 2)
            document = read(ONE, "a.pdf")
        assert "没有读全" in document.notes[0].text, bound


def test_a_long_file_takes_little_memory() -> None:
    data = pdf(*[text(60, 60, f"第{at}段") + bar(10, 10, 20, 20) for at in range(800)])
    tracemalloc.start()
    document = read(data, "a.pdf")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(document.blocks) == limits.PDF_PAGES
    assert peak < 30 * limits.MB


def test_damaged_files_never_raise() -> None:
    chance = random.Random(1)
    for _ in range(200):
        data = bytearray(ONE)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        document = read(
            bytes(data[: chance.randrange(len(data))]) + bytes(data), "a.pdf"
        )
        assert not any("程序出错" in note.text for note in document.notes)
        document = read(bytes(data), "a.pdf")
        assert not any("程序出错" in note.text for note in document.notes)


def test_headings_of_empty_chapters_are_no_paragraph() -> None:
    """Where no text shows the margin, a long heading reaches it."""
    long = "九、部门（单位）整体支出绩效自评结果拟应用和公开情况"
    page = lines((88, "八、下一步改进措施"), (88, long), (88, "十、其他需要说明的情况"))
    assert texts(opened(page)) == [
        "八、下一步改进措施",
        long,
        "十、其他需要说明的情况",
    ]


def test_a_line_far_below_is_another_paragraph_where_no_gap_is_usual() -> None:
    long = "九、部门（单位）整体支出绩效自评结果拟应用和公开情况"
    page = text(88, 100, long, 14) + text(88, 160, "附件：", 14)
    assert texts(opened(page)) == [long, "附件："]
