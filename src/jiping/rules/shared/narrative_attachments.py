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
    ("考核评分表", "rubric", ""),
)
_NUMBER = compile_late(
    r"^(?:附件)?[(]?(?P<number>\d{1,2}|[一二三四五六七八九十])[)、.:](?P<name>.*)"
)
_ANNEX = compile_late(r"附[件表](\d{1,2}|[一二三四五六七八九十])(?![-—]\d)")


def promised(entry: Entry) -> tuple[str, str] | None:
    """The form and key of the table that an entry of the list names."""
    text = squash(entry.raw)
    for word, form, key in _NAMES:
        if word in text and ("表" in text or form == "funds"):
            return form, key
    return None


def attached(filing: Filing, entry: Entry) -> bool:
    """Whether the package holds what the entry names."""
    kind = promised(entry)
    return kind is not None and filing.sheet(*kind) is not None


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
