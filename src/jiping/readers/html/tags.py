"""A web page as a flat row of tags and texts, in one walk that never looks back.

The parser of the standard library takes time that grows with the square of the size on
unfinished markup; a page may be as large and as broken as it likes here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

_NAME = re.compile(r"/?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?"""
)
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "noframes"))
_ATTRIBUTES = 100_000


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in lower case; ``closing`` for ``</…>``, ``inner`` as it stands there."""

    name: str
    closing: bool = False
    inner: str = ""

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes by lower-case name; most tags are never asked for them."""
        return {
            found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(self.inner)
        }


def tokens(source: str) -> Iterator[Tag | str]:
    """Tags and the text between them, entities resolved.

    Comments, declarations and the contents of scripts and styles are left out.
    """
    at, size = 0, len(source)
    while at < size:
        start = source.find("<", at)
        if start < 0:
            start = size
        if start > at:
            yield unescape(source[at:start])
        if start == size:
            return
        if source.startswith("<!--", start):
            at = _after(source, "-->", start + 4)
        elif source.startswith(("<!", "<?"), start):
            at = _after(source, ">", start + 2)
        elif match := _NAME.match(source, start + 1):
            end = _end_of_tag(source, match.end())
            tag = _tag(source, start, match, end)
            yield tag
            at = end + 1
            if tag.name in _RAW and not tag.closing:
                at = _after_raw(source, tag.name, at)
        else:
            yield "<"
            at = start + 1


def _after(source: str, sign: str, at: int) -> int:
    """The place behind the next ``sign``, the end of the page where there is none."""
    found = source.find(sign, at)
    return len(source) if found < 0 else found + len(sign)


def _end_of_tag(source: str, at: int) -> int:
    """Where the ``>`` of a tag stands; one inside quotes does not end it."""
    end = source.find(">", at)
    if end < 0:
        return len(source)
    for quote in ('"', "'"):
        if source.count(quote, at, end) % 2:
            closed = source.find(quote, end)
            further = source.find(">", closed) if closed >= 0 else -1
            return further if further >= 0 else end
    return end


def _tag(source: str, start: int, match: re.Match[str], end: int) -> Tag:
    closing = source[start + 1] == "/"
    if closing or match.end() == end:
        return Tag(match[1].lower(), closing)
    inner = source[match.end() : min(end, match.end() + _ATTRIBUTES)]
    return Tag(match[1].lower(), inner=inner)


def _after_raw(source: str, name: str, at: int) -> int:
    """The place of the closing tag of an element whose contents are no markup."""
    closing = re.compile(f"</{re.escape(name)}", re.IGNORECASE).search(source, at)
    return closing.start() if closing else len(source)
