"""A container's filing against that of its text, value by value and finding by finding.

The same number printed otherwise (``0.00`` that a spreadsheet shows as ``0``) is the
same value. White space and the width of characters are not told apart.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jiping.model.document import Place
from jiping.model.filing import Filing
from jiping.model.finding import Outcome
from jiping.model.values import Entry
from jiping.pipeline import check_paths

# Rows whose keys are made of their names, which a misread character would change.
_IN_ORDER = ("indicator", "expense", "criterion", "class", "fund")
_MARKS = re.compile(r"[^\w%.+≥≤]")

Key = tuple[str, int, str, str | int, str]
Said = tuple[str, str]


@dataclass(slots=True)
class Comparison:
    """What became of the values and findings of one filing in one container.

    ``values`` are those of the text. ``recovered`` of them are the same; ``confirm`` of
    these are put to a person all the same. The others are ``absent``, or differ:
    ``asked`` where a "please confirm" finding stands at them, ``marks`` where only a
    punctuation mark of words differs, else ``believed``. ``beyond`` are values that the
    text has not. Of findings, ``lost`` and ``new`` are told by rule and address;
    ``unsure`` are those new ones that ask for confirmation or rest on such a reading.
    """

    values: int = 0
    recovered: int = 0
    confirm: int = 0
    absent: int = 0
    asked: int = 0
    marks: int = 0
    believed: int = 0
    beyond: int = 0
    findings: int = 0
    lost: list[Said] = field(default_factory=list)
    new: list[Said] = field(default_factory=list)
    unsure: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, other: "Comparison") -> None:
        """Take in another filing's counts."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def share(self) -> float:
        """Recovered values, in percent; 0 where there is none."""
        return 100 * self.recovered / self.values if self.values else 0.0


def compared(text: Path, container: Path) -> Comparison:
    """The values and findings of a container against those of its text."""
    source, found = outcome(text), outcome(container)
    result = Comparison()
    _compare_values(source.filing, found, result)
    _compare_findings(source, found, result)
    return result


def outcome(path: Path) -> Outcome:
    """The one filing of a file, checked. Raises ValueError where there are several."""
    (single,) = check_paths([str(path)])
    return single


def entries(filing: Filing) -> dict[Key, tuple[Entry, Place | None]]:
    """Every cell by sheet, row and column, rows with names of their own by order; and
    every figure that the report states, by section, topic and order."""
    found: dict[Key, tuple[Entry, Place | None]] = {}
    for key, entry in (*_cells(filing), *_statements(filing)):
        found[key] = entry, filing.places.get(entry.ref)
    return found


def _cells(filing: Filing) -> Iterator[tuple[Key, Entry]]:
    numbers: Counter[str] = Counter()
    for sheet in filing.sheets:
        seen: Counter[str] = Counter()
        for row in sheet.rows:
            name = seen[row.kind] if row.kind in _IN_ORDER else row.key
            seen[row.kind] += 1
            for column, entry in row.cells.items():
                yield (sheet.form, numbers[sheet.form], row.kind, name, column), entry
        numbers[sheet.form] += 1


def _statements(filing: Filing) -> Iterator[tuple[Key, Entry]]:
    seen: Counter[Said] = Counter()
    roles = {}
    if filing.report:
        for at, section in enumerate(filing.report.sections):
            roles[section.key] = section.role, at
    for each in filing.report.statements if filing.report else ():
        role, _ = roles.get(each.section, ("", 0))
        about = role, f"{each.topic} {each.aspect}"
        yield ("report", 0, role, seen[about], about[1]), each.entry
        seen[about] += 1


def folded(text: str) -> str:
    """Without white space and the width of characters."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_same(one: Entry, other: Entry) -> bool:
    """Whether two entries hold the same value."""
    if one.number is not None and one.number == other.number:
        return one.unit == other.unit
    return folded(one.raw) == folded(other.raw)


def _compare_values(source: Filing, found: Outcome, result: Comparison) -> None:
    wanted, read = entries(source), entries(found.filing)
    asked = _asked(found)
    for key, (entry, _) in wanted.items():
        result.values += 1
        other, place = read.get(key, (None, None))
        if other is None:
            result.recovered += entry.blank
            result.absent += not entry.blank
            if not entry.blank:
                result.lines.append(f"absent {key} {entry.raw!r}")
        elif is_same(entry, other):
            result.recovered += 1
            result.confirm += place in asked
        else:
            kind = _fault(entry, other, place in asked)
            setattr(result, kind, getattr(result, kind) + 1)
            said = f"{entry.raw!r} {other.raw!r} {place and place.confidence}"
            result.lines.append(f"{kind} {key} {said}")
    for key in read.keys() - wanted.keys():
        entry, _ = read[key]
        if not entry.blank:
            result.beyond += 1
            result.lines.append(f"beyond {key} {entry.raw!r}")


def _fault(entry: Entry, other: Entry, asked: bool) -> str:
    if asked:
        return "asked"
    bare = [_MARKS.sub("", folded(each.raw)) for each in (entry, other)]
    words = entry.number is None and bare[0] == bare[1] != ""
    return "marks" if words else "believed"


def _asked(found: Outcome) -> set[Place]:
    return {
        finding.place
        for finding in found.findings
        if found.cards[finding.rule].confirms
    }


def _compare_findings(source: Outcome, found: Outcome, result: Comparison) -> None:
    wanted, read = _told(source), _told(found)
    unsure = _unsure(found)
    result.findings = wanted.total()
    result.lost = sorted((wanted - read).elements())
    result.new = sorted((read - wanted).elements())
    result.unsure = sum(each in unsure for each in result.new)
    result.lines += [f"finding lost {each}" for each in result.lost]
    for each in result.new:
        sure = " unsure" if each in unsure else ""
        result.lines.append(f"finding new{sure} {each}")


def _told(checked: Outcome) -> Counter[Said]:
    return Counter((finding.rule, str(finding.at)) for finding in checked.findings)


def _unsure(found: Outcome) -> set[Said]:
    """Findings that ask for confirmation, or rest on a place in doubt."""
    return {
        (finding.rule, str(finding.at))
        for finding in found.findings
        if found.cards[finding.rule].confirms
        or any(place.doubtful for place in (finding.place, *finding.places))
    }
