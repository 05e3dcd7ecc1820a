"""Which fonts a PDF is set in: those the form names where they are here, else their kin.

Fonts are looked for where the system keeps them and in the folders of ``JIPING_FONTS``.
"""

import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from jiping.model.layout import Layout

FOLDERS = "JIPING_FONTS"
NO_TYPST = f"写 PDF 要用 typst，请运行 {sys.executable or 'python'} -m pip install typst 后重试。"
NO_FONT = (
    "没有找到中文字体，写不了 PDF：请安装一种（Debian、Ubuntu 用 apt install "
    f"fonts-noto-cjk），或者把字体文件放在一个文件夹里，用环境变量 {FOLDERS} 指明。"
)
# What stands in where no font that the form names is here; a form needs no more than one.
_SERIF = (
    "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC",
    "FandolSong", "SimSun", "NSimSun", "STSong", "Songti SC", "AR PL UMing CN", "AR PL SungtiL GB",
)  # fmt: skip
_SANS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "FandolHei",
    "SimHei", "Microsoft YaHei", "STHeiti", "PingFang SC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Droid Sans Fallback",
)  # fmt: skip
# Comes with Typst, so that digits look the same everywhere else.
_LATIN = ("Libertinus Serif",)
_CHINESE_ROLES = ("title", "heading", "subheading", "body", "table")


def typst() -> Any:
    """The library. Raises ValueError (a Chinese sentence) where it is not installed."""
    try:
        return import_module("typst")
    except ModuleNotFoundError as missing:
        raise ValueError(NO_TYPST) from missing


def installed() -> Any:
    """All fonts here, as Typst keeps them; looked for once. Raises ValueError (a Chinese
    sentence) where Typst is not installed or no Chinese font is here."""
    found = _installed(os.environ.get(FOLDERS, ""))
    if not any(_known(_SERIF + _SANS, _families(found))):
        raise ValueError(NO_FONT)
    return found


@lru_cache(maxsize=2)
def _installed(folders: str) -> Any:
    paths = [path for path in folders.split(os.pathsep) if path]
    return typst().Fonts(font_paths=paths)


def _families(found: Any) -> Mapping[str, str]:
    return {name.casefold(): name for name in found.families()}


def faces(layout: Layout, found: Any) -> dict[str, list[str]]:
    """The fonts of each role in the order in which a glyph is looked for."""
    here = _families(found)
    chosen = {role: _chosen(layout.fonts[role], role, here) for role in _CHINESE_ROLES}
    return chosen | {"latin": list(_known((*layout.fonts["latin"], *_LATIN), here))[:1]}


def _chosen(named: Sequence[str], role: str, here: Mapping[str, str]) -> list[str]:
    """The first that the form names, then one of each kind for glyphs that it lacks."""
    kin = (_SANS, _SERIF) if role == "heading" else (_SERIF, _SANS)
    first = (list(_known(names, here))[:1] for names in (named, *kin))
    return list(dict.fromkeys(name for names in first for name in names))


def _known(names: Collection[str], here: Mapping[str, str]) -> Iterator[str]:
    return (here[name.casefold()] for name in names if name.casefold() in here)
