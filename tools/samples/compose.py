"""A package in its layout: annex by annex, the report's figures bound to the tables."""

from collections.abc import Callable
from types import SimpleNamespace

from tools.samples.base_table import base_grid
from tools.samples.blocks import Block, Grid, Line, rewrite
from tools.samples.closing_tables import fund_grid, rubric_grid
from tools.samples.evaluation_tables import overall_grid, project_grid
from tools.samples.layouts import LAYOUTS, Layout
from tools.samples.model import Money, Package, Spend
from tools.samples.printing import Printer

WITHHELD = "（公开版本已隐去）"
SIGNED = "（已签章）"
NUMERALS = "一二三四五六七八九十"
FUND_TITLES = {
    "government_fund": "政府性基金预算支出情况表",
    "state_capital": "国有资本经营预算支出情况表",
    "social_insurance": "社会保险基金预算支出情况表",
}
NIL = {
    "government_fund": "说明：本单位本年度无政府性基金预算支出。",
    "state_capital": "说明：本单位本年度无国有资本经营预算支出。",
    "social_insurance": "说明：本单位本年度无社会保险基金预算支出。",
}
EXPLANATION = "说明：“项目支出”填列基本支出以外的全部项目支出，“公用经费”填列基本支出中的商品和服务支出。"


def compose(package: Package) -> tuple[Block, ...]:
    """The whole filing as blocks, keyed with the addresses of ``docs/keys.md``."""
    layout = LAYOUTS[package.layout]
    blocks = (
        *_annex(package, layout),
        *_report(package, layout),
        *_fund_tables(package, layout),
        *_rubric(package, layout),
    )
    return rewrite(blocks, _binder(package, layout))


def _binder(package: Package, layout: Layout) -> Callable[[str, str], str]:
    figures = _figures(package, layout)

    def bind(key: str, text: str) -> str:
        return text.format(**figures) if key.startswith("report:") else text

    return bind


def _figures(package: Package, layout: Layout) -> dict[str, object]:
    printer = Printer(package, layout)

    def money(value: Money) -> SimpleNamespace:
        return SimpleNamespace(
            initial=printer.money(value.initial),
            revised=printer.money(value.revised),
            executed=printer.money(value.executed),
            added=printer.money(value.revised - value.initial),
            left=printer.money(value.revised - value.executed),
            rate=printer.rate(value.rate),
        )

    def spend(value: Spend) -> SimpleNamespace:
        return SimpleNamespace(
            prior=printer.money(value.prior),
            budget=printer.money(value.budget),
            actual=printer.money(value.actual),
        )

    return {
        "year": package.year,
        "next": package.year + 1,
        "unit": package.unit,
        "authorised": package.authorised,
        "in_post": package.in_post,
        "overall": money(package.money),
        "basic": money(package.basic),
        "project": money(package.project_money),
        "general_project": money(package.general_project),
        "fund": money(package.government_fund),
        "general": printer.money(package.general_budget),
        "other": printer.money(package.other_income),
        "personnel": printer.money(package.personnel),
        "public": spend(package.base["public_total"]),
        "three": spend(package.three_public),
        "vehicle": spend(package.vehicle),
        "reception": spend(package.base["reception"]),
        "procurement": spend(package.base["procurement"]),
        "score": printer.number(package.overall.score),
        "p": [money(p.money) for p in package.projects],
        "p_score": [printer.number(p.evaluation.score) for p in package.projects],
    }


def _annex(package: Package, layout: Layout) -> tuple[Block, ...]:
    first, second, third, _, _ = layout.annexes
    year, subject = f"{package.year}年度", layout.subject
    tables: list[tuple[str, str, Grid, str]] = [
        (
            first,
            f"{year}{subject}整体支出绩效评价基础数据表",
            base_grid(package, layout),
            EXPLANATION,
        ),
        (
            second,
            f"{year}{subject}整体支出绩效自评表",
            overall_grid(package, layout),
            "",
        ),
    ]
    for project in package.projects:
        grid = project_grid(package, layout, project)
        tables.append((third, f"{year}项目支出绩效自评表", grid, layout.project_note))
    return tuple(
        block
        for annex, title, grid, note in tables
        for block in _sheet(package, layout, annex, title, grid, note)
    )


def _sheet(
    package: Package, layout: Layout, annex: str, title: str, grid: Grid, note: str
) -> tuple[Block, ...]:
    space = (Line(text=""),) * layout.gap
    return (
        Line(text=annex, style="annex", key=f"{grid.key}/annex"),
        *space,
        Line(text=title, style="title", key=f"{grid.key}/title"),
        grid,
        *((Line(text=note),) if note else ()),
        Line(
            text=_signature(package, layout),
            style="sign",
            key=f"{grid.key}/signature",
        ),
        *space,
    )


def _signature(package: Package, layout: Layout) -> str:
    values = {
        "填表人": WITHHELD,
        "填报日期": package.date,
        "联系电话": WITHHELD,
        "单位负责人签字": SIGNED,
    }
    return "    ".join(f"{field}：{values[field]}" for field in layout.signature)


def _report(package: Package, layout: Layout) -> tuple[Block, ...]:
    title = f"{package.year}年度{package.unit}{_whole(layout)}支出绩效自评报告"
    annex = Line(text=layout.annexes[3], style="annex", key="report:/annex")
    cover: tuple[Block, ...] = (
        Line(text=""),
        Line(text=title, style="cover", key="report:cover/p1"),
        *(Line(text=""),) * 4,
        Line(text=f"{layout.report_subject}（单位）名称：{package.unit}（盖章）"),
        Line(text=package.date, key="report:cover/p3"),
        Line(text="", style="break"),
    )
    return (
        annex,
        *(cover if layout.cover else (Line(text=""),)),
        Line(text=title, style="title", key="report:/title"),
        Line(text=""),
        *_chapters(package, layout),
        *_closing(package, layout),
    )


def _whole(layout: Layout) -> str:
    return "部门整体" if layout.trimmed else "整体"


def _chapters(package: Package, layout: Layout) -> tuple[Block, ...]:
    subject = layout.report_subject
    headings = [
        ("profile", f"{subject}基本情况"),
        ("general_budget", "一般公共预算支出情况"),
        ("government_fund", "政府性基金预算支出情况"),
        ("state_capital", "国有资本经营预算支出情况"),
        ("social_insurance", "社会保险基金预算支出情况"),
        ("performance", f"{subject}整体支出绩效情况"),
        ("problems", "存在的问题及原因分析"),
        ("improvement", "下一步改进措施"),
        ("use", f"{subject}整体支出绩效自评结果拟应用和公开情况"),
    ]
    if layout.other_chapter:
        headings.append(("other", "其他需要说明的情况"))
    parts = dict(
        zip(("duties", "organisation", "staffing"), layout.profile, strict=False)
    )
    within = {
        "profile": parts,
        "general_budget": {"basic": "基本支出情况", "project": "项目支出情况"},
    }
    blocks: list[Block] = []
    for number, (role, heading) in enumerate(headings):
        blocks += _chapter(package, role, f"{NUMERALS[number]}、{heading}")
        for place, (part, text) in enumerate(within.get(role, {}).items()):
            blocks += _chapter(package, part, f"（{NUMERALS[place]}）{text}")
    return tuple(blocks)


def _chapter(package: Package, role: str, heading: str) -> tuple[Block, ...]:
    return (
        Line(text=heading, style="heading", key=f"report:{role}/heading"),
        *(
            Line(text=text, key=f"report:{role}/p{place}")
            for place, text in enumerate(package.chapters.get(role, ()), start=1)
        ),
    )


def _closing(package: Package, layout: Layout) -> tuple[Block, ...]:
    names = (
        f"{layout.subject}整体支出绩效评价基础数据表",
        f"{layout.subject}整体支出绩效自评表",
        "项目支出绩效自评表",
        *FUND_TITLES.values(),
    )
    mark = "、" if layout.transfer else "."
    listed = tuple(
        Line(text=f"{place}{mark}{name}", key=f"report:attachments/p{place}")
        for place, name in enumerate(names, start=1)
    )
    sign = (
        ()
        if layout.cover
        else (
            Line(text=""),
            Line(text=f"{package.unit}（盖章）", key="report:closing/p1"),
            Line(text=package.date, key="report:closing/p2"),
        )
    )
    return (Line(text=""), Line(text="附件："), *listed, *sign, Line(text=""))


def _fund_tables(package: Package, layout: Layout) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for which, title in FUND_TITLES.items():
        filled = which == "government_fund" and package.government_fund.executed
        blocks += (
            Line(
                text=f"{package.year}年度{title}",
                style="title",
                key=f"funds:{which}/title",
            ),
            Line(text=f"单位：{package.money_unit}", key=f"funds:{which}/unit"),
            fund_grid(package, layout, which),
            *(() if filled else (Line(text=NIL[which], key=f"funds:{which}/note"),)),
            Line(text=""),
        )
    return tuple(blocks)


def _rubric(package: Package, layout: Layout) -> tuple[Block, ...]:
    if package.grading is None:
        return ()
    return (
        Line(text=layout.annexes[4], style="annex", key="rubric/annex"),
        Line(
            text="部门整体支出绩效自评工作考核评分表",
            style="title",
            key="rubric/title",
        ),
        rubric_grid(package),
    )
