"""Which automatic number stands in front of a paragraph.

The two parts that say so are unpacked only when a paragraph asks: most filings type
their numbers.
"""

import xml.etree.ElementTree as ET
from functools import cached_property

from jiping.readers.docx.names import PARAGRAPH_STYLE, VALUE
from jiping.readers.docx.numbering import Counters, definitions, reference
from jiping.readers.docx.parts import Package
from jiping.readers.docx.styles import Styles


class Lists:
    """Numbers of paragraphs in document order, from a package's parts."""

    def __init__(self, package: Package, numbering: str, styles: str) -> None:
        self._package = package
        self._numbering = numbering
        self._styles_part = styles
        self._is_numbered = numbering in package

    @cached_property
    def _counters(self) -> Counters:
        data = self._package.part(self._numbering)
        return Counters(definitions(self._package.parse(data)) if data else {})

    @cached_property
    def _styles(self) -> Styles:
        data = self._package.part(self._styles_part)
        return Styles(data, self._package.name)

    def label(self, properties: ET.Element) -> str:
        """The number in front of a paragraph of these properties, ``""`` for none."""
        if not self._is_numbered:
            return ""
        own = reference(properties)
        named = properties.find(PARAGRAPH_STYLE)
        style = "" if named is None else named.get(VALUE, "")
        number, level = own.number, own.level
        if number is None:
            if not style:
                return ""
            inherited = self._styles.numbering(style)
            number = inherited.number
            level = inherited.level if level is None else level
        if number is None or number == "0":
            return ""
        return self._counters.label(number, level, style)
