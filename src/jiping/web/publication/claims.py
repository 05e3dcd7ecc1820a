"""What the report's chapter on use and publication says, beside what happened."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiping.intake.dates import named_dates
from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.rules.shared.narrative import paragraphs, sentences

_SPEAKS = re.compile(r"公开|公示|公布")
_DONE = re.compile(r"已[^,。，]{0,40}(?:公开|公示|公布)")
_NOT = re.compile(r"(?:不|未|没有|暂不|不予|不宜)(?:予|向社会|对外)?(?:公开|公示|公布)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence about publication: whether it says that it was done (``done``), will
    be (``planned``) or will not be (``refused``), and the day it names (``YYYY-MM-DD``,
    ``""`` where none)."""

    sentence: str
    kind: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A claim with what is to be said of it; ``holds`` is None where it cannot be told."""

    claim: Claim
    said: str
    holds: bool | None


def claims(filing: Filing) -> Iterator[Claim]:
    """Every sentence of the chapter that speaks of publication."""
    if filing.report is None:
        return
    for section, entry in paragraphs(filing.report):
        if section.role != "use":
            continue
        for sentence in sentences(squash(entry.raw)):
            if _SPEAKS.search(sentence):
                days = [d.last_day for d in named_dates(sentence) if d.last_day]
                yield Claim(
                    sentence=sentence, kind=_kind(sentence), day=days[0] if days else ""
                )


def _kind(sentence: str) -> str:
    if _NOT.search(sentence):
        return "refused"
    return "done" if _DONE.search(sentence) else "planned"


def compared(claim: Claim, published_on: date | None, today: date) -> Compared:
    """The claim beside the day of first publication, None where there is none yet."""
    holds, said = _compared(claim, published_on, today)
    return Compared(claim=claim, said=said, holds=holds)


def _compared(
    claim: Claim, published_on: date | None, today: date
) -> tuple[bool | None, str]:
    happened = f"本系统首次公开是{published_on}" if published_on else "本系统还没有公开"
    if claim.kind == "refused":
        return published_on is None, f"报告说不公开，{happened}。"
    if not claim.day:
        if claim.kind == "done":
            return published_on is not None, f"报告说已经公开，没有写日期，{happened}。"
        return None, f"报告没有写公开的日期，{happened}。"
    if claim.kind == "done":
        if published_on is None:
            return False, f"报告说{claim.day}已公开，{happened}。"
        same = str(published_on) == claim.day
        return same, f"报告说{claim.day}已公开，{happened}。"
    if published_on is None:
        late = str(today) > claim.day
        return (False if late else None), f"报告写的公开日期是{claim.day}，{happened}。"
    return str(
        published_on
    ) <= claim.day, f"报告写的公开日期是{claim.day}，{happened}。"
