"""The facts of a line of the log, in Chinese, as the page shows them."""

import re
from collections.abc import Mapping

from jiping.web.administration.words import (
    NAMES,
    SCOPES,
    VALUES,
    address,
    choices,
    form_name,
    general,
    records,
    stored_file,
)

# ``judgement:12``, ``submission:3:problem:0``: a record, and a place in it.
_RECORD = re.compile(r"([a-z]+):(\d+)(?::[a-z]+:(\d+))?")
_FILES = frozenset({"document", "letter"})
_ADDRESSES = frozenset({"at", "cells", "conflicts"})


def subject(stored: str) -> str:
    """``自评任务 12`` for ``assignment:12``."""
    kind, _, number = stored.partition(":")
    return f"{records().get(kind, kind)} {number}".strip()


def said(facts: Mapping[str, object], about: str = "") -> str:
    """``原为：灯管所；改为：路灯所``; what is empty is left out. ``about`` is the subject of
    the line: what a code means may depend on the kind of record."""
    kind = about.partition(":")[0]
    return "；".join(
        f"{NAMES.get(name, name)}：{_shown(fact, name, kind)}"
        for name, fact in facts.items()
        if fact not in ("", None, [], {})
    )


def _shown(fact: object, name: str, kind: str) -> str:
    if isinstance(fact, bool):
        return "是" if fact else "否"
    if isinstance(fact, Mapping):
        return "、".join(
            f"{NAMES.get(key, key)} {_shown(each, key, kind)}"
            for key, each in fact.items()
        )
    if isinstance(fact, list):
        parts = (_shown(each, name, kind) for each in fact)
        return "、".join(part for part in parts if part)
    return _word(str(fact), name, kind)


def _word(text: str, name: str, kind: str) -> str:
    """One value; what is no code stands as it is."""
    if name == "form":
        return form_name(text)
    if name == "scopes":
        return SCOPES.get(text, text)
    if name in _FILES:
        return stored_file(text)
    if name in _ADDRESSES:
        return address(text)
    if name == "tasks":
        found = _RECORD.fullmatch(text)
        if found and found[1] in records():
            part = f"第{int(found[3]) + 1}项" if found[3] else ""
            return f"{records()[found[1]]} {found[2]}{part}"
        return choices().get(("rectification", "source"), {}).get(text, text)
    labels = choices().get((kind, name)) or general(name)
    return labels.get(text) or VALUES.get(text, text)
