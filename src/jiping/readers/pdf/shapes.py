"""What stands on a page, in points from the upper left corner of the upright page."""

from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """A character and its box; ``confidence`` (0 to 1) where it was recognised."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None

    @property
    def box(self) -> Box:
        """Left, top, right and bottom."""
        return self.x0, self.top, self.x1, self.bottom


class Rule(NamedTuple):
    """A straight rule: where it lies, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page taken apart.

    ``across`` and ``down`` are its horizontal and vertical rules; ``pictured`` tells of
    a picture on it, ``hidden`` that its text is printed invisibly; ``unmapped`` counts
    characters whose font does not say what they are; ``recognised`` tells that its text
    was read from a picture, ``cut`` that something was left out, beyond a bound or past
    a fault.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    pictured: bool = False
    hidden: bool = False
    recognised: bool = False
    unmapped: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; ``em`` is the height of its characters."""

    text: str
    box: Box
    em: float
    glyphs: tuple[Glyph, ...]
    page: int = 0

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all the given ones."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
