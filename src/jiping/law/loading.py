"""``data/*.toml`` to citations and parameters, refusing what lacks a date or a source."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from jiping.model.finding import Citation, Parameter

_DATA = files("jiping.law").joinpath("data")
_INSTRUMENTS = _DATA.joinpath("instruments.toml")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CERTAINTIES = {"read", "quoted", "memory", "house"}
_OF_INSTRUMENT = {"title", "number", "issuer", "date", "until", "certainty"}
_OF_PARAMETER = {"title", "unit", "note", "dated"}
_OF_DATED = {"since", "value", "cites", "certainty", "checked", "layout"}

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A parameter's value from a day on, for all layouts or for those whose id begins
    with ``layout``."""

    parameter: Parameter
    layout: str = ""

    def serves(self, last_day: str, layout: str) -> bool:
        """Whether it is in force on that day for a filing of that layout."""
        return self.parameter.since <= last_day and layout.startswith(self.layout)


@cache
def instruments() -> Mapping[str, Citation]:
    """Every instrument by its id, as a citation of the whole of it."""
    return MappingProxyType(read_instruments(_toml(_INSTRUMENTS)))


def cite(instrument: str, article: str = "") -> Citation:
    """A place in an instrument. Raises KeyError for an instrument we do not know."""
    return replace(instruments()[instrument], article=article)


@cache
def repealed() -> Mapping[str, str]:
    """The first day on which it was no longer in force, by instrument id."""
    entries = _toml(_INSTRUMENTS).items()
    return MappingProxyType(
        {
            key: str(entry["until"])
            for key, entry in entries
            if isinstance(entry, dict) and "until" in entry
        }
    )


@lru_cache(maxsize=64)
def parameters(year: int, layout: str = "") -> Mapping[str, Parameter]:
    """The values a fiscal year's filing is judged by, by dotted id: those in force on
    30 June of the next year, when packages are handed in.

    A value for the layout (an id such as ``430600-yueyang/department-2023``) goes
    before a general one, a later before an earlier.
    """
    last_day = f"{year + 1:04}-06-30"
    chosen: dict[str, Dated] = {}
    for dated in _all_dated():
        before = chosen.get(dated.parameter.id)
        if dated.serves(last_day, layout) and (
            before is None or _rank(before) <= _rank(dated)
        ):
            chosen[dated.parameter.id] = dated
    return MappingProxyType({key: dated.parameter for key, dated in chosen.items()})


def _rank(dated: Dated) -> tuple[int, str]:
    return len(dated.layout), dated.parameter.since


@cache
def _all_dated() -> tuple[Dated, ...]:
    folder = sorted(_DATA.joinpath("parameters").iterdir(), key=lambda file: file.name)
    return tuple(
        dated
        for file in folder
        if file.name.endswith(".toml")
        for dated in read_parameters(_toml(file), instruments())
    )


def _toml(file: Traversable) -> Data:
    return tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)


def read_instruments(data: Data) -> dict[str, Citation]:
    """Raises ValueError for an instrument without title, date or certainty."""
    return {key: _instrument(key, entry) for key, entry in data.items()}


def _instrument(key: str, entry: object) -> Citation:
    fields = _table(key, entry, _OF_INSTRUMENT)
    return Citation(
        instrument=key,
        title=_text(key, fields, "title"),
        number=str(fields.get("number", "")),
        date=_matching(key, fields, "date", _DATE),
        certainty=_certainty(key, fields),
    )


def read_parameters(data: Data, known: Mapping[str, Citation]) -> tuple[Dated, ...]:
    """Raises ValueError for a value without date, citation, certainty or check date,
    for an unknown instrument and for a field that we do not know."""
    return tuple(
        _dated(
            key, _table(key, entry, _OF_PARAMETER), _table(key, one, _OF_DATED), known
        )
        for key, entry in data.items()
        for one in _list(key, _table(key, entry, _OF_PARAMETER), "dated")
    )


def _dated(
    key: str, parameter: Data, fields: Data, known: Mapping[str, Citation]
) -> Dated:
    _text(key, parameter, "title")
    _matching(key, fields, "checked", _DAY)
    if "value" not in fields:
        raise ValueError(f"{key}: no value")
    certainty = _certainty(key, fields)
    return Dated(
        layout=str(fields.get("layout", "")),
        parameter=Parameter(
            id=key,
            value=fields["value"],
            cites=tuple(
                _citation(key, reference, certainty, known)
                for reference in _list(key, fields, "cites")
            ),
            since=_matching(key, fields, "since", _DAY),
            note=str(parameter.get("note", "")),
        ),
    )


def _citation(
    key: str, reference: object, certainty: str, known: Mapping[str, Citation]
) -> Citation:
    """``instrument#article``; the certainty is that of the value, not of the whole."""
    instrument, _, article = str(reference).partition("#")
    if instrument not in known:
        raise ValueError(f"{key}: unknown instrument {instrument!r}")
    return replace(known[instrument], article=article, certainty=certainty)


def _table(key: str, entry: object, allowed: Iterable[str]) -> Data:
    if not isinstance(entry, dict):
        raise ValueError(f"{key}: not a table")
    if unknown := entry.keys() - set(allowed):
        raise ValueError(f"{key}: unknown fields {sorted(unknown)}")
    return entry


def _list(key: str, fields: Data, name: str) -> list[object]:
    entries = fields.get(name)
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"{key}: no {name}")
    return entries


def _text(key: str, fields: Data, name: str) -> str:
    text = fields.get(name)
    if not isinstance(text, str) or not text:
        raise ValueError(f"{key}: no {name}")
    return text


def _matching(key: str, fields: Data, name: str, pattern: re.Pattern[str]) -> str:
    text = _text(key, fields, name)
    if not pattern.fullmatch(text):
        raise ValueError(f"{key}: {name} {text!r} is no date")
    return text


def _certainty(key: str, fields: Data) -> str:
    certainty = _text(key, fields, "certainty")
    if certainty not in _CERTAINTIES:
        raise ValueError(f"{key}: unknown certainty {certainty!r}")
    return certainty
