"""Deliveries matched to units and years: what is missing, double, mixed or stray.

Pure: nothing is read here. Which of two is the newer is never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jiping.intake.text import squash
from jiping.model import terms
from jiping.model.delivery import (
    COLUMNS,
    Collection,
    Delivery,
    Double,
    Mixed,
    Piece,
    Standing,
    Stray,
)
from jiping.readers.grouping import owner

_ALWAYS = ("base", "overall", "report")
_REASON = "每个单位都要报送"
# A name may be written with the place in front of it (云溪县水利局, 水利局).
_PLACE_ENDINGS = "省市县区州旗镇乡"
_SHORTEST = 3
_SEPARATORS = re.compile(r"[/\\!]")
_NOTHING = "不是绩效自评的表或报告"
_NO_UNIT = "没有写单位名称，从文件名也看不出是哪个单位的"
_Key = tuple[str, int | None]


@dataclass(slots=True)
class _Names:
    """The names that units go by; the listed ones first."""

    known: dict[str, None] = field(default_factory=dict)

    def resolve(self, name: str) -> str:
        """The known unit that is meant, or the name itself, which is known from now."""
        if name not in self.known:
            like = [unit for unit in self.known if _same(unit, name)]
            if len(like) == 1:
                return like[0]
            self.known[name] = None
        return name

    def in_path(self, file: str) -> str:
        """The one known unit that a path names, ``""`` where it names none or several."""
        for part in reversed(_SEPARATORS.split(file)):
            text, own = squash(part), owner(part)
            found = [unit for unit in self.known if unit in text]
            found = [u for u in found if not any(u != o and u in o for o in found)]
            found = found or [unit for unit in self.known if _same(unit, own)]
            if found:
                return found[0] if len(found) == 1 else ""
        return ""


def _same(one: str, other: str) -> bool:
    """Whether one name is the other with the name of a place in front."""
    short, long = sorted((one, other), key=len)
    before = long.removesuffix(short)
    return (
        len(short) >= _SHORTEST
        and before != long
        and (not before or before[-1] in _PLACE_ENDINGS)
    )


def matched(
    deliveries: Iterable[Delivery], expected: Sequence[str] | None = None
) -> Collection:
    """The table of units and years, and all that does not fit into it.

    ``expected`` are the units that have to send something, if that is known.
    """
    wanted = tuple(dict.fromkeys(map(squash, expected or ())))
    names = _Names(dict.fromkeys(wanted))
    found = [
        replace(each, unit=names.resolve(each.unit)) if each.unit else each
        for each in _longest_first(deliveries)
    ]
    placed, strays = _placed(found, names)
    rows = _rows(placed)
    standings = [_standing(key, group, wanted, names) for key, group in rows.items()]
    order = {unit: at for at, unit in enumerate(wanted)}
    standings.sort(key=lambda s: (order.get(s.unit, len(order)), s.unit, s.year or 0))
    sent = {standing.unit for standing in standings}
    return Collection(
        standings=tuple(standings),
        mixed=tuple(_mixed(placed)),
        strays=tuple(strays),
        silent=tuple(unit for unit in wanted if unit not in sent),
        expected=None if expected is None else len(wanted),
        files=len({file for each in found for file in each.files}),
    )


def _longest_first(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Full names before short ones, so that these find what they are short for."""
    return sorted(deliveries, key=lambda each: -len(each.unit))


def _placed(
    found: Sequence[Delivery], names: _Names
) -> tuple[list[Delivery], list[Stray]]:
    """Deliveries with a unit; files of which nothing was placed, each with its reason."""
    placed: list[Delivery] = []
    strays: dict[str, Stray] = {}
    used: set[str] = set()
    for each in found:
        unit = _unit(each, names) if each.pieces else ""
        if each.pieces and unit:
            placed.append(replace(each, unit=unit))
            used |= {piece.place.file for piece in each.pieces}
        for file in each.files:
            stray = _stray(file, each)
            # Of several reasons that of the part that holds something of the file.
            if file not in strays or stray.reason == _NO_UNIT:
                strays[file] = stray
    left = [stray for file, stray in strays.items() if file not in used]
    return placed, sorted(left, key=lambda stray: (not stray.unread, stray.file))


def _unit(delivery: Delivery, names: _Names) -> str:
    """Whose a delivery is: as its tables say, else as its path does. Who carries out a
    project need not be who reports on it, so that name comes last."""
    if any(piece.unit for piece in delivery.pieces):
        return delivery.unit
    return names.in_path(delivery.files[0]) or delivery.unit


def _stray(file: str, delivery: Delivery) -> Stray:
    if any(piece.place.file == file for piece in delivery.pieces):
        return Stray(file=file, reason=_NO_UNIT)
    if file in delivery.unread:
        return Stray(file=file, reason=delivery.unread[file], unread=True)
    return Stray(file=file, reason=_NOTHING)


def _rows(placed: Sequence[Delivery]) -> Mapping[_Key, list[Delivery]]:
    """Deliveries by unit and year; one without a year joins the only year there is."""
    years: dict[str, set[int]] = {}
    for each in placed:
        if each.year is not None:
            years.setdefault(each.unit, set()).add(each.year)
    rows: dict[_Key, list[Delivery]] = {}
    for each in sorted(placed, key=lambda delivery: delivery.package):
        known = years.get(each.unit, set())
        year = next(iter(known)) if each.year is None and len(known) == 1 else each.year
        rows.setdefault((each.unit, year), []).append(each)
    return rows


def _standing(
    key: _Key, group: Sequence[Delivery], wanted: Sequence[str], names: _Names
) -> Standing:
    pieces: dict[str, list[Piece]] = {column: [] for column in COLUMNS}
    for delivery in group:
        for piece in delivery.pieces:
            if piece.column:
                pieces[piece.column].append(piece)
    needed = dict.fromkeys(_ALWAYS, _REASON)
    for delivery in group:
        needed |= delivery.needed
    return Standing(
        unit=key[0],
        year=key[1],
        pieces={column: tuple(found) for column, found in pieces.items()},
        missing={c: needed[c] for c in COLUMNS if c in needed and not pieces[c]},
        doubles=tuple(d for c, found in pieces.items() for d in _doubles(c, found)),
        sets=_sets(group),
        remarks=tuple(_remarks(key[1], group, names)),
        listed=key[0] in wanted if wanted else None,
    )


def _doubles(column: str, pieces: Sequence[Piece]) -> Iterator[Double]:
    """Tables of one kind, project tables of one name, that are there several times."""
    named: dict[str, list[Piece]] = {}
    for piece in pieces:
        name = squash(piece.name) if column == "project" else ""
        named.setdefault(name or piece.digest * (column == "project"), []).append(piece)
    for same in named.values():
        if len(same) > 1:
            yield Double(
                column=column,
                name=same[0].name if column == "project" else "",
                places=tuple(piece.place for piece in same),
                alike=len({piece.digest for piece in same}) == 1,
            )


def _sets(group: Sequence[Delivery]) -> tuple[str, ...]:
    """The packages that each hold most of a filing, where there are several."""
    whole: dict[str, set[str]] = {}
    for delivery in group:
        columns = {piece.column for piece in delivery.pieces} & set(_ALWAYS)
        whole.setdefault(delivery.package, set()).update(columns)
    sets = tuple(package for package, columns in whole.items() if len(columns) > 1)
    return sets if len(sets) > 1 else ()


def _remarks(
    year: int | None, group: Sequence[Delivery], names: _Names
) -> Iterator[str]:
    """Years that differ, and files under the name of another unit."""
    if year is None:
        yield "各表都没有写年度，请核对。"
    for delivery in group:
        for piece in delivery.pieces:
            if year is not None and piece.year not in (None, year):
                title = piece.name or terms.FORMS[piece.form]
                yield f"“{title}”写的是{piece.year}年（{piece.place.file}），请核对年度。"
            if piece.unit and not _alike(piece.unit, delivery.unit):
                title = terms.FORMS[piece.form]
                yield (
                    f"{title}写的单位是{piece.unit}，与{delivery.unit}不同"
                    f"（{piece.place.file}），请核对。"
                )
        for file in sorted({piece.place.file for piece in delivery.pieces}):
            called = names.in_path(file)
            if called and called != delivery.unit:
                yield f"文件“{file}”的名称是{called}，里面写的是{delivery.unit}，请核对。"


def _alike(one: str, other: str) -> bool:
    """Whether one name holds the other, as a department's holds its office's."""
    return one in other or other in one


def _mixed(placed: Sequence[Delivery]) -> Iterator[Mixed]:
    """Packages with tables of several units; the file alone where they share one."""
    units: dict[str, dict[str, None]] = {}
    files: dict[str, dict[str, None]] = {}
    for each in placed:
        units.setdefault(each.package, {})[each.unit] = None
        for piece in each.pieces:
            files.setdefault(piece.place.file, {})[each.unit] = None
    shared = {file: tuple(named) for file, named in files.items() if len(named) > 1}
    for package, named in units.items():
        within = [
            Mixed(name=file, units=units_)
            for file, units_ in shared.items()
            if set(units_) <= set(named)
        ]
        if len(named) > 1:
            yield from within or [Mixed(name=package, units=tuple(named))]
