"""Automatic numbers restored in front of paragraphs."""

import pytest
from readers.package import opened, p, table_of, tbl, texts, tr

from jiping.readers.docx.ordinals import write


def level(index: int, number_format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{number_format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = "") -> str:
    plain = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{plain}{nums}'


def item(text: str, depth: int = 0, number: str = "1") -> str:
    return p(
        text,
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>',
    )


CHINESE = level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>')


def test_sections_are_counted() -> None:
    body = item("概况") + p("正文") + item("绩效")
    assert texts(opened(body, numbering=numbering(CHINESE))) == [
        "一、概况",
        "正文",
        "二、绩效",
    ]


def test_a_tab_or_space_after_the_number_is_one_space() -> None:
    for suffix in ("", '<w:suff w:val="tab"/>', '<w:suff w:val="space"/>'):
        lists = numbering(level(0, "decimal", "%1.", suffix))
        assert texts(opened(item("5万元"), numbering=lists)) == ["1. 5万元"]


def test_deeper_levels_begin_again_under_each_higher_one() -> None:
    lists = numbering(CHINESE, level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    body = item("a") + item("b", 1) + item("c", 1) + item("d") + item("e", 1)
    assert texts(opened(body, numbering=lists)) == [
        "一、a",
        "1.1 b",
        "1.2 c",
        "二、d",
        "2.1 e",
    ]


def test_a_level_may_be_told_never_to_restart() -> None:
    lists = numbering(CHINESE, level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert texts(opened(body, numbering=lists))[-1] == "2. d"


def test_lists_that_share_a_definition_share_its_counter() -> None:
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    body = item("a") + item("b", number="2")
    assert texts(opened(body, numbering=numbering(CHINESE, nums=nums))) == [
        "一、a",
        "二、b",
    ]


def test_a_start_override_begins_anew_once() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a") + item("b", number="2") + item("c", number="2")
    assert texts(opened(body, numbering=numbering(CHINESE, nums=nums))) == [
        "一、a",
        "五、b",
        "六、c",
    ]


def test_a_style_numbers_its_paragraphs_through_inheritance() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr><w:rPr/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Off"><w:basedOn w:val="Base"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(
        p(style, f'<w:pStyle w:val="{style}"/>')
        for style in ("Base", "Own", "Off", "x")
    )
    found = texts(opened(body, numbering=numbering(CHINESE), styles=styles))
    assert found == ["一、Base", "二、Own", "Off", "x"]


def test_a_heading_style_takes_the_level_that_names_it() -> None:
    lists = numbering(CHINESE, level(1, "decimal", "%2)", '<w:pStyle w:val="H2"/>'))
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="H2"/>')
    assert texts(opened(body, numbering=lists, styles=styles)) == ["1) 甲"]


def test_numbers_stand_in_cells_too_and_alone() -> None:
    cell = f"<w:tc>{item('')}</w:tc>"
    lists = numbering(level(0, "decimal", "%1"))
    table = table_of(opened(tbl(tr(cell, "a"), tr(cell, "b")), numbering=lists))
    assert [found.text for found in table.cells] == ["1", "a", "2", "b"]


def test_bullets_and_unknown_lists_add_nothing() -> None:
    lists = numbering(level(0, "bullet", "●"))
    assert texts(opened(item("a") + item("b", number="9"), numbering=lists)) == [
        "a",
        "b",
    ]


@pytest.mark.parametrize(
    ("number_format", "value", "text"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 12345, "12345"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("japaneseCounting", 120, "百二十"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 1, "子"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 36, "㊱"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 2, "b"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("none", 1, ""),
        ("someday", 7, "7"),
        ("upperRoman", 0, "0"),
        ("upperLetter", 0, "0"),
    ],
)
def test_number_formats(number_format: str, value: int, text: str) -> None:
    assert write(value, number_format) == text
