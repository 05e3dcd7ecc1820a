"""Slips of one character in words and set phrases, found by what sounds or looks alike.

A text is read twice at once: as written, and as syllables, one mark for each. Where the
syllables are those of a known phrase and one character is another, a slip shows.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from jiping.model.patterns import compile_late
from jiping.rules.shared.text_words import any_of, vocabulary

# What stands in a text, and what should stand there.
Slip = tuple[str, str]

# Sounds that many speakers and input methods do not tell apart.
_MERGED = (
    (compile_late("^([zcs])h"), r"\1"),
    (compile_late("([ei]n)g$"), r"\1"),
    (compile_late("^n(?!g)"), "l"),
)
_HAN = compile_late("[\u4e00-\u9fff]")
_FIRST_MARK = 0xE000
# Set phrases of this length can lose a character, or have two exchanged, and still be
# told from other words.
_LOSES, _EXCHANGES = 5, 4


class _Form(NamedTuple):
    right: str
    # A form in which more is amiss than one character; "" where one is exchanged.
    wrong: str = ""


class _Known(NamedTuple):
    marks: dict[int, str]
    sounds: dict[str, set[str]]
    alike: dict[str, set[str]]
    words: frozenset[str]
    phrases: frozenset[str]
    alone: frozenset[str]
    right: re.Pattern[str]
    only_words: re.Pattern[str]


def _merged(syllable: str) -> str:
    for pattern, put in _MERGED:
        syllable = pattern.sub(put, syllable)
    return syllable


@cache
def _known() -> _Known:
    table, readings = vocabulary("phrases"), vocabulary("sounds")
    mark_of: dict[str, str] = {}
    marks: dict[int, str] = {}
    sounds: defaultdict[str, set[str]] = defaultdict(set)
    for kind in ("main", "also"):
        for syllable, characters in readings[kind].items():
            mark = mark_of.setdefault(
                _merged(syllable), chr(_FIRST_MARK + len(mark_of))
            )
            for character in characters:
                marks.setdefault(ord(character), mark)
                sounds[character].add(mark)
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for group in table["alike"].split():
        for character in group:
            alike[character] |= set(group) - {character}
    words = frozenset(table["words"].split())
    return _Known(
        marks,
        dict(sounds),
        dict(alike),
        words,
        frozenset(table["phrases"].split()),
        frozenset(table["alone"]),
        any_of(table["right"].split()),
        re.compile(f"(?:{any_of(words).pattern})+"),
    )


@cache
def _forms() -> tuple[dict[str, tuple[_Form, ...]], dict[str, tuple[int, ...]]]:
    """The forms by how they sound, and the lengths of those by their first two sounds."""
    known = _known()
    forms: defaultdict[str, set[_Form]] = defaultdict(set)
    for right in known.words | known.phrases:
        sound = right.translate(known.marks)
        forms[sound].add(_Form(right))
        for place, character in enumerate(right):
            others = {
                each.translate(known.marks) for each in known.alike.get(character, ())
            }
            for mark in others | known.sounds.get(character, set()):
                forms[sound[:place] + mark + sound[place + 1 :]].add(_Form(right))
    for right in known.phrases:
        for wrong in {*_shortened(right), *_exchanged(right)} - known.phrases:
            if known.only_words.fullmatch(wrong):
                continue
            forms[wrong.translate(known.marks)].add(_Form(right, wrong))
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for sound in forms:
        lengths[sound[:2]].add(len(sound))
    return (
        {sound: tuple(sorted(found)) for sound, found in forms.items()},
        {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()},
    )


def _shortened(phrase: str) -> Iterator[str]:
    if len(phrase) >= _LOSES:
        for place in range(1, len(phrase) - 1):
            yield phrase[:place] + phrase[place + 1 :]


def _exchanged(phrase: str) -> Iterator[str]:
    if len(phrase) >= _EXCHANGES:
        for place, (one, other) in enumerate(pairwise(phrase)):
            yield phrase[:place] + other + one + phrase[place + 2 :]


def misspelt(text: str) -> Iterator[Slip]:
    """Words and phrases in which one character is another that sounds or looks like it,
    and phrases in which one is missing or two are exchanged."""
    known, (forms, lengths) = _known(), _forms()
    sound = text.translate(known.marks)
    end = 0
    for start, head in enumerate(map(str.__add__, sound, sound[1:])):
        if head not in lengths or start < end:
            continue
        for length in lengths[head]:
            found = forms.get(sound[start : start + length])
            if found is None:
                continue
            written = text[start : start + length]
            if written in known.words or written in known.phrases:
                end = start + length
                break
            right = [
                form.right for form in found if _is_slip(text, start, written, form)
            ]
            if right:
                yield written, right[0]
                end = start + length
                break


def _is_slip(text: str, start: int, written: str, form: _Form) -> bool:
    known = _known()
    right, end = form.right, start + len(written)
    if (form.wrong and written != form.wrong) or len(written) != len(
        form.wrong or right
    ):
        return False
    if {text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]} & known.words:
        return False  # Not where words begin and end.
    others = [
        place
        for place, (due, put) in enumerate(zip(right, written, strict=False))
        if due != put
    ]
    first = start + others[0]
    if form.wrong:
        # Where two are exchanged, or where what stood between them is gone.
        first -= len(written) < len(right)
        return not _is_right(text, first, first + 2)
    if len(others) != 1:
        return False
    put, due = written[others[0]], right[others[0]]
    if len(right) == 3 and others[0] == 2:
        return False  # 规范行为 is no slip of 规范性.
    if put not in known.alike.get(due, ()) and not (
        known.sounds.get(put, set()) & known.sounds.get(due, set())
    ):
        return False
    if len(right) == 2 and (put in known.alone or not _stands_apart(text, start, end)):
        return False
    return not _is_right(text, first, first + 1)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a word begins and ends here: between words, marks and particles, one of
    them a known word."""
    known = _known()
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    words = [side in known.words for side in (before, after)]
    return any(words) and all(
        word or not mark or mark in known.alone or not _HAN.match(mark)
        for word, mark in zip(words, (before[-1:], after[:1]), strict=True)
    )


def _is_right(text: str, first: int, last: int) -> bool:
    """Whether a word that stands for itself holds all characters from first to last."""
    known = _known()
    if any(
        text[at : at + 2] in known.words for at in range(max(last - 2, 0), first + 1)
    ):
        return True
    return any(
        found.end() >= last
        for at in range(max(first - 5, 0), first + 1)
        if (found := known.right.match(text, at))
    )


@cache
def _doubles() -> re.Pattern[str]:
    table = vocabulary("phrases")
    single = [
        f"(?<![{mark}{beside['before']}]){mark}{mark}(?![{mark}{beside['after']}])"
        for mark, beside in table["twice_single"].items()
    ]
    words = "|".join(table["twice"].split())
    return re.compile(rf"({words})\1|{'|'.join(single)}")


def doubled(text: str) -> Iterator[Slip]:
    """Words that stand twice where they belong once."""
    for found in _doubles().finditer(text):
        yield found[0], found[0][: len(found[0]) // 2]
