"""Charts as SVG, drawn on the server: they print, scale, and stand beside a table that
says the same. Colours come from classes in ``boards.css``."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

_ROW, _LABEL, _WIDTH, _NUMBER = 26, 190, 640, 44
_PLOT, _MARGIN = 300, 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a bar: how much, which class it is drawn in, and its name."""

    amount: int
    kind: str
    name: str


def bars(title: str, rows: Sequence[tuple[str, Sequence[Part]]]) -> str:
    """Horizontal bars, each of one part or of several. ``title`` says what is drawn."""
    most = max((sum(p.amount for p in parts) for _, parts in rows), default=0) or 1
    height = _ROW * len(rows) + 8
    drawn = "".join(
        _bar(label, parts, most, 4 + _ROW * at)
        for at, (label, parts) in enumerate(rows)
    )
    return _svg(title, _WIDTH, height, drawn)


def _bar(label: str, parts: Sequence[Part], most: int, top: int) -> str:
    span = _WIDTH - _LABEL - _NUMBER
    shown = label if len(label) <= 13 else f"{label[:12]}…"
    drawn = [
        f'<text class="label" x="{_LABEL - 8}" y="{top + 16}">{escape(shown)}'
        f"<title>{escape(label)}</title></text>"
    ]
    left, whole = float(_LABEL), 0
    for part in parts:
        width = span * part.amount / most
        whole += part.amount
        if part.amount:
            drawn.append(
                f'<rect class="{part.kind}" x="{left:.1f}" y="{top + 3}" '
                f'width="{width:.1f}" height="18"><title>{escape(part.name)}：'
                f"{part.amount}</title></rect>"
            )
        left += width
    drawn.append(
        f'<text class="value" x="{left + 6:.1f}" y="{top + 16}">{whole}</text>'
    )
    return "".join(drawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of a plot: ``across`` and ``up`` in 0…100 (beyond is drawn at the edge),
    its class and its name."""

    across: Decimal
    up: Decimal
    kind: str
    name: str


def plot(title: str, across: str, up: str, points: Sequence[Point]) -> str:
    """Points up to 100 both ways, with the line on which both are equal. Both ways begin
    with the same number, so far down as the lowest point asks."""
    width, height = _PLOT + _MARGIN + 20, _PLOT + _MARGIN + 10
    low = _least(points)
    x0, y0, x1, y1 = _x(low, low), _y(low, low), _x(100, low), _y(100, low)
    drawn = [f'<line class="even" x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}"/>']
    for tick in range(low, 101, (100 - low) // 5):
        x, y = _x(tick, low), _y(tick, low)
        drawn.append(
            f'<line class="grid" x1="{x}" y1="{y0}" x2="{x}" y2="{y1}"/>'
            f'<line class="grid" x1="{x0}" y1="{y}" x2="{x1}" y2="{y}"/>'
            f'<text class="tick" x="{x}" y="{y0 + 16}">{tick}</text>'
            f'<text class="tick left" x="{x0 - 6}" y="{y + 4}">{tick}</text>'
        )
    for point in points:
        x, y = _x(_within(point.across, low), low), _y(_within(point.up, low), low)
        drawn.append(
            f'<circle class="{point.kind}" cx="{x}" cy="{y}" r="5">'
            f"<title>{escape(point.name)}</title></circle>"
        )
    drawn.append(
        f'<text class="tick" x="{(x0 + x1) / 2}" y="{height - 4}">{escape(across)}</text>'
        f'<text class="tick" x="{x0 + 26}" y="10">{escape(up)}</text>'
    )
    return _svg(title, width, height, "".join(drawn), "chart square")


def _least(points: Sequence[Point]) -> int:
    """Where the axes begin: a multiple of 20 below every point, 80 at the most."""
    lowest = min((min(p.across, p.up) for p in points), default=Decimal(0))
    return min(max(int(lowest) // 20 * 20, 0), 80)


def _within(value: Decimal, low: int) -> float:
    return float(min(max(value, Decimal(low)), Decimal(100)))


def _x(value: float, low: int) -> float:
    return round(_MARGIN + _PLOT * (value - low) / (100 - low), 1)


def _y(value: float, low: int) -> float:
    return round(18 + _PLOT * (100 - value) / (100 - low), 1)


def _svg(title: str, width: int, height: int, drawn: str, kind: str = "chart") -> str:
    return (
        f'<svg class="{kind}" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {width} {height}" preserveAspectRatio="xMinYMin meet" '
        f'xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
    )
