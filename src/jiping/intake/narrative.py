"""Which prose of a package is its report, and what belongs to nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiping.intake.split import Prose
from jiping.intake.text import squash
from jiping.intake.vocabulary import Vocabulary
from jiping.model.document import Paragraph
from jiping.model.patterns import compile_late

_CHAPTER = compile_late(r"[一二三四五六七八九十]{1,2}[、.]\S")
_OPENING = 8
_CHAPTERS = 2
# What any self-evaluation report speaks of.
_SUBJECT = "绩效"
# The list of what is attached begins so (附件：1.…, 附：1、…); it is no annex.
_LISTING = compile_late(r"附[件表录]?[:：]\(?[1一][.、．)]")
_LEAST = 60
_TITLE_HALF = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """A run of prose under one annex label. ``titled`` where a report's title opens it,
    ``report`` where it reads like one."""

    file: str
    paragraphs: tuple[Paragraph, ...]
    titled: str
    report: bool


def narratives(prose: Sequence[Prose], words: Vocabulary) -> tuple[Narrative, ...]:
    """The prose of a package, cut where an annex label stands alone; what follows a
    report without a title of its own goes on with it."""
    found: list[Narrative] = []
    for run in prose:
        for paragraphs in _cut(run.paragraphs, words):
            piece = _narrative(run.file, paragraphs, words)
            before = found[-1] if found else None
            if (
                before is not None
                and before.report
                and before.file == piece.file
                and not piece.titled
                and not words.annex(paragraphs[0].text)[0]
            ):
                whole = before.paragraphs + paragraphs
                found[-1] = Narrative(
                    file=run.file,
                    paragraphs=whole,
                    titled=before.titled,
                    report=True,
                )
            else:
                found.append(piece)
    return tuple(found)


def _cut(
    paragraphs: Sequence[Paragraph], words: Vocabulary
) -> list[tuple[Paragraph, ...]]:
    pieces: list[list[Paragraph]] = [[]]
    for paragraph in paragraphs:
        if not squash(paragraph.text) and not pieces[-1]:
            continue
        label, rest = words.annex(paragraph.text)
        numbered = any(
            mark.isdigit() or mark in "一二三四五六七八九十" for mark in label
        )
        listing = _LISTING.match(squash(paragraph.text))
        alone = label and numbered and not (listing or label.startswith("("))
        if pieces[-1] and alone and (not rest or words.title(paragraph.text)):
            pieces.append([])
        pieces[-1].append(paragraph)
    return [tuple(piece) for piece in pieces if piece]


def _narrative(
    file: str, paragraphs: tuple[Paragraph, ...], words: Vocabulary
) -> Narrative:
    printed = [p.text for p in paragraphs if squash(p.text)]
    titled = _title(printed[:_OPENING], words)
    chapters = sum(1 for text in printed if _CHAPTER.match(squash(text)))
    whole = "".join(map(squash, printed))
    speaks = _SUBJECT in whole and (chapters >= _CHAPTERS or len(whole) > 3 * _LEAST)
    long = len(whole) > _LEAST
    return Narrative(
        file=file,
        paragraphs=paragraphs,
        titled=titled,
        report=bool(titled and long) or speaks,
    )


def _title(opening: Sequence[str], words: Vocabulary) -> str:
    """The report's title in the opening lines, from one line or two."""
    for index, text in enumerate(opening):
        if words.title(text) == "report":
            above = squash(opening[index - 1]) if index else ""
            return (above if _broken(above, words) else "") + squash(text)
    return ""


def _broken(above: str, words: Vocabulary) -> bool:
    """Whether the line above is the first half of a title."""
    return (
        bool(above)
        and not words.annex(above)[0]
        and words.title(above) == ""
        and len(above) <= _TITLE_HALF
        and not above.endswith(("。", "：", ":", "；"))
    )
