"""Rules to grids: which rules belong together, and which cells they fence in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jiping.readers.pdf.shapes import Box, Rule

# Double and thick rules, and joints that do not quite meet, lie within this (points).
NEAR = 3.0
_OPEN = 6.0
_MOST = 600
_COVERS = 0.6

Edges = list[list[bool]]


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a grid: 0-based row and column, and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Boundaries from left to right and from top to bottom, and the cells between."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, span: Span) -> Box:
        """Where a cell stands on the page."""
        return (
            self.xs[span.column],
            self.ys[span.row],
            self.xs[span.column + span.columns],
            self.ys[span.row + span.rows],
        )


def grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The ruled tables of a page: two cells at least, from top to bottom."""
    level, upright = _joined(across), _joined(down)
    if max(len(level), len(upright)) > _MOST:
        return []
    found = [_grid(*part) for part in _connected(level, upright)]
    return sorted(
        (grid for grid in found if grid is not None and len(grid.spans) > 1),
        key=lambda grid: (grid.ys[0], grid.xs[0]),
    )


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Collinear rules that meet, as one; a double rule counts as one."""
    joined: list[Rule] = []
    for group in _near(sorted(rules)):
        at = (group[0].at + group[-1].at) / 2
        runs: list[Rule] = []
        for rule in sorted(group, key=lambda rule: rule.start):
            if runs and rule.start <= runs[-1].end + NEAR:
                end = max(rule.end, runs[-1].end)
                runs[-1] = Rule(at, runs[-1].start, end)
            else:
                runs.append(Rule(at, rule.start, rule.end))
        joined.extend(runs)
    return joined


def _near(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR
        and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _connected(
    level: Sequence[Rule], upright: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together; an underline inside a cell hangs on nothing."""
    rules = [*level, *upright]
    leader = list(range(len(rules)))

    def lead(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for at, rule in enumerate(level):
        met = [k for k, other in enumerate(upright, len(level)) if _meet(rule, other)]
        if _is_fence(rule, [rules[k] for k in met]):
            for k in met:
                leader[lead(k)] = lead(at)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at, rule in enumerate(rules):
        parts.setdefault(lead(at), ([], []))[at >= len(level)].append(rule)
    for part in parts.values():
        if part[0] and part[1]:
            yield part


def _is_fence(rule: Rule, met: Sequence[Rule]) -> bool:
    """True for a rule that ends on two others or is crossed by one."""
    return len(met) > 1 or any(
        rule.start + NEAR < other.at < rule.end - NEAR for other in met
    )


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    ys = _boundaries([r.at for r in level], upright)
    xs = _boundaries([r.at for r in upright], level)
    if len(xs) < 2 or len(ys) < 2:
        return None
    below = _edges(level, ys, xs)
    beside = _edges(upright, xs, ys)
    return Grid(xs, ys, tuple(_spans(len(ys) - 1, len(xs) - 1, below, beside)))


def _boundaries(at: list[float], crossing: Sequence[Rule]) -> tuple[float, ...]:
    """Where rules lie, and where those that cross them end if that is farther out.

    A table may be open at its sides, and at the edge of a page.
    """
    kept: list[float] = []
    for value in sorted(at):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    if first < kept[0] - _OPEN:
        kept.insert(0, first)
    if last > kept[-1] + _OPEN:
        kept.append(last)
    return tuple(kept)


def _edges(rules: Sequence[Rule], ats: Sequence[float], ends: Sequence[float]) -> Edges:
    """For each boundary, which of the intervals along it a rule covers."""
    edges = [[False] * (len(ends) - 1) for _ in ats]
    for rule in rules:
        at = min(range(len(ats)), key=lambda k: abs(ats[k] - rule.at))
        for k, (start, end) in enumerate(pairwise(ends)):
            covered = min(end, rule.end) - max(start, rule.start)
            if covered > _COVERS * (end - start):
                edges[at][k] = True
    return edges


def _spans(rows: int, columns: int, below: Edges, beside: Edges) -> Iterator[Span]:
    """Every cell once: units that no edge parts, as far right and down as they go."""
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = 1
            while (
                column + wide < columns
                and not beside[column + wide][row]
                and not taken[row][column + wide]
            ):
                wide += 1
            high = 1
            while row + high < rows and _goes_on(
                row + high, column, wide, below, beside, taken
            ):
                high += 1
            for at in range(row, row + high):
                taken[at][column : column + wide] = [True] * wide
            yield Span(row, column, high, wide)


def _goes_on(
    row: int, column: int, wide: int, below: Edges, beside: Edges, taken: Edges
) -> bool:
    """Whether a cell of a width goes on into a row."""
    across = range(column, column + wide)
    return not any(below[row][k] or taken[row][k] for k in across) and not any(
        beside[k][row] for k in across[1:]
    )
