"""The list of attachments at the end of a report: what each entry names, its number."""

from jiping.intake.text import numeral, squash
from jiping.model.filing import Filing
from jiping.model.patterns import compile_late
from jiping.model.values import Entry

# Words that tell what an entry names; the first that fits wins.
_NAMES = (
    ("政府性基金", "funds", "government_fund"),
    ("国有资本", "funds", "state_capital"),
    ("社会保险基金", "funds", "social_insurance"),
    ("社保基金", "funds", "social_insurance"),
    ("基础数据", "base", ""),
    ("项目", "project", ""),
    ("整体支出绩效自评表", "overall", ""),
    ("整体支出自评表", "overall", ""),
    ("整体支出绩效评价表", "overall", ""),
    ("整体支出绩效目标自评表", "overall", ""),
    ("考核评分表", "rubric", ""),
    ("评分表", "rubric", ""),
    ("评价得分表", "rubric", ""),
    ("自评报告", "report", ""),
)
# 整体支出绩效自评情况表, 整体支出绩效评价得分表 are other words for the same tables.
_SPELLINGS = compile_late(r"情况(?=表)|单位|部门")
_NUMBER = compile_late(
    r"^(?:附[件表])?[(]?(?P<number>\d{1,2}|[一二三四五六七八九十])"
    r"(?:[-—~至](?P<last>\d{1,2}))?[)、.:](?P<name>.*)"
)
_BRACKETS = compile_late(r"\([^()]*\)")
_COPIES = compile_late(r"\(共?(\d{1,3}|[一二两三四五六七八九十]{1,3})[份张个套]\)")
# What no package of files holds, or what the list itself says is elsewhere.
_ELSEWHERE = compile_late(r"另附|另行|另册|单独|略\)?$|原件|备查|(?:照片|影像|视频)$")
_ANNEX = compile_late(r"附[件表](\d{1,2}|[一二三四五六七八九十])(?![-—]\d)")


def promised(entry: Entry) -> tuple[str, str] | None:
    """The form and key of the table that an entry of the list names."""
    text = _SPELLINGS.sub("", squash(entry.raw))
    for word, form, key in _NAMES:
        if word in text and ("表" in text or form in ("funds", "report")):
            return form, key
    return None


def further(filing: Filing, entry: Entry) -> bool:
    """Whether an entry names something of the unit's own (a list of replies, evidence)
    that shows nowhere in the package: in no title, no file, no table left unread."""
    name = listed_name(entry)
    if promised(entry) or not name or _ELSEWHERE.search(name):
        return False
    shown = [
        *(squash(sheet.title) for sheet in filing.sheets),
        *map(squash, filing.files),
        *(squash(note.text) for note in filing.notes),
    ]
    return not any(name in text or (text and text in name) for text in shown)


def listed_name(entry: Entry) -> str:
    """What an entry of the list names, without its number and what stands in brackets;
    ``""`` where it is no entry of a list."""
    found = _NUMBER.match(squash(entry.raw))
    return _BRACKETS.sub("", found["name"]).rstrip("。;,、") if found else ""


def copies(entry: Entry) -> int:
    """How many tables of one kind an entry promises: ``（5份）``, or numbers 3 to 5."""
    text = squash(entry.raw)
    if found := _COPIES.search(text):
        return int(numeral(found[1]) or 0)
    number = _NUMBER.match(text)
    if number is None or not number["last"]:
        return 1
    return int(number["last"]) - int(numeral(number["number"]) or 0) + 1


def attached(filing: Filing, entry: Entry) -> bool:
    """Whether the package holds what the entry names."""
    kind = promised(entry)
    if kind is None:
        return False
    if kind[0] == "report":
        return filing.report is not None
    return filing.sheet(*kind) is not None


def numbered(entry: Entry) -> tuple[int, str] | None:
    """The number of an entry in the list, and its name."""
    found = _NUMBER.match(squash(entry.raw))
    number = numeral(found["number"]) if found else None
    return (int(number), found["name"]) if found and number is not None else None


def annex_number(annex: str) -> int | None:
    """4 for ``附件四``; None for what is no number of an annex or a part of one."""
    found = _ANNEX.search(squash(annex))
    number = numeral(found[1]) if found else None
    return None if number is None else int(number)
