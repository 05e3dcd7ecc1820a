"""Which kind of table a part is, and which layout the package follows."""

from collections.abc import Iterator, Mapping, Sequence

from jiping.intake.labels import Lexicon, plain, wildcard
from jiping.intake.split import Part
from jiping.intake.text import squash
from jiping.intake.vocabulary import FUND_TABLES, Vocabulary
from jiping.model.form import Form, Sign

# Labels of its rows that tell what a table without a header is.
_ENOUGH = 3


def kind_of(part: Part, words: Vocabulary) -> str:
    """``base``, ``overall``, ``project``, ``rubric``, a fund table's key, or ``""``."""
    group = part.group or _group_by_rows(part, words)
    titled = part.heading.kind
    if group == "evaluation":
        return _evaluation(part, titled, words)
    if titled in FUND_TABLES and group in ("", "funds"):
        return titled
    return "" if group == "funds" else group


def _evaluation(part: Part, titled: str, words: Vocabulary) -> str:
    """Whole unit or one project: what is printed in the table goes before its title."""
    names = {words.rows("overall", "header").find(text) for text in _texts(part)}
    split = words.rows("overall", "split")
    whole = any(split.find(squash(text).partition(":")[0]) for text in _texts(part))
    if whole or ("unit" in names and "project" not in names and titled != "project"):
        return "overall"
    if "project" in names:
        return "project"
    return titled if titled in ("overall", "project") else "project"


def _group_by_rows(part: Part, words: Vocabulary) -> str:
    lexicons: dict[str, Lexicon] = {
        "base": words.rows("base", "expense"),
        "rubric": words.rows("rubric", "criterion"),
    }
    counts = {
        group: len({key for text in _texts(part) if (key := labels.find(text))})
        for group, labels in lexicons.items()
    }
    counts["evaluation"] = len(
        {
            plain(text)
            for text in _texts(part)
            if words.class_of(text) or words.classes.find(text)
        }
    )
    best = max(counts, key=lambda group: counts[group])
    return best if counts[best] >= _ENOUGH else ""


def _texts(part: Part) -> Iterator[str]:
    return (slot.text for line in part.lines for slot in line.filled)


def layout_of(
    parts: Mapping[str, Sequence[Part]], candidates: Mapping[str, Form]
) -> tuple[str, tuple[Sign, ...]]:
    """The id of the layout with the most signs in the package, and these signs.

    ``parts`` by kind of sheet. A layout counts only with a sign that no other has and
    with half of those that the tables at hand could show; ``""`` where none does or two
    are alike.
    """
    labels = {kind: _labels(group) for kind, group in parts.items()}
    found = {
        ident: tuple(s for s in form.signs if _shown(s, labels))
        for ident, form in candidates.items()
    }
    possible = {
        ident: sum(1 for sign in form.signs if labels.get(sign.sheet))
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


def _labels(parts: Sequence[Part]) -> set[str]:
    titles = {plain(part.heading.title) for part in parts}
    return titles | {plain(text) for part in parts for text in _texts(part)}


def _shown(sign: Sign, labels: Mapping[str, set[str]]) -> bool:
    pattern = wildcard(sign.label)
    return any(pattern.fullmatch(label) for label in labels.get(sign.sheet, ()))
