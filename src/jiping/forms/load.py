"""Reads ``form.toml`` files into ``Form`` records."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from jiping.model.form import (
    BlockForm,
    ClassForm,
    ColumnForm,
    Form,
    FormCite,
    RowForm,
    SheetForm,
    Sign,
)

VOCABULARY = "000000-national/vocabulary"
# What a form says about itself alone; all else is taken over from what it extends.
_OWN = frozenset({"extends", "name", "division", "note", "cites", "signs"})


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """Every form by its id (``430600-yueyang/department-2023``), what it extends
    worked in. Raises ValueError where a form extends one that is not there."""
    raw = read("form.toml")
    return MappingProxyType(
        {ident: _form(ident, raw[ident], merged(ident, raw)) for ident in raw}
    )


def read(name: str) -> dict[str, dict[str, Any]]:
    """The file of this name in every form's folder, by the form's id."""
    data = files("jiping.forms").joinpath("data")
    return {
        f"{place.name}/{edition.name}": tomllib.loads(
            edition.joinpath(name).read_text("utf-8")
        )
        for place in sorted(data.iterdir(), key=lambda entry: entry.name)
        if place.is_dir()
        for edition in sorted(place.iterdir(), key=lambda entry: entry.name)
    }


def merged(
    ident: str, raw: Mapping[str, dict[str, Any]], below: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A form's data with what it extends worked in. Raises ValueError where it extends
    one that is not there, or itself."""
    if ident not in raw or ident in below:
        raise ValueError(
            f"form {' > '.join((*below, ident))}: no such form, or a circle"
        )
    own = raw[ident]
    parent = own.get("extends", "")
    inherited = merged(parent, raw, (*below, ident)) if parent else {}
    return over(
        {key: value for key, value in inherited.items() if key not in _OWN}, own
    )


def over(base: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Tables merge, labels are added in front, anything else is replaced."""
    result = dict(base)
    for key, value in own.items():
        known = result.get(key)
        if isinstance(value, dict) and isinstance(known, dict):
            result[key] = over(known, value)
        elif key == "labels" and isinstance(known, list):
            result[key] = list(dict.fromkeys([*value, *known]))
        else:
            result[key] = value
    return result


def _form(ident: str, own: Mapping[str, Any], data: Mapping[str, Any]) -> Form:
    sheets = {
        form: over(data["sheets"][sheet["like"]], sheet) if "like" in sheet else sheet
        for form, sheet in data.get("sheets", {}).items()
    }
    return Form(
        id=ident,
        name=own["name"],
        division=own.get("division", ident[:6]),
        extends=own.get("extends", ""),
        note=own.get("note", ""),
        cites=tuple(FormCite(**cite) for cite in own.get("cites", ())),
        signs=tuple(Sign(**sign) for sign in own.get("signs", ())),
        sheets=MappingProxyType(
            {form: _sheet(form, sheet) for form, sheet in sheets.items()}
        ),
        classes=MappingProxyType(
            {key: _class(key, entry) for key, entry in data.get("classes", {}).items()}
        ),
        words=MappingProxyType(_words(data.get("words", {}))),
    )


def _words(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    flat: dict[str, tuple[str, ...]] = {}
    for group, words in data.items():
        if isinstance(words, dict):
            flat |= {f"{group}.{key}": tuple(value) for key, value in words.items()}
        else:
            flat[group] = tuple(words)
    return flat


def _sheet(form: str, data: Mapping[str, Any]) -> SheetForm:
    return SheetForm(
        form=form,
        name=data["name"],
        annex=data.get("annex", ""),
        title=data.get("title", ""),
        unit=data.get("unit", "万元"),
        titles=tuple(data.get("titles", ())),
        blocks=MappingProxyType(
            {key: _block(block) for key, block in data.get("blocks", {}).items()}
        ),
        rows=MappingProxyType(
            {key: _row(key, row) for key, row in data.get("rows", {}).items()}
        ),
        template=tuple(data.get("template", ())),
    )


def _block(data: Mapping[str, Any]) -> BlockForm:
    return BlockForm(
        kind=data["kind"],
        columns=MappingProxyType(
            {
                key: ColumnForm(
                    key=key,
                    labels=tuple(column["labels"]),
                    unit=column.get("unit", "text"),
                    merge=column.get("merge", ""),
                )
                for key, column in data["columns"].items()
            }
        ),
        least=data.get("least", 2),
        needs=tuple(tuple(group) for group in data.get("needs", ())),
        sides=tuple(data.get("sides", ())),
        earlier=MappingProxyType(dict(data.get("earlier", {}))),
        instead=MappingProxyType(dict(data.get("instead", {}))),
    )


def _row(key: str, data: Mapping[str, Any]) -> RowForm:
    labels = tuple(data["labels"])
    return RowForm(
        key=key,
        kind=data["kind"],
        labels=labels,
        parent=data.get("parent", ""),
        printed=data.get("printed", labels[0]),
    )


def _class(key: str, data: Mapping[str, Any]) -> ClassForm:
    return ClassForm(
        key=key,
        name=data["name"],
        labels=tuple(data["labels"]),
        level2=MappingProxyType(
            {level2: tuple(labels) for level2, labels in data["level2"].items()}
        ),
    )
