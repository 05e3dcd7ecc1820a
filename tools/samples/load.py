"""Content files (TOML) to packages."""

import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any

from tools.samples.model import (
    ZERO,
    Building,
    Evaluation,
    Indicator,
    Money,
    Package,
    Project,
    Spend,
    verify,
)

Table = dict[str, Any]


def load(name: str) -> Package:
    """The package of ``content/NAME.toml``. Raises ValueError where it is not clean."""
    text = (files("tools.samples") / "content" / f"{name}.toml").read_text("utf-8")
    return package_of(name, tomllib.loads(text, parse_float=Decimal))


def package_of(slug: str, data: Table) -> Package:
    """The package that parsed content describes."""
    projects = tuple(_project(table) for table in data["projects"])
    basic = _money([data["basic"][0], data["basic"][1], data["basic"][1]])
    whole = sum((p.money for p in projects), basic)
    return verify(
        Package(
            slug=slug,
            layout=data["layout"],
            year=data["year"],
            unit=data["unit"],
            authority=data["authority"],
            date=data["date"],
            money_unit=data.get("money_unit", "万元"),
            authorised=data["authorised"],
            in_post=data["in_post"],
            base={key: _spend(row) for key, row in data["base"].items()},
            basic=basic,
            projects=projects,
            overall=_evaluation(data["overall"], whole),
            economy=data["economy"],
            chapters={key: tuple(lines) for key, lines in data["chapters"].items()},
            government_subject=data.get("government_subject", ""),
            other_income=Decimal(data.get("other_income", ZERO)),
            building=_building(data.get("building")),
            grading=_grading(data.get("grading")),
        )
    )


def _decimals(row: list[Any]) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in row)


def _spend(row: list[Any]) -> Spend:
    prior, budget, actual = _decimals(row)
    return Spend(prior=prior, budget=budget, actual=actual)


def _money(row: list[Any]) -> Money:
    initial, revised, executed = _decimals(row)
    return Money(initial=initial, revised=revised, executed=executed)


def _project(table: Table) -> Project:
    prior, *money = table["money"]
    return Project(
        name=table["name"],
        line=table["line"],
        prior=Decimal(prior),
        evaluation=_evaluation(table, _money(money)),
        carried_over=_money(table.get("carried_over", [0, 0, 0])),
        other_funds=_money(table.get("other_funds", [0, 0, 0])),
        source=table.get("source", "general"),
    )


def _evaluation(table: Table, money: Money) -> Evaluation:
    return Evaluation(
        money=money,
        expected=table["expected"],
        actual=table["actual"],
        indicators=tuple(_indicator(row) for row in table["indicators"]),
    )


def _indicator(row: list[Any]) -> Indicator:
    level2, name, target, actual, weight, *note = row
    return Indicator(
        level2=level2,
        name=name,
        target=target,
        actual=actual,
        weight=Decimal(weight),
        note=note[0] if note else "",
    )


def _building(row: list[Any] | None) -> Building | None:
    if row is None:
        return None
    approved_area, actual_area, approved_investment, actual_investment = _decimals(row)
    return Building(
        approved_area=approved_area,
        actual_area=actual_area,
        approved_investment=approved_investment,
        actual_investment=actual_investment,
    )


def _grading(rows: list[list[str]] | None) -> tuple[tuple[str, str], ...] | None:
    return None if rows is None else tuple((row[0], row[1]) for row in rows)
