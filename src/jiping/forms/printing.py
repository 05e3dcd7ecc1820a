"""Reads ``print.toml`` files into ``Layout`` records."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from jiping.forms.load import forms, merged, over, read
from jiping.model.layout import (
    BlockLayout,
    ChapterLayout,
    ColumnLayout,
    Layout,
    PageSetup,
    ReportLayout,
    SheetLayout,
    SplitLayout,
)


@lru_cache(maxsize=1)
def layouts() -> Mapping[str, Layout]:
    """The layout of every form that has tables to print, by the form's id; what a form
    extends is worked in."""
    raw = {
        ident: data | {"extends": forms()[ident].extends}
        for ident, data in read("print.toml").items()
    }
    every = {ident: merged(ident, raw) for ident in raw}
    return MappingProxyType(
        {
            ident: _layout(ident, data)
            for ident, data in every.items()
            if "sheets" in data["words"]
        }
    )


def _layout(ident: str, data: Mapping[str, Any]) -> Layout:
    words = data["words"]
    sheets = {
        key: over(data["sheets"][sheet["like"]], sheet) if "like" in sheet else sheet
        for key, sheet in data["sheets"].items()
    }
    return Layout(
        form=ident,
        page=PageSetup(**data["page"]),
        table_page=PageSetup(**data["table_page"]),
        fonts=MappingProxyType({k: tuple(v) for k, v in data["fonts"].items()}),
        sizes=MappingProxyType(dict(data["sizes"])),
        order=tuple(words["sheets"]),
        sheets=MappingProxyType({key: _sheet(s) for key, s in sheets.items()}),
        report=_report(data["report"]) if "report" in data else None,
        no_year=words["no_year"],
        signature=tuple(
            (key, words["signature_labels"][key]) for key in words["signature"]
        ),
        attachments=words.get("attachments", ""),
        item=words.get("item", ""),
    )


def _sheet(data: Mapping[str, Any]) -> SheetLayout:
    blocks = data.get("blocks", {})
    return SheetLayout(
        annex=data.get("annex", ""),
        title=data.get("title", ""),
        widths=tuple(data.get("widths", ())),
        blocks=MappingProxyType(
            {key: _block(blocks[key]) for key in data.get("order", ())}
        ),
        labels=MappingProxyType(dict(data.get("labels", {}))),
        caption=data.get("caption", ""),
        note=data.get("note", ""),
        nil=data.get("nil", ""),
        signed=data.get("signed", False),
    )


def _block(data: Mapping[str, Any]) -> BlockLayout:
    split = data.get("split")
    return BlockLayout(
        kind=data["kind"],
        rows=tuple(data.get("rows", ())),
        order=tuple(data.get("order", ())),
        columns=MappingProxyType(
            {key: ColumnLayout(**c) for key, c in data.get("columns", {}).items()}
        ),
        lines=tuple(
            tuple((key, label, value) for key, label, value in line)
            for line in data.get("lines", ())
        ),
        side=data.get("side", ""),
        corner=data.get("corner", ""),
        label_span=data.get("label_span", 1),
        points=data.get("points", ""),
        height=data.get("height", 0),
        preset=MappingProxyType(dict(data.get("preset", {}))),
        texts=MappingProxyType(dict(data.get("texts", {}))),
        closed=frozenset(data.get("closed", ())),
        split=_split(split) if split else None,
        repeat=data.get("repeat", False),
    )


def _split(data: Mapping[str, Any]) -> SplitLayout:
    return SplitLayout(
        left_head=data["left_head"],
        right_head=data["right_head"],
        left=tuple(data["left"]),
        right=tuple(data["right"]),
        left_span=data["left_span"],
        right_span=data["right_span"],
    )


def _report(data: Mapping[str, Any]) -> ReportLayout:
    return ReportLayout(
        annex=data.get("annex", ""),
        title=data.get("title", ""),
        cover=data.get("cover", False),
        cover_unit=data.get("cover_unit", ""),
        cover_date=data.get("cover_date", ""),
        chapters=tuple(
            ChapterLayout(
                role=chapter["role"],
                heading=chapter["heading"],
                parts=tuple((role, text) for role, text in chapter.get("parts", ())),
            )
            for chapter in data.get("chapters", ())
        ),
    )
