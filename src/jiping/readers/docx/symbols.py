"""Characters of symbol fonts as Unicode: the few that occur in forms."""

_SYMBOL = {
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xB0: "°",
    0xB7: "·",
    0xA5: "∞",
    0xAE: "→",
    0xE5: "∑",
    0xD6: "√",
}
_WINGDINGS = {
    0x6F: "□",
    0x70: "□",
    0x71: "□",
    0x72: "□",
    0xA8: "□",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {
    0x50: "✓",
    0x52: "☑",
    0x54: "☒",
    0x30: "□",
    0x2A: "□",
    0xA3: "□",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = 0xF000


def is_symbol_font(font: str) -> bool:
    """True for a font whose signs are known here."""
    return font.lower() in _FONTS


def symbol(font: str, code: str | None) -> str:
    """The character of a ``w:sym``; ``code`` is hexadecimal, often in U+F000…F0FF.

    A sign the tables do not know stays the character the file names; a code that is no
    character gives nothing.
    """
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    if not 0x20 <= point < 0x110000 or 0xD800 <= point < 0xE000:
        return ""
    signs = _FONTS.get(font.lower(), {})
    low = point - _PRIVATE if _PRIVATE <= point <= _PRIVATE + 0xFF else point
    return signs.get(low, chr(point))
