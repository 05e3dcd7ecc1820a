"""Any number of clean filings, all different, the same for the same seed."""

import random
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

from tools.samples.model import (
    CENT,
    CLASS_POINTS,
    LEVEL2,
    Evaluation,
    Indicator,
    Money,
    Package,
    Project,
    Spend,
    verify,
)

Pools = dict[str, Any]
BUSINESS = "业务工作经费"


def many(count: int, seed: int = 1) -> Iterator[Package]:
    """``count`` packages, one after another; layout, unit, year and figures vary.

    A package depends on ``seed`` and on its own place alone.
    """
    text = (files("tools.samples") / "content" / "pools.toml").read_text("utf-8")
    pools = tomllib.loads(text)
    for place in range(count):
        yield verify(_package(pools, place, random.Random(f"{seed}/{place}")))


def _package(pools: Pools, place: int, draw: random.Random) -> Package:
    layout = ("city", "general", "district")[place % 3]
    kind = draw.choice(pools["kinds"])
    region = draw.choice(pools["regions"][layout])
    year = draw.choice((2023, 2024))
    authorised = draw.randint(9, 120)
    basic_revised = _amount(draw, 120, 1800)
    basic = Money(
        initial=basic_revised - _amount(draw, 3, 40),
        revised=basic_revised,
        executed=basic_revised,
    )
    projects = _projects(pools, kind, layout, draw)
    whole = sum((p.money for p in projects), basic)
    overall = evaluation_of(pools, kind, whole, draw)
    base = base_of(draw, basic_revised)
    return Package(
        slug=f"many-{place:05}",
        layout=layout,
        year=year,
        unit=f"{region}第{place + 1}{kind['unit']}",
        authority=f"{region}{kind['authority']}",
        date=f"{year + 1}年6月{draw.randint(3, 15)}日",
        money_unit="万元",
        authorised=authorised,
        in_post=authorised - draw.randint(0, authorised // 6),
        base=base,
        basic=basic,
        projects=projects,
        overall=overall,
        economy=draw.choice(pools["economy"]),
        chapters=chapters_of(pools, kind, layout, projects, overall, draw),
    )


def _amount(draw: random.Random, low: int, high: int) -> Decimal:
    return draw.randint(low * 100, high * 100) * CENT


def near(draw: random.Random, value: Decimal, low: int, high: int) -> Decimal:
    """``low`` to ``high`` percent of a value, in whole cents."""
    return (value * draw.randint(low * 10, high * 10) / 1000).quantize(CENT)


def _spend(draw: random.Random, budget: Decimal) -> Spend:
    return Spend(
        prior=near(draw, budget, 90, 110),
        budget=budget,
        actual=near(draw, budget, 91, 99),
    )


def base_of(draw: random.Random, basic: Decimal) -> dict[str, Spend]:
    public = _spend(draw, near(draw, basic, 8, 14))
    return {
        "vehicle_purchase": Spend(),
        "vehicle_running": _spend(draw, _amount(draw, 2, 9)),
        "abroad": Spend(),
        "reception": _spend(draw, _amount(draw, 1, 5)),
        "public_total": public,
        "public_office": _part(draw, public, 30),
        "public_utilities_travel": _part(draw, public, 24),
        "public_meeting_training": _part(draw, public, 8),
        "procurement": Spend(budget=public.budget, actual=public.actual),
    }


def _part(draw: random.Random, whole: Spend, share: int) -> Spend:
    portion = draw.randint(share * 10 - 30, share * 10 + 30)
    return Spend(
        prior=(whole.prior * portion / 1000).quantize(CENT),
        budget=(whole.budget * portion / 1000).quantize(CENT),
        actual=(whole.actual * portion / 1000).quantize(CENT),
    )


def _projects(
    pools: Pools, kind: Pools, layout: str, draw: random.Random
) -> tuple[Project, ...]:
    extras = [p for p in pools["projects"] if layout != "city" or p["line"] != "added"]
    chosen = draw.sample(extras, draw.randint(0, min(3, len(extras))))
    own = {**kind, "name": BUSINESS, "line": "business"}
    projects = []
    for project in (own, *chosen):
        revised = Decimal(draw.randint(20, 600))
        money = Money(
            initial=revised + draw.choice((0, 0, 2, 5)),
            revised=revised,
            executed=near(draw, revised, 96, 99),
        )
        projects.append(
            Project(
                name=project["name"],
                line=project["line"],
                prior=near(draw, revised, 85, 105),
                evaluation=evaluation_of(pools, project, money, draw),
            )
        )
    return tuple(projects)


def evaluation_of(
    pools: Pools, kind: Pools, money: Money, draw: random.Random
) -> Evaluation:
    indicators: list[Indicator] = []
    for level1, points in CLASS_POINTS.items():
        wanted = _wanted(kind["measures"], level1, draw)
        weights = _weights(points, len(wanted), draw)
        indicators += (
            _indicator(pools, measure, weight, draw)
            for measure, weight in zip(wanted, weights, strict=True)
        )
    first, second = indicators[0], indicators[-1]
    return Evaluation(
        money=money,
        expected=f"{kind['goal']}。{first.name}{first.target}，{second.name}{second.target}。",
        actual=f"{first.name}{first.actual}，{second.name}{second.actual}。",
        indicators=tuple(indicators),
    )


def _wanted(measures: list[Any], level1: str, draw: random.Random) -> list[Any]:
    """Some measures of a class, of each level 2 at least one."""
    first = {measure[0]: measure for measure in reversed(measures)}
    return [
        measure
        for measure in measures
        if LEVEL2[measure[0]] == level1
        and (measure is first[measure[0]] or draw.random() < 0.7)
    ]


def _weights(points: int, count: int, draw: random.Random) -> list[Decimal]:
    even = points // count
    weights = [even] * count
    weights[draw.randrange(count)] += points - even * count
    return [Decimal(weight) for weight in weights]


def _indicator(
    pools: Pools, measure: list[Any], weight: Decimal, draw: random.Random
) -> Indicator:
    level2, name, relation, unit, low, high, decimals = measure
    step = Decimal(1).scaleb(-decimals)
    target = (Decimal(draw.randint(low * 100, high * 100)) / 100).quantize(step)
    missed = draw.random() < 0.2
    better = (relation == "≥") != missed
    factor = Decimal(draw.randint(5, 60)) / 1000
    actual = target * (1 + factor if better else 1 - factor)
    digits = Decimal("0.1") if unit == "%" else step
    if unit == "%":
        actual = min(actual, Decimal("99.9"))
    row = Indicator(
        level2=level2,
        name=name,
        target=f"{relation}{target}{unit}",
        actual=f"{actual.quantize(digits)}{unit}",
        weight=weight,
    )
    if row.score == weight:
        return row
    note = f"{draw.choice(pools['reasons'])}；{draw.choice(pools['remedies'])}。"
    return Indicator(
        level2=level2,
        name=name,
        target=row.target,
        actual=row.actual,
        weight=weight,
        note=note,
    )


def chapters_of(
    pools: Pools,
    kind: Pools,
    layout: str,
    projects: tuple[Project, ...],
    overall: Evaluation,
    draw: random.Random,
) -> dict[str, tuple[str, ...]]:
    offices = kind["offices"]
    people = "核定编制{authorised}人，{year}年末在职{in_post}人。"
    split = "，".join(
        f"{p.name}{{p[{i}].executed}}万元" for i, p in enumerate(projects)
    )
    done = "，".join(f"{row.name}{row.actual}" for row in overall.indicators)
    numbered = [f"{i}.{text[0]}" for i, text in enumerate(pools["problems"], start=1)]
    answers = [f"{i}.{text[1]}" for i, text in enumerate(pools["problems"], start=1)]
    asked = draw.randint(200, 900)
    return {
        "duties": (kind["duty"],),
        "organisation": (
            f"本单位内设{'、'.join(offices)}，共{len(offices)}个股室。"
            + ("" if layout == "general" else people),
        ),
        "staffing": (people,),
        "general_budget": (
            "{year}年一般公共预算支出{general}万元，预算执行率{overall.rate}。",
        ),
        "basic": (
            "{year}年基本支出年初预算数{basic.initial}万元，实际支出决算数{basic.executed}万元。"
            "其中：人员经费{personnel}万元，公用经费{public.actual}万元。",
        ),
        "project": (
            "{year}年项目支出年初预算数{project.initial}万元，全年预算数{project.revised}万元，"
            f"实际支出决算数{{project.executed}}万元，其中{split}。",
        ),
        "government_fund": ("{year}年度本单位无政府性基金预算支出。",),
        "state_capital": ("{year}年度本单位无国有资本经营预算支出。",),
        "social_insurance": ("{year}年度本单位无社会保险基金预算支出。",),
        "performance": (
            "{year}年度整体支出绩效自评得分{score}分，等级为优。",
            f"年度主要指标完成情况：{done}。",
            f"满意度通过{draw.choice(pools['surveys'])}{asked}人取得。"
            "三公经费实际支出{three.actual}万元，预算{three.budget}万元，没有超支。",
        ),
        "problems": tuple(numbered),
        "improvement": tuple(answers),
        "use": (
            "自评结果作为编制{next}年预算和内部考核的依据，没有完成的指标列入整改清单。"
            f"自评报告于{{next}}年6月{draw.randint(18, 29)}日在{draw.choice(pools['channels'])}公开。",
        ),
        "other": ("无。",),
    }
