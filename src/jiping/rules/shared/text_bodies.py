"""Names of public bodies: of what kind one is, and whose they are to a filing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.shared.text_names import county, shortens
from jiping.rules.shared.text_words import any_of, vocabulary

# A place that is no county: its name must not be taken for one.
_NO_COUNTY = compile_late(
    r"(?:社|小|园|景|校|开发|库|灌|新|示范)区$|局|厅|院|学|中心|公司|馆|办公"
)
_PROFILE = ("profile", "duties", "organisation", "staffing")
_GENERAL_END = compile_late(r"(?<=[乡镇道])(?:人民政府|政府|办事处)$")
_SHORTEST = 3
_BEFORE_NAME = compile_late(r"^(?:中共|中国共产党)")


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = vocabulary("bodies")["kind"]
    return tuple((row["key"], re.compile(row["ends"] + "$")) for row in table)


@cache
def of_everyone() -> re.Pattern[str]:
    """Bodies that every unit has to do with: the treasury, the audit office, …"""
    return any_of(vocabulary("bodies")["everyone"])


@cache
def authorities() -> frozenset[str]:
    """The kinds of bodies that have others under them."""
    return frozenset(row["key"] for row in vocabulary("bodies")["kind"] if row["above"])


def kind_of(name: str) -> str:
    """What a body is by the end of its name, ``""`` where that tells nothing."""
    bare = squash(name)
    return next((key for key, ends in _kinds() if ends.search(bare)), "")


def same_place(one: str, other: str) -> bool:
    """Whether two names do not name different counties."""
    first, second = (county(_BEFORE_NAME.sub("", squash(n))) for n in (one, other))
    if any(not place or _NO_COUNTY.search(place) for place in (first, second)):
        return True
    # A city and a county may lie in one another; two counties may not.
    return first[-1] != second[-1] or first in second or second in first


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The unit and its authorities by ``names``, and what the filing tells of the unit,
    its offices and the bodies over and under it: ``profile``."""

    names: tuple[str, ...]
    profile: str

    def holds(self, name: str) -> bool:
        """Whether a name, also without its place, is one of them."""
        return any(part in self.profile for part in _parts(name)) or any(
            shortens(name, each) for each in self.names
        )

    def above(self, name: str) -> bool:
        """Whether the unit is said to be under a body of this name."""
        ends = "|".join(map(re.escape, _parts(name)))
        under = rf"[属归受][^,，。;；]{{0,6}}?(?:{ends})"
        return name in self.names or bool(re.search(under, self.profile))


def _parts(name: str) -> tuple[str, ...]:
    """A name, the name without its place, and that without its general end."""
    whole = _BEFORE_NAME.sub("", name)
    bare = whole.removeprefix(county(whole)).lstrip("委") or whole
    short = _GENERAL_END.sub("", bare)
    return tuple(part for part in (whole, bare, short) if len(part) >= _SHORTEST)


def known_bodies(filing: Filing) -> Known:
    """Whom a filing may speak of as its own."""
    names = [filing.unit, *(entry.text for entry in _authorities(filing))]
    report = filing.report
    told = report.of_role(*_PROFILE) if report is not None else ()
    return Known(
        names=tuple(squash(name) for name in names if name),
        profile=squash("\n".join(section.text for section in told)),
    )


def _authorities(filing: Filing) -> Iterator[Entry]:
    for sheet in filing.sheets:
        for row in sheet.of_kind("header"):
            if row.key.partition("#")[0] == "authority":
                yield from row.cells.values()


# Words after 市, 区 … with which no name of a body begins (市场, 区域, 县级).
_NO_NAME = r"(?![场政民区域块位县乡镇村级内外直各城里上下中的和与及])"
# One betters one's own money and books; work and management of others one may guide.
_CARE = r"(?:把|将|提高|提升|加强|加大|完善|规范|做好|抓好|推动|推进|促进|优化|强化|健全|改进|深化|严格|夯实|增强|进一步)"
_MONEY = r"(?=的?(?:各项|整体|日常|财政|部门)?(?:资金|预算|财务|绩效|内控|内部控制|资产|经费|支出|采购|会计))"
_OWN_WORK = r"(?:把|将|做好|抓好|改进)"
_WORK = r"(?=的?(?:各项|整体|日常|整个|全部)?(?:工作|事业|管理|业务)(?:做|办|抓|推|提|再|更|$|[,，。;；]))"
# The word for us must not run on into another word: 我所在地, 我校准.
_OURSELVES = r"(?:^|(?<=[,，。;；:：、()（）在为经由对与和是])){own}(?![长际外])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strangers:
    """The bodies that a text names as if they were the unit."""

    known: Known
    above: bool
    words: frozenset[str]

    def cared_for(self, text: str) -> Iterator[str]:
        """Bodies whose own affairs a squashed text promises to better."""
        for found in _named().finditer(text):
            name = found["money"] or found["work"]
            under = self.above and kind_of(name) not in authorities()
            dealt_with = under or of_everyone().search(name)
            if len(name) >= _SHORTEST and not dealt_with and not self.known.holds(name):
                yield name

    def misnamed(self, text: str) -> Iterator[str]:
        """Words by which a unit of another kind calls itself (我局, 我校)."""
        for word in sorted(self.words):
            pattern = _OURSELVES.format(own=f"[我本]{word}")
            if found := re.search(pattern, text):
                yield found[0]


@cache
def _named() -> re.Pattern[str]:
    ends = "|".join(row["ends"] for row in vocabulary("bodies")["kind"])
    body = rf"[省市州县区旗镇乡]{_NO_NAME}[\u4e00-\u9fff]{{0,12}}?(?:{ends})"
    return re.compile(
        rf"{_CARE}(?P<money>{body}){_MONEY}|{_OWN_WORK}(?P<work>{body}){_WORK}"
    )


def strangers(filing: Filing) -> Strangers:
    """What a filing's unit is not."""
    unit = squash(filing.unit)
    ours = vocabulary("bodies")["self"]
    known = known_bodies(filing)
    return Strangers(
        known=known,
        above=kind_of(unit) in authorities(),
        words=frozenset(
            word
            for word, marks in ours.items()
            if kind_of(unit) and not any(mark in unit for mark in marks)
            if f"我{word}" not in known.profile
        ),
    )
