"""Lines that belong to no cell by their look: headings of annexes, titles, footers.

Structure decides first (``rows``); these only break ties. They are kinds of line that
every form of the country has, not sentences of particular filings.
"""

from jiping.model.patterns import compile_late

_NUMERAL = "[0-9０-９一二三四五六七八九十]{1,3}"
ANNEX = compile_late(
    rf"附\s*[件表]\s*({_NUMERAL}(\s*[-—－]\s*{_NUMERAL})?\s*[:：]?[^。；]{{0,40}}|[:：]?)"
)
FOOTER = compile_late(
    r"(填表人|(金额)?单位|填报人|填报单位|制表|填表日期|填报日期|联系电话|联系人|负责人|审核人"
    r"|单位负责人|说明|备注|注|填表说明)[^，。]{0,6}[:：].*"
)
TITLE = compile_late(
    r"[^，。；！？:：、]{4,60}(表|报告|报告书|说明书)\s*([(（][^()（）]{1,20}[)）])?"
)
SECTION = compile_late(
    r"([一二三四五六七八九十]{1,3}\s*、|[(（]\s*[一二三四五六七八九十]{1,3}\s*[)）]).+"
)
PARENTHESIS = compile_late(r"[(（][^()（）]{1,12}[)）]")
FIGURE = compile_late(r"[-+]?[0-9０-９][0-9０-９.,，\uff0e]*\s*[%％]?")
YEAR = compile_late(r"20[0-9]{2}|年度")
_MIN_TITLE = 8
_KINDS = (
    compile_late(r"[0-9０-９]{1,2}\s*[.\uff0e、]"),
    compile_late(r"[(（]\s*[0-9０-９]{1,2}\s*[)）]"),
    compile_late(r"[一二三四五六七八九十]{1,3}\s*、"),
    compile_late(r"[(（]\s*[一二三四五六七八九十]{1,3}\s*[)）]"),
    compile_late(r"[①-⑳]"),
)


def is_strong(line: str) -> bool:
    """True for the heading of an annex, a title of a form or report, or a footer."""
    return ends_table(line) or is_title(line)


def ends_table(line: str) -> bool:
    """True for the heading of an annex and for a footer such as 填表人：."""
    return is_annex(line) or FOOTER.fullmatch(line.strip()) is not None


def is_annex(line: str) -> bool:
    """True for the heading of an annex, which never stands inside a row."""
    return ANNEX.fullmatch(line.strip()) is not None


def is_title(line: str) -> bool:
    """True for what reads as the title of a form or a report."""
    text = line.strip()
    return len(text) >= _MIN_TITLE and TITLE.fullmatch(text) is not None


def is_dated(line: str) -> bool:
    """True when a year is named, as titles do and names of papers in a cell do not."""
    return YEAR.search(line) is not None


def is_section(line: str) -> bool:
    """True for what may be a section heading, and may be an item inside a cell."""
    return SECTION.fullmatch(line.strip()) is not None


def item(line: str) -> int | None:
    """The kind of enumeration a line is an item of: 1. (1) 一、 （一） ①."""
    text = line.strip()
    return next((at for at, kind in enumerate(_KINDS) if kind.match(text)), None)
