"""Names listed beside the number of them: 4个股室（甲、乙、丙、丁）."""

from collections.abc import Iterator
from dataclasses import dataclass

from jiping.intake.text import numeral, squash
from jiping.model.patterns import compile_late

_NUMBER = r"(?P<count>\d{1,2}|[一二三四五六七八九十两]{1,3})(?:个|家|所)"
_NOUN = (
    r"(?P<noun>[^,。;、:()\d]{0,8}?(?:股室|科室|处室|机构|单位|部门|中心|大队"
    r"|办公室|社区|乡镇|学校|股|科|室|站|所|院))"
)
# Behind 分别为 every name is given, whatever it is that was counted.
_THINGS = r"(?P<noun>[^,。;、:()\d]{1,10}?)"
_LIST = r"(?P<list>[^。;:,()]*、[^。;:,()]*{end})"
_PATTERNS = tuple(
    compile_late(pattern)
    for pattern in (
        rf"{_NUMBER}{_NOUN}\((?P<list>[^()]*、[^()]*)\)",
        rf"{_NUMBER}{_NOUN},?(?:分别为|分别是|包括|为|即|是)?:{_LIST.format(end='')}",
        rf"{_NUMBER}{_NOUN},?(?:分别为|分别是|包括){_LIST.format(end='')}",
        rf"{_NUMBER}{_THINGS},?(?:分别为|分别是|分别叫|依次为|即):?{_LIST.format(end='')}",
        rf"{_LIST.format(end='?')},?(?:共计|合计|总计|共有|共)?{_NUMBER}{_NOUN}"
        r"(?!,?(?:分别|包括|[(:]))",
    )
)
_AGAIN = compile_late(rf"{_NUMBER}{_NOUN}$")
# Several counts in a row (14个行政村、2个社区) are no list of names.
_COUNTED = compile_late(
    r"(?:\d|[一二三四五六七八九十两])+个[^个]*(?:村|社区|单位|部门|机构)"
)
_ASIDE = compile_late(r"\([^()、]*\)")
_AND = compile_late(r"[和及与]|以及")
_ANY = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """``count`` is the number as printed, ``stated`` its value; the names can be
    counted as ``least`` to ``most``, 和 and 等 leaving it open."""

    count: str
    stated: int
    noun: str
    names: str
    least: int
    most: int


def lists(raw: str) -> Iterator[Listed]:
    """The lists of a paragraph that stand beside a number of units of organisation."""
    text = _ASIDE.sub("", squash(raw))
    done: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            stated = numeral(found["count"].replace("两", "二"))
            if found.span("count") in done or stated is None:
                continue
            done.append(found.span("count"))
            names = _AGAIN.sub("", found["list"]).rstrip(",")
            items = [item for item in names.split("、") if item]
            if any(_COUNTED.search(item) for item in items):
                continue
            doubtful = sum(len(_AND.findall(item)) for item in items)
            yield Listed(
                count=found["count"],
                stated=int(stated),
                noun=found["noun"],
                names=names,
                least=len(items),
                most=_ANY if names.endswith("等") else len(items) + doubtful,
            )
