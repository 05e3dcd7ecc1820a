"""The filings of the fictional county that ``jiping demo`` loads.

``python -m tools.samples.county`` writes ``src/jiping/web/demo/filings/YEAR/SLUG.txt``:
``last`` and ``this`` year's filing of each unit in the text layout, the second going on
from the first (what was spent is the next one's prior year), and each department's as
the sum of its units. Years and days are left open as ``{本年}`` and the like, so that
they can be set when the county is loaded.
"""

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from importlib.resources import files
from pathlib import Path
from typing import Any

from tools.samples.compose import compose
from tools.samples.many import BUSINESS, base_of, chapters_of, evaluation_of, near
from tools.samples.model import Evaluation, Money, Package, Project, Spend, verify
from tools.samples.text import to_text

FOLDER = Path(__file__).parents[2] / "src" / "jiping" / "web" / "demo" / "filings"
YEARS = ("last", "this")
# A year that no figure can be taken for.
_YEAR = 2050
_OPEN = {
    f"{_YEAR + 1}年2月30日": "{填报日期}",
    f"{_YEAR + 1}年2月31日": "{公开日期}",
}
_WORDS = {_YEAR - 1: "{上年}", _YEAR: "{本年}", _YEAR + 1: "{次年}"}
_PUBLISHED = "{next}年6月1日"
Table = dict[str, Any]


def filings() -> dict[str, str]:
    """``last/school-own`` and so on, with the text of each filing."""
    county = _content("county")
    pools = _content("pools")
    kinds = {kind["unit"]: kind for kind in pools["kinds"]}
    before: dict[str, Package] = {}
    texts: dict[str, str] = {}
    for year in YEARS:
        now: dict[str, Package] = {}
        pools["words"] = county["words"][year]
        for unit in county["units"]:
            whole = {**kinds.get(unit.get("kind", ""), {}), **unit}
            drawn = random.Random(f"county/{year}/{unit['slug']}")
            last = before.get(unit["slug"])
            now[unit["slug"]] = _package(pools, whole, last, drawn)
        for department in county["departments"]:
            own = [u for u in county["units"] if u["parent"] == department["slug"]]
            parts = [now[u["slug"]] for u in own if not u.get("transfer")]
            drawn = random.Random(f"county/{year}/{department['slug']}")
            kind = {**own[0], **department}
            now[department["slug"]] = _sum(pools, kind, parts, drawn)
        texts |= {f"{year}/{slug}": opened(p) for slug, p in now.items()}
        before = now
    return texts


def opened(package: Package) -> str:
    """The text of a package with years and days left open."""
    text = to_text(compose(verify(package)))
    for day, word in _OPEN.items():
        text = text.replace(day, word)
    return re.sub(r"20(49|50|51)(?=\s?年)", lambda found: _WORDS[int(found[0])], text)


def _content(name: str) -> Table:
    folder = files("tools.samples") / "content"
    return tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))


def _package(
    pools: Table, unit: Table, last: Package | None, draw: random.Random
) -> Package:
    size = last.basic.revised if last else Decimal(unit["basic"])
    revised = near(draw, size, 98, 105)
    basic = Money(
        initial=near(draw, revised, 96, 99), revised=revised, executed=revised
    )
    projects = tuple(
        _project(pools, unit, kind, last, draw) for kind in _kinds(pools, unit)
    )
    base = base_of(draw, revised)
    bought = near(draw, base["public_total"].budget, 30, 60)
    base["procurement"] = Spend(budget=bought, actual=near(draw, bought, 92, 99))
    if last is not None:
        base = {k: replace(s, prior=last.base[k].actual) for k, s in base.items()}
    posts = unit["people"]
    return _made(
        pools, unit, draw, base, basic, projects, (posts, posts - draw.randint(0, 3))
    )


def _kinds(pools: Table, unit: Table) -> list[Table]:
    extras = {project["name"]: project for project in pools["projects"]}
    own = {**unit, "name": BUSINESS, "line": "business"}
    return [own, *(extras[name] for name in unit["projects"])]


def _project(
    pools: Table, unit: Table, kind: Table, last: Package | None, draw: random.Random
) -> Project:
    before = (
        next((p for p in last.projects if p.name == kind["name"]), None)
        if last
        else None
    )
    size = (
        before.money.revised
        if before
        else Decimal(unit["basic"] * draw.randint(12, 60) // 100)
    )
    revised = near(draw, size, 95, 108).quantize(Decimal(1))
    money = Money(
        initial=revised + draw.choice((0, 0, 2, 5)),
        revised=revised,
        executed=near(draw, revised, 95, 99),
    )
    return Project(
        name=kind["name"],
        line=kind["line"],
        prior=before.money.executed if before else near(draw, revised, 85, 105),
        evaluation=evaluation_of(pools, kind, money, draw),
    )


def _sum(
    pools: Table, kind: Table, parts: Sequence[Package], draw: random.Random
) -> Package:
    base = {
        key: reduce(Spend.__add__, (p.base[key] for p in parts))
        for key in parts[0].base
    }
    basic = reduce(Money.__add__, (p.basic for p in parts))
    merged: dict[str, Project] = {}
    for project in (each for part in parts for each in part.projects):
        same = merged.get(project.name)
        money = same.money + project.money if same else project.money
        merged[project.name] = replace(
            same or project,
            prior=(same.prior if same else 0) + project.prior,
            evaluation=replace((same or project).evaluation, money=money),
        )
    people = (sum(p.authorised for p in parts), sum(p.in_post for p in parts))
    return _made(pools, kind, draw, base, basic, tuple(merged.values()), people)


def _made(
    pools: Table,
    unit: Table,
    draw: random.Random,
    base: Mapping[str, Spend],
    basic: Money,
    projects: tuple[Project, ...],
    people: tuple[int, int],
) -> Package:
    whole = sum((p.money for p in projects), basic)
    overall = evaluation_of(pools, unit, whole, draw)
    chapters = chapters_of(pools, unit, "general", projects, overall, draw)
    chapters |= _words(pools, overall, draw)
    return Package(
        slug=unit["slug"],
        layout="general",
        year=_YEAR,
        unit=unit["unit"],
        authority=unit["unit"].removesuffix("（本级）"),
        date=f"{_YEAR + 1}年2月30日",
        money_unit="万元",
        authorised=people[0],
        in_post=people[1],
        base=dict(base),
        basic=basic,
        projects=projects,
        overall=overall,
        economy=draw.choice(pools["economy"]),
        chapters=chapters,
    )


def _words(
    pools: Table, overall: Evaluation, draw: random.Random
) -> dict[str, tuple[str, ...]]:
    """The chapters that are worded anew every year."""
    words = pools["words"]
    pairs = [draw.choice(each) for each in words["problems"]]
    said = {
        "DONE": "，".join(f"{row.name}{row.actual}" for row in overall.indicators),
        "SURVEY": f"{draw.choice(pools['surveys'])}{draw.randint(200, 900)}人",
        "CHANNEL": draw.choice(pools["channels"]),
        _PUBLISHED: f"{_YEAR + 1}年2月31日",
    }

    def filled(text: str) -> str:
        for word, put in said.items():
            text = text.replace(word, put)
        return text

    return {
        "performance": tuple(filled(text) for text in words["performance"]),
        "use": ("".join(filled(text) for text in words["use"]),),
        "problems": tuple(f"{n}.{pair[0]}" for n, pair in enumerate(pairs, start=1)),
        "improvement": tuple(f"{n}.{pair[1]}" for n, pair in enumerate(pairs, start=1)),
    }


def main() -> None:
    """Write every filing."""
    for name, text in filings().items():
        path = FOLDER / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"{len(filings())} filings in {FOLDER}")


if __name__ == "__main__":
    main()
