"""The looks of cells, each kept once: fonts by the rules of official documents."""

from dataclasses import dataclass, field

from jiping.model.layout import Layout
from jiping.writers.forms.word_parts import escaped
from jiping.writers.forms.workbook_cells import GENERAL

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Formats of one's own are numbered from here.
_FIRST_FORMAT = 164
_BUILT_IN = {GENERAL: 0, "@": 49}
_SIDES = ("left", "right", "top", "bottom")
WRONG, RIGHT = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell looks. ``font`` and ``size`` are roles of the layout, ``align`` and
    ``upright`` where the text stands across and down, ``indent`` in levels."""

    font: str = "table"
    size: str = "table"
    align: str = "center"
    upright: str = "center"
    indent: int = 0
    ruled: bool = False
    code: str = GENERAL
    locked: bool = True


@dataclass(slots=True)
class Styles:
    """The looks in use; their number is what cells refer to."""

    layout: Layout
    _looks: dict[Look, int] = field(default_factory=dict)

    def number(self, look: Look) -> int:
        """The number of a look, the plain one being 0."""
        if not self._looks:
            self._looks[Look(font="table", size="table", align="general")] = 0
        return self._looks.setdefault(look, len(self._looks))

    def part(self) -> str:
        """The style sheet of the workbook."""
        self.number(Look(ruled=True))
        looks = list(self._looks)
        fonts = list(dict.fromkeys((look.font, look.size) for look in looks))
        codes = list(dict.fromkeys(k.code for k in looks if k.code not in _BUILT_IN))
        formats = "".join(
            f'<numFmt numFmtId="{_FIRST_FORMAT + at}" formatCode="{escaped(code)}"/>'
            for at, code in enumerate(codes)
        )
        listed = f'<numFmts count="{len(codes)}">{formats}</numFmts>' if codes else ""
        cells = "".join(
            self._cell(look, fonts.index((look.font, look.size)), codes)
            for look in looks
        )
        drawn = "".join(self._font(*font) for font in fonts)
        edges = "".join(f'<{s} style="thin"><color auto="1"/></{s}>' for s in _SIDES)
        return (
            f'<styleSheet xmlns="{MAIN}">{listed}'
            f'<fonts count="{len(fonts)}">{drawn}</fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
            f"<border>{edges}<diagonal/></border></borders>"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            f'</cellStyleXfs><cellXfs count="{len(looks)}">{cells}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
            f'</cellStyles><dxfs count="2">{_mark("9C0006", "FFC7CE")}'
            f"{_mark('006100', 'E2EFDA')}</dxfs></styleSheet>"
        )

    def _font(self, font: str, size: str) -> str:
        name = escaped(self.layout.fonts[font][0])
        points = self.layout.sizes[size]
        return f'<font><sz val="{points:g}"/><name val="{name}"/><charset val="134"/></font>'

    def _cell(self, look: Look, font: int, codes: list[str]) -> str:
        code = _BUILT_IN.get(look.code)
        number = _FIRST_FORMAT + codes.index(look.code) if code is None else code
        indent = f' indent="{look.indent}"' if look.indent else ""
        open_ = "" if look.locked else '<protection locked="0"/>'
        return (
            f'<xf numFmtId="{number}" fontId="{font}" fillId="0" '
            f'borderId="{int(look.ruled)}" xfId="0" applyNumberFormat="1" '
            'applyFont="1" applyBorder="1" applyAlignment="1" applyProtection="1">'
            f'<alignment horizontal="{look.align}" vertical="{look.upright}" '
            f'wrapText="1"{indent}/>{open_}</xf>'
        )


def _mark(ink: str, paper: str) -> str:
    return (
        f'<dxf><font><color rgb="FF{ink}"/></font><fill><patternFill>'
        f'<bgColor rgb="FF{paper}"/></patternFill></fill></dxf>'
    )
