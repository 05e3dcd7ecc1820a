"""退回修改意见书 and 审核意见: what a unit is told in writing, as a plan of paper.

Nothing is invented: who writes, the day and the deadline stand there where they are
given and are left to be filled in where they are not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePath
from types import MappingProxyType

from jiping.forms import layouts
from jiping.model.finding import Finding, Outcome, Severity
from jiping.writers.arrange import Cluster, FormFindings, by_form
from jiping.writers.forms.boxes import Sheetful, head, label
from jiping.writers.forms.build import GENERAL, last_day
from jiping.writers.forms.plan import Box, Grid, Page, Plan, Text
from jiping.writers.forms.report import text
from jiping.writers.mending import figures, how_to_mend
from jiping.writers.tally import files_of, notes_of
from jiping.writers.words import SEVERITY_WORDS, form_heading, place_words, plain

TITLES = MappingProxyType(
    {"return": "绩效自评资料退回修改意见书", "opinion": "绩效自评资料审核意见"}
)
# A letter is prose: a workbook is no place for it.
SUFFIXES = (".docx", ".pdf")
BLANK = "_" * 12
BLANK_DAY = "________年____月____日"
_NUMERALS = "一二三四五六七八九十"
Spots = Callable[[Finding], str]
_HEADS = ("序号", "级别", "位置", "问题", "修改意见")
# mm, as wide as prose between the margins of a letter.
_WIDTHS = (11.0, 12.0, 25.0, 66.0, 42.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``kind`` is ``return`` or ``opinion``; who signs, when, and until when to mend.
    What is not given is left to be filled in by hand. ``version`` names what was handed
    in where it was no file: its cells are then named as printed, not counted out."""

    kind: str = "return"
    issuer: str = ""
    day: date | None = None
    deadline: date | None = None
    version: str = ""


def letter_plan(outcome: Outcome, letter: Letter) -> Plan:
    """The letter on one package."""
    title = TITLES[letter.kind]
    page = Page(
        kind="report", key="letter", name=title, blocks=tuple(_blocks(outcome, letter))
    )
    return Plan(
        layout=layouts()[GENERAL],
        title=title,
        pages=(page,),
        day=letter.day or last_day(outcome.filing.year),
    )


def _blocks(outcome: Outcome, letter: Letter) -> Iterator[Text | Grid]:
    sections = by_form(outcome)
    yield text("report_title", TITLES[letter.kind])
    yield text("addressee", f"{plain(outcome.filing.unit) or BLANK}：")
    yield text("body", _opening(outcome, letter))
    number = 0
    for place, section in enumerate(sections):
        yield text("heading", f"{_ordinal(place)}、{section.heading}")
        yield _table(outcome, section, number, _spots(outcome, letter))
        number += len(section.clusters)
    if unread := list(_unread(outcome)):
        yield text("heading", f"{_ordinal(len(sections))}、没有核对的事项")
        yield from (text("body", line) for line in unread)
    yield from _ending(outcome, letter)


def _opening(outcome: Outcome, letter: Letter) -> str:
    year = outcome.filing.year or BLANK
    said = f"你单位报送的{year}年度绩效自评资料收悉。{_counted(outcome)}"
    if letter.kind == "return":
        said += f"现予退回，请逐项核对修改，于{_day(letter.deadline)}前重新报送。"
    elif letter.deadline:
        said += f"请于{_day(letter.deadline)}前核对修改。"
    return said


def _counted(outcome: Outcome) -> str:
    """How many findings there are, each severity apart."""
    counts = {
        severity: sum(each.severity is severity for each in outcome.findings)
        for severity in Severity
    }
    listed = "、".join(
        f"{SEVERITY_WORDS[severity]}{count}项"
        for severity, count in counts.items()
        if count
    )
    return f"经审核，有以下问题：{listed}。" if listed else "经审核，没有查出问题。"


def _spots(outcome: Outcome, letter: Letter) -> Spots:
    if letter.version:
        return _named
    return partial(_spot, several=len(files_of(outcome)) > 1)


def _table(outcome: Outcome, section: FormFindings, before: int, spots: Spots) -> Grid:
    paper = Sheetful(_WIDTHS)
    paper.add(*(head(word) for word in _HEADS))
    for number, cluster in enumerate(section.clusters, start=before + 1):
        paper.add(*_row(outcome, cluster, number, spots))
    return paper.grid(heads=1)


def _row(
    outcome: Outcome, cluster: Cluster, number: int, spots: Spots
) -> Iterator[Box]:
    lead = cluster.lead
    yield label(str(number))
    yield label(SEVERITY_WORDS[lead.severity])
    yield _words(spots(lead))
    yield _words("\n".join(_problem(outcome, cluster, spots)))
    yield _words(how_to_mend(outcome.cards.get(lead.rule)))


def _words(said: str) -> Box:
    return Box(row=0, column=0, text=said, align="left")


def _problem(outcome: Outcome, cluster: Cluster, spots: Spots) -> Iterator[str]:
    lead = cluster.lead
    # A point that a person adds stands on no rule.
    yield plain(lead.message) + (f"（{lead.rule}）" if lead.rule else "")
    yield from figures(lead)
    for each in cluster.consequences:
        yield f"由此引起：{_place(outcome, each, spots)}，{plain(each.message)}"
    if lead.citation:
        yield f"依据：{plain(lead.citation)}。"


def _place(outcome: Outcome, finding: Finding, spots: Spots) -> str:
    heading = form_heading(outcome.filing, finding.at.form, finding.at.key)
    return f"{heading} {spots(finding)}"


def _named(finding: Finding) -> str:
    names = (plain(finding.row_label), plain(finding.column_label))
    return " ".join(name for name in names if name) or "整份"


def _spot(finding: Finding, several: bool) -> str:
    place = finding.place._replace(file=_file(finding.place.file))
    return place_words(place, file=several)


def _file(name: str) -> str:
    """The file's own name: where it lay when it was checked is of no concern."""
    return plain(PurePath(name.replace("\\", "/")).name)


def _unread(outcome: Outcome) -> Iterator[str]:
    """What was not read and what could not be checked: neither is a pass."""
    yield from (plain(note.text) for note in notes_of(outcome) if note.level != "info")
    reasons = dict.fromkeys(plain(skip.reason) for skip in outcome.skipped)
    if reasons:
        listed = "；".join(reasons)
        yield f"有{len(outcome.skipped)}项检查没有进行，不表示没有问题：{listed}。"


def _ending(outcome: Outcome, letter: Letter) -> Iterator[Text]:
    files = "、".join(map(_file, files_of(outcome)))
    yield text("body", f"本意见依据你单位{letter.version or f'报送的“{files}”'}作出。")
    if letter.kind == "opinion":
        yield text("body", f"审核结论：{BLANK * 3}。")
    yield text("body", f"联系人：{BLANK}　联系电话：{BLANK}")
    yield text("closing", "")
    yield text("closing", plain(letter.issuer) or BLANK)
    yield text("closing", _day(letter.day))


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else BLANK_DAY


def _ordinal(place: int) -> str:
    """``一``, …, ``十二`` for places from 0."""
    tens, ones = divmod(place + 1, 10)
    if not tens:
        return _NUMERALS[ones - 1]
    head_ = "" if tens == 1 else _NUMERALS[tens - 1]
    return f"{head_}十{_NUMERALS[ones - 1] if ones else ''}"
