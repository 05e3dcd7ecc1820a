"""Words said twice: a repeated clause, a phrase repeated in its brackets, two lead-ins."""

import itertools
from collections.abc import Iterator

from jiping.model.patterns import compile_late

_CLAUSE = compile_late(r"[^,，。；;、:：\n]+")
_MARK = compile_late(r"^[(（]?\d{1,2}[)）.、．]")
_BRACKET = compile_late(r"([^()（）,，。；;、]{3,})[(（]([^()（）]*)[)）]")
_LEAD_IN = compile_late(r"(?P<lead>[^。；;:：\n]{2,40})[:：](?P<rest>[^。；;:：\n]*)")
_LEAD_WORDS = (
    "内设",
    "下设",
    "设有",
    "职责",
    "职能",
    "用于",
    "包括",
    "目标是",
    "任务是",
)
SHORTEST_CLAUSE = 8


def repeated(text: str) -> Iterator[str]:
    """The words of a squashed text that stand in it twice by mistake."""
    yield from _clauses(text)
    for found in _BRACKET.finditer(text):
        before, inside = found.groups()
        for length in range(min(len(before), len(inside)), 3, -1):
            if inside.endswith(before[-length:]):
                yield before[-length:]
                break
    yield from _lead_ins(text)


def _clauses(text: str) -> Iterator[str]:
    """A run of clauses that is said again right after itself."""
    said = [_MARK.sub("", clause) for clause in _CLAUSE.findall(text)]
    place = 0
    while place < len(said):
        for length in range(min(6, (len(said) - place) // 2), 0, -1):
            run, again = (
                said[place : place + length],
                said[place + length : place + 2 * length],
            )
            if run == again and len("".join(run)) >= SHORTEST_CLAUSE:
                yield "、".join(run)
                place += length
                break
        place += 1


def _lead_ins(text: str) -> Iterator[str]:
    """A lead-in with nothing listed after it, said once more before the list."""
    leads = list(_LEAD_IN.finditer(text))
    for first, second in itertools.pairwise(leads):
        both = [w for w in _LEAD_WORDS if w in first["lead"] and w in second["lead"]]
        if both and "、" not in text[first.end("lead") : second.start("lead")]:
            yield both[0]
