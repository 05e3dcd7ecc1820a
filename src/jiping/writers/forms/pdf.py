"""A plan as a PDF, set by Typst: PDF/A-2a and PDF/UA-1, the same bytes for the same plan.

The words of a filing are hostile: they go to the template as JSON and never as source.
"""

import json
import re
from functools import lru_cache
from importlib import resources
from threading import Lock
from typing import Any

from jiping.writers.forms.pdf_data import MISSING, data_of
from jiping.writers.forms.pdf_fonts import faces, installed, typst
from jiping.writers.forms.plan import Plan

STANDARDS = ("a-2a", "ua-1")
_TEMPLATE = resources.files("jiping.writers.forms") / "data" / "form.typ"
_ROUNDS = 3
# A compiler is kept, and keeps what it was asked last.
_ONE_AT_A_TIME = Lock()
_WITHOUT_GLYPH = re.compile(r'the (?:text|codepoint) `"(.*?)"`')
_NAMED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


def render(plan: Plan) -> bytes:
    """The bytes of the PDF. Raises ValueError (a Chinese sentence) where Typst or Chinese
    fonts are not here, or the plan cannot be set."""
    return render_and_note(plan)[0]


def render_and_note(plan: Plan) -> tuple[bytes, tuple[str, ...]]:
    """The bytes, and one sentence where characters had to be replaced. Raises ValueError
    as ``render`` does."""
    library, fonts = typst(), installed()
    data = data_of(plan, faces(plan.layout, fonts))
    missing: set[str] = set()
    for left in reversed(range(_ROUNDS)):
        try:
            return _compiled(data, fonts), _note(missing)
        except library.TypstError as fault:
            missing |= _without_glyph(fault.diagnostic)
            if not left or not missing:
                raise ValueError(
                    f"这份材料排不成 PDF（typst：{fault.message}），请写成 Word。"
                ) from fault
        if left == 1:
            # Typst names a few at a time: all that no Chinese font is sure to have.
            missing |= {each for each in set(_words(data)) if not _common(each)}
        table = str.maketrans(dict.fromkeys(missing, MISSING))
        data |= {key: _translated(data[key], table) for key in ("title", "sections")}
    raise AssertionError("the last round returns or raises")


def _compiled(data: dict[str, Any], fonts: Any) -> bytes:
    with _ONE_AT_A_TIME:
        made = _compiler(fonts).compile(
            # Without it a second call finds no template.
            input=_TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards=list(STANDARDS),
            sys_inputs={"plan": json.dumps(data, ensure_ascii=False)},
        )
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _compiler(fonts: Any) -> Any:
    return typst().Compiler(font_paths=fonts)


def _without_glyph(diagnostic: str) -> set[str]:
    named = "".join(_WITHOUT_GLYPH.findall(diagnostic))
    found = {chr(int(code, 16)) for code in _NAMED.findall(named)}
    return {each for each in found | set(_NAMED.sub("", named)) if not each.isascii()}


def _common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _words(data: Any) -> str:
    if isinstance(data, str):
        return data
    values = data.values() if isinstance(data, dict) else data
    return "".join(_words(value) for value in values if isinstance(value, str | dict | list))  # fmt: skip


def _translated(data: Any, table: dict[int, str]) -> Any:
    if isinstance(data, str):
        return data.translate(table)
    if isinstance(data, dict):
        return {key: _translated(value, table) for key, value in data.items()}
    if isinstance(data, list):
        return [_translated(value, table) for value in data]
    return data


def _note(missing: set[str]) -> tuple[str, ...]:
    if not missing:
        return ()
    return (
        f"这台机器的字体里没有的字写作“{MISSING}”，请装上有这些字的字体后重写，"
        "或者写成 Word。",
    )
