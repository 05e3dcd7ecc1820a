"""Stated absences: 本单位无政府性基金预算支出, 未发生…, a chapter that says no more than 无."""

import re
from collections.abc import Iterator

from jiping.intake.clauses import rest
from jiping.intake.lexis import AMOUNTS, FUNDS, NIL, NIL_AFTER, NIL_FILLERS
from jiping.model.patterns import compile_late

# 年末没有结转 denies no spending.
_BALANCE = compile_late(r"结转|结余")
_SPENDING = compile_late(r"支|收|预算|拨款|基金")


def denied(clause: str, chapter: str) -> Iterator[tuple[str, str, str]]:
    """Topic, aspect and the word of denial for each thing that a clause says there is
    none of. ``chapter`` is the topic of the chapter it stands in.

    Nothing but the topics and fillers may stand in the denied phrase: 无三公经费超支现象
    denies no spending.
    """
    text = clause.strip()
    word = NIL.search(text)
    if _BALANCE.search(text) and not _SPENDING.search(text):
        if word and chapter in FUNDS and not _left(text):
            yield chapter, _balance(text), word[0]
        return
    if word and not _left(text[word.end() :]):
        named = text[word.end() :]
        if not AMOUNTS.find(named) and not rest(text[: word.start()]):
            named = chapter if chapter in FUNDS else ""
        yield from _each(text[word.end() :], named, word[0])
        return
    last = next((m for m in NIL_AFTER.finditer(text) if m.end() == len(text)), None)
    if last and AMOUNTS.find(text) and not _left(text[: last.start()]):
        yield from _each(text[: last.start()], text, last[0])


def _balance(text: str) -> str:
    opening = re.search(r"年初|上年", text)
    return "opening_balance" if opening else "closing_balance"


def _left(text: str) -> str:
    """What is denied beside topics and fillers."""
    return rest(NIL_FILLERS.sub("", AMOUNTS.pattern.sub("", text)))


def _each(text: str, named: str, word: str) -> Iterator[tuple[str, str, str]]:
    topics = dict.fromkeys(found.key for found in AMOUNTS.find(text))
    only_income = "收入" in text and "支" not in text
    aspect = "income" if only_income else "executed"
    for topic in topics or ({named: None} if named in FUNDS else {}):
        yield topic, aspect, word
