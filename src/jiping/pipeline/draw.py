"""A draw for spot checks (抽查) that anyone can repeat.

The list is one unit a line: code, then anything after a tab. Lines are trimmed, blank
ones left out, and sorted; the list's digest is SHA-256 over them in UTF-8, each ended by
a line feed. A unit's lot is SHA-256 over seed, line feed, code; those with the smallest
lots (as hexadecimal text) are drawn. With the seed's own digest published before the
list closes, nobody can choose whom it draws.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One unit of the list: its line, its code, the digest that places it."""

    line: str
    code: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The lots in their order, those drawn first; ``list_digest`` and ``seed_digest`` are
    what must have been published."""

    drawn: tuple[Lot, ...]
    rest: tuple[Lot, ...]
    list_digest: str
    seed_digest: str


def draw(seed: str, lines: Iterable[str], count: int) -> Drawn:
    """Draw ``count`` units. Raises ValueError (a Chinese sentence) for no seed, a count
    that the list does not hold, or a code that stands in it twice."""
    kept = tidied(lines)
    if not seed.strip():
        raise ValueError("没有给出种子。")
    if not 1 <= count <= len(kept):
        raise ValueError(f"名单有{len(kept)}个单位，抽取数要在1到{len(kept)}之间。")
    codes = [line.partition("\t")[0].strip() for line in kept]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f"名单里有重复的单位编码：{'、'.join(twice)}。")
    lots = sorted(
        (
            Lot(line=line, code=code, digest=_digest(f"{seed.strip()}\n{code}"))
            for line, code in zip(kept, codes, strict=True)
        ),
        key=lambda lot: (lot.digest, lot.code),
    )
    return Drawn(
        drawn=tuple(lots[:count]),
        rest=tuple(lots[count:]),
        list_digest=list_digest(kept),
        seed_digest=seed_digest(seed),
    )


def tidied(lines: Iterable[str]) -> list[str]:
    """The lines of a list as its digest is taken over them."""
    return sorted(line.strip() for line in lines if line.strip())


def list_digest(lines: Iterable[str]) -> str:
    """SHA-256 of a list, in hexadecimal."""
    return _digest("".join(f"{line}\n" for line in tidied(lines)))


def seed_digest(seed: str) -> str:
    """SHA-256 of a seed: what is published before it."""
    return _digest(seed.strip())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
