"""The table of identities, loaded from ``data/*.toml`` and held to its schema."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jiping.rules.identities import formula

REQUIRED = {"id", "title", "formula", "severity", "cites", "what", "why", "fix", "case"}
OPTIONAL = {"columns", "each", "all_parts", "printed", "optional", "since", "until"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One 勾稽 identity.

    ``columns`` are appended to the terms in turn; ``each`` (``project``, ``evaluation``,
    ``funds``) applies it to every such sheet as ``this``. ``all_parts`` asks every cell
    on the right to hold a number, where a blank cannot be read as 0. ``printed`` holds
    for rates, which are compared at the precision printed. ``optional`` identities
    speak of things that many filings do not state: they are silent, not skipped.
    """

    id: str
    title: str
    left: ast.expr
    relation: str
    right: ast.expr
    source: str
    severity: str
    cites: tuple[str, ...]
    page: str
    columns: tuple[str, ...] = ("",)
    each: str = ""
    all_parts: bool = False
    printed: bool = False
    optional: bool = False
    since: int = 2013
    until: int | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The forms that its terms stand in."""
        names = {
            node.id
            for side in (self.left, self.right)
            for node in ast.walk(side)
            if isinstance(node, ast.Name) and node.id not in formula.FUNCTIONS
        }
        forms = (names - {"this"}) | ({self.each} if self.each else set())
        return () if self.optional else tuple(sorted(forms - {"funds"}))


@cache
def identities() -> tuple[Identity, ...]:
    """All identities in order of their ids. Raises ValueError for a faulty entry."""
    found = [_identity(entry) for entry in raw_entries()]
    return tuple(sorted(found, key=lambda identity: identity.id))


def raw_entries() -> Iterator[Mapping[str, object]]:
    """The entries as they stand in the data, cases included."""
    for path in sorted((files(__package__) / "data").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            yield from tomllib.loads(path.read_text(encoding="utf-8"))["identity"]


def _identity(entry: Mapping[str, object]) -> Identity:
    name = entry.get("id", "?")
    wrong = (REQUIRED - entry.keys()) | (entry.keys() - REQUIRED - OPTIONAL)
    if wrong or not entry["cites"]:
        raise ValueError(f"identity {name}: missing or unknown {sorted(wrong)}")
    left, relation, right = formula.parse(str(entry["formula"]))
    given = {key: entry[key] for key in OPTIONAL - {"columns"} if key in entry}
    columns = entry.get("columns", [""])
    cites = entry["cites"]
    assert isinstance(columns, list) and isinstance(cites, list)
    return Identity(
        id=str(name),
        title=str(entry["title"]),
        left=left,
        relation=relation,
        right=right,
        source=str(entry["formula"]),
        severity=str(entry["severity"]),
        cites=tuple(cites),
        page="\n\n".join(
            f"## {heading}\n{str(entry[key]).strip()}"
            for heading, key in (
                ("查什么", "what"),
                ("为什么", "why"),
                ("怎么改", "fix"),
            )
        ),
        columns=tuple(columns),
        **given,  # type: ignore[arg-type]
    )
