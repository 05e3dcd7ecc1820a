"""Names of units and projects compared: their cores, and slips against true others."""

from difflib import SequenceMatcher

from jiping.intake.labels import plain
from jiping.intake.text import squash
from jiping.model.filing import Row, Sheet
from jiping.model.patterns import compile_late

_MONEY = compile_late(r"(?:经费|费用|资金|支出|项目|专项|费|款)+$")
_TAIL = compile_late(rf"(?:工作|{_MONEY.pattern[:-1]})+$")
_COUNTY = compile_late(r"^.{2,12}?(?:自治县|自治旗|县|区|旗)|^.{2,6}?市")
# A name that differs in one of these is another's name, not a slip.
_TELLING = compile_late(
    r"[一二三四五六七八九十百\d东南西北中上下左右前后大小新老总分甲乙丙丁]"
)


def core(name: str) -> str:
    """A project's name without number, brackets and the general words at its end."""
    bare = plain(name) or squash(name)
    return _TAIL.sub("", bare) or bare


def same_project(one: str, other: str) -> bool:
    """Whether two names differ only in the words for money at their end."""
    first, second = (plain(name) or squash(name) for name in (one, other))
    return _MONEY.sub("", first) == _MONEY.sub("", second)


def akin(one: str, other: str) -> bool:
    """Whether one name is the other with some words left out, or nearly so."""
    first, second = sorted((core(one), core(other)), key=len)
    if len(first) < 2:
        return False
    rest = iter(second)
    if all(mark in rest for mark in first) and len(first) * 2 >= len(second):
        return True
    return SequenceMatcher(None, first, second).ratio() >= 0.75


def project_lines(base: Sheet) -> list[Row]:
    """The rows of 附件1 that name a project: under the total, or under one of its
    groups (省级专项资金)."""
    groups = {row.key for row in base.rows if row.parent == "project_total"}
    return [row for row in base.rows if row.parent in {"project_total", *groups}]


def county(unit: str) -> str:
    """The county or city that a unit's name begins with, ``""`` where none shows."""
    found = _COUNTY.match(unit)
    return found[0] if found else ""


def slip(stated: str, name: str) -> str:
    """How ``stated`` is the name with a slip of the pen, as words for a message.

    ``""`` where it is the name itself or may be another's: only words said twice, one
    character left out or one character exchanged count as slips.
    """
    codes = [
        c
        for c in SequenceMatcher(None, name, stated, False).get_opcodes()
        if c[0] != "equal"
    ]
    if len(codes) != 1:
        return ""
    kind, first, last, start, end = codes[0]
    gone, put = name[first:last], stated[start:end]
    if kind == "insert" and (
        name[:first].endswith(put) or name[first:].startswith(put)
    ):
        return f"重复了“{put}”"
    if kind == "delete" and len(gone) == 1 and not _TELLING.match(gone):
        return f"漏了“{gone}”"
    if (
        kind == "replace"
        and len(gone) == len(put) == 1
        and not _TELLING.search(gone + put)
    ):
        return f"“{gone}”写成了“{put}”"
    return ""
