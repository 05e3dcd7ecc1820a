"""Which kind of table a part is, and which layout the package follows."""

from collections.abc import Iterator, Mapping, Sequence

from jiping.intake.labels import Lexicon, plain, wildcard
from jiping.intake.lines import Line
from jiping.intake.split import Part
from jiping.intake.text import squash
from jiping.intake.vocabulary import FUND_TABLES, Vocabulary
from jiping.model.form import Form, Sign
from jiping.model.memory import FORGETFUL, Memory

# Labels of its rows that tell what a table without a header is.
_ENOUGH = 3


Lines = tuple[Line, ...]


def kind_of(part: Part, words: Vocabulary, memory: Memory = FORGETFUL) -> str:
    """``base``, ``overall``, ``project``, ``rubric``, a fund table's key, or ``""``."""
    lines = tuple(part.lines)
    return memory.of(_kind, part.group, part.heading.kind, lines, words)


def _kind(grouped: str, titled: str, lines: Lines, words: Vocabulary) -> str:
    group = grouped or _group_by_rows(lines, words)
    if group == "evaluation":
        return _evaluation(lines, titled, words)
    if titled in FUND_TABLES and group in ("", "funds"):
        return titled
    return "" if group == "funds" else group


def _evaluation(lines: Lines, titled: str, words: Vocabulary) -> str:
    """Whole unit or one project: what is printed in the table goes before its title."""
    names = {words.rows("overall", "header").find(text) for text in _texts(lines)}
    split = words.rows("overall", "split")
    whole = any(split.find(squash(text).partition(":")[0]) for text in _texts(lines))
    if whole or ("unit" in names and "project" not in names and titled != "project"):
        return "overall"
    if "project" in names:
        return "project"
    return titled if titled in ("overall", "project") else "project"


def _group_by_rows(lines: Lines, words: Vocabulary) -> str:
    lexicons: dict[str, Lexicon] = {
        "base": words.rows("base", "expense"),
        "rubric": words.rows("rubric", "criterion"),
    }
    counts = {
        group: len({key for text in _texts(lines) if (key := labels.find(text))})
        for group, labels in lexicons.items()
    }
    counts["evaluation"] = len(
        {
            plain(text)
            for text in _texts(lines)
            if words.class_of(text) or words.classes.find(text)
        }
    )
    best = max(counts, key=lambda group: counts[group])
    return best if counts[best] >= _ENOUGH else ""


def _texts(lines: Lines) -> Iterator[str]:
    return (slot.text for line in lines for slot in line.filled)


def layout_of(
    parts: Mapping[str, Sequence[Part]],
    candidates: Mapping[str, Form],
    memory: Memory = FORGETFUL,
) -> tuple[str, tuple[Sign, ...]]:
    """The id of the layout with the most signs in the package, and these signs.

    ``parts`` by kind of sheet. A layout counts only with a sign that no other has and
    with half of those that the tables at hand could show; ``""`` where none does or two
    are alike.
    """
    signs = tuple(sign for form in candidates.values() for sign in form.signs)
    seen = frozenset(
        sign
        for kind, group in parts.items()
        for part in group
        for sign in memory.of(
            _shown, kind, part.heading.title, tuple(part.lines), signs
        )
    )
    found = {
        ident: tuple(sign for sign in form.signs if sign in seen)
        for ident, form in candidates.items()
    }
    possible = {
        ident: sum(1 for sign in form.signs if sign.sheet in parts)
        for ident, form in candidates.items()
    }
    ranked = sorted(found, key=lambda ident: len(found[ident]), reverse=True)
    if not ranked:
        return "", ()
    best, others = ranked[0], ranked[1:]
    elsewhere = {sign for ident in others for sign in candidates[ident].signs}
    tied = any(len(found[ident]) == len(found[best]) for ident in others)
    own = any(sign not in elsewhere for sign in found[best])
    if tied or not own or 2 * len(found[best]) < possible[best]:
        return "", ()
    return best, found[best]


def _shown(
    kind: str, title: str, lines: Lines, signs: tuple[Sign, ...]
) -> tuple[Sign, ...]:
    """Which of these signs a table shows in its title or in a cell."""
    labels = {plain(title), *map(plain, _texts(lines))}
    return tuple(
        sign
        for sign in signs
        if sign.sheet == kind and any(map(wildcard(sign.label).fullmatch, labels))
    )
