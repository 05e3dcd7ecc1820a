"""Names of units and projects compared: their cores, and slips against true others."""

from difflib import SequenceMatcher
from itertools import takewhile

from jiping.intake.labels import numbering, plain
from jiping.intake.text import squash
from jiping.model.filing import Row, Sheet
from jiping.model.patterns import compile_late

_MONEY = compile_late(r"(?:经费|费用|资金|支出|项目|专项|费|款)+$")
_TAIL = compile_late(rf"(?:工作|{_MONEY.pattern[:-1]})+$")
_COUNTY = compile_late(r"^.{2,12}?(?:自治县|自治旗|县|区|旗)|^.{2,6}?市")
# Names of more characters that changed places are two names.
_LONGEST_TURN = 6
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


def items_below(base: Sheet, heading: Row) -> list[Row]:
    """The added rows that follow a row left empty, which only heads them."""
    rank = numbering(heading.label).rank
    after = base.rows[base.rows.index(heading) + 1 :]
    return list(
        takewhile(
            lambda row: (
                not row.template
                and row.parent == heading.parent
                and not 0 < numbering(row.label).rank <= rank
            ),
            after,
        )
    )


def county(unit: str) -> str:
    """The county or city that a unit's name begins with, ``""`` where none shows."""
    found = _COUNTY.match(unit)
    return found[0] if found else ""


def slip(stated: str, name: str) -> str:
    """How ``stated`` is the name with a slip of the pen, as words for a message.

    ``""`` where it is the name itself or may be another's: only words said twice, one
    character left out or exchanged and words that changed places count as slips.
    """
    if turned := _turned(stated, name):
        return turned
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


def _turned(stated: str, name: str) -> str:
    """Whether two neighbouring words of the name changed places (预防控制, 控制预防)."""
    if len(stated) != len(name) or sorted(stated) != sorted(name) or stated == name:
        return ""
    differ = [at for at, (a, b) in enumerate(zip(stated, name, strict=True)) if a != b]
    first, last = differ[0], differ[-1] + 1
    put, meant = stated[first:last], name[first:last]
    if len(put) > _LONGEST_TURN or put not in meant * 2 or _TELLING.search(put):
        return ""
    return f"“{meant}”写成了“{put}”"


def shortens(short: str, name: str) -> bool:
    """Whether a name keeps the order of a longer one (区妇联, 岳阳楼区妇女联合会)."""
    rest = iter(name)
    return bool(name) and all(mark in rest for mark in short)
