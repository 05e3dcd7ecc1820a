"""What stands under a table: who filled it in, when, and remarks."""

import re
from collections.abc import Sequence
from functools import lru_cache

from jiping.intake.draft import Datum
from jiping.intake.lines import Line, Slot
from jiping.intake.text import fold, remembered, squash
from jiping.intake.vocabulary import Vocabulary
from jiping.model.document import Paragraph, Place
from jiping.model.patterns import compile_late

_LONGEST_LINE = 160
_SEALS = r"(?:\s*[（(][^()（）]{0,10}[)）])?"
# A remark without a colon is one only when the word stands in front of a number.
_NEXT_FIELD = compile_late(r"\s+(?=[^\s:]{2,12}:)")
_ITEM = compile_late(r"\(?\d{1,2}[、.)]")
_REMARK = compile_late(r"(?P<word>[^:;,。、\d]{1,12}?)(?::|(?=\d[.、]))")


@lru_cache(maxsize=16)
def _fields(words: Vocabulary) -> re.Pattern[str]:
    labels = sorted(
        {label for _, group in words.signature_words for label in group},
        key=len,
        reverse=True,
    )
    spaced = "|".join(r"\s*".join(map(re.escape, label)) for label in labels)
    return re.compile(rf"(?P<label>{spaced}){_SEALS}\s*[:：]")


def fields(text: str, place: Place, words: Vocabulary) -> dict[str, Datum]:
    """The fields of a signature line by key, the first of each; ``{}`` for none. ``other``
    is a signer that the forms at hand do not ask for."""
    return {key: Datum(raw=raw, place=place) for key, raw in _signed(text, words)}


@remembered
def _signed(text: str, words: Vocabulary) -> tuple[tuple[str, str], ...]:
    """The fields of a signature line with their values."""
    plain_text = fold(text)
    matches = list(_fields(words).finditer(plain_text))
    found: dict[str, str] = {}
    for index, match in enumerate(matches):
        later = matches[index + 1 :]
        end = later[0].start() if later else len(plain_text)
        key = words.signature.find(match["label"])
        value = _NEXT_FIELD.split(plain_text[match.end() : end], maxsplit=1)[0]
        if len(plain_text) == len(text):
            value = text[match.end() : match.end() + len(value)]
        value = value.strip()
        if key == "other" and value:
            value = f"{match['label']}：{value}"
        found.setdefault(key, value)
    return tuple(found.items())


def is_signature(text: str, words: Vocabulary) -> bool:
    """Whether a paragraph is (part of) a signature line."""
    if len(squash(text)) > _LONGEST_LINE:
        return False
    matches = list(_fields(words).finditer(fold(text)))
    return bool(matches) and (len(matches) > 1 or matches[0].start() == _start(text))


def _start(text: str) -> int:
    folded = fold(text)
    return len(folded) - len(folded.lstrip())


def signature_row(line: Line, words: Vocabulary) -> dict[str, Datum]:
    """The fields of a row that is a signature line: ``label：value`` in one cell, or
    label and value in two. ``other`` is a signer that the forms at hand do not ask for."""
    found: dict[str, Datum] = {}
    slots = [slot for slot in line.slots if not slot.continued]
    for slot, after in zip(slots, (*slots[1:], None), strict=True):
        inside = _labelled(slot, words)
        last = next(reversed(inside), "")
        if (
            after is not None
            and last
            and not inside[last].raw
            and not _labelled(after, words)
        ):
            inside[last] = Datum(raw=after.text, place=after.place)
        found = inside | found
    return found


def _labelled(slot: Slot, words: Vocabulary) -> dict[str, Datum]:
    """The fields inside one cell; a label alone is a field without a value."""
    if key := words.signature.find(slot.text):
        return {key: Datum(raw="", place=slot.place)}
    return fields(slot.text, slot.place, words)


def remark_word(text: str, words: Vocabulary) -> str:
    """The word that makes a paragraph a remark (说明, 备注, 注), ``""`` where none does."""
    match = _REMARK.match(squash(text))
    return match["word"] if match and words.words("remarks").find(match["word"]) else ""


def is_footer(text: str, words: Vocabulary) -> bool:
    """Whether a paragraph belongs under a table: a remark or a signature line."""
    return bool(remark_word(text, words)) or is_signature(text, words)


def footers(
    paragraphs: Sequence[Paragraph], words: Vocabulary
) -> tuple[list[Paragraph], list[Paragraph]]:
    """What of the paragraphs after a table belongs to it, and the rest.

    A remark may go on with numbered paragraphs.
    """
    under: list[Paragraph] = []
    remark = False
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if not squash(text):
            continue
        if is_footer(text, words):
            remark = bool(remark_word(text, words))
        elif not (remark and _ITEM.match(squash(text))):
            return under, list(paragraphs[index:])
        under.append(paragraph)
    return under, []
