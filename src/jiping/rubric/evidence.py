"""Which findings bear on which item, and where a thing stands."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jiping.model.document import Place
from jiping.model.filing import Filing, Sheet
from jiping.model.finding import Finding, Outcome
from jiping.model.grade import Evidence
from jiping.model.terms import FORMS
from jiping.model.values import Ref
from jiping.rules.checking import place_of


@cache
def table() -> Mapping[str, Any]:
    """``data/evidence.toml``: rules by item and by aspect, bands by what was seen."""
    path = files("jiping.rubric").joinpath("data/evidence.toml")
    return tomllib.loads(path.read_text("utf-8"))


def bearing_on(outcome: Outcome, key: str) -> tuple[Finding, ...]:
    """The findings that bear on an item, in the order of the package."""
    return of_rules(outcome, table()["items"].get(key, ()))


def of_aspect(outcome: Outcome, aspect: str) -> tuple[Finding, ...]:
    """The findings that bear on an aspect of 反映问题."""
    return of_rules(outcome, table()["aspects"].get(aspect, ()))


def of_rules(outcome: Outcome, named: Iterable[str]) -> tuple[Finding, ...]:
    """The findings of rules whose ids begin so."""
    beginnings = tuple(named)
    return tuple(each for each in outcome.findings if each.rule.startswith(beginnings))


def ids(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The rules of these findings, each once, in order."""
    return tuple(sorted({each.rule for each in findings}))


def places(filing: Filing, refs: Iterable[Ref]) -> tuple[Place, ...]:
    """Where these cells stand, each place once."""
    return tuple(dict.fromkeys(place_of(filing, ref) for ref in refs))


def told(findings: Iterable[Finding]) -> tuple[Evidence, ...]:
    """Findings as evidence, in their own words."""
    return tuple(
        Evidence(
            text=each.message,
            refs=(each.at,),
            places=(each.place,),
            rules=(each.rule,),
        )
        for each in findings
    )


def sheet_words(sheet: Sheet) -> str:
    """``附件3“道路养护”``: a table in a sentence."""
    return FORMS[sheet.form].partition(" ")[0] + (
        f"“{sheet.name}”" if sheet.name else ""
    )
