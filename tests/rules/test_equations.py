"""Identities applied to a filing: the same arithmetic as the checks, on addresses."""

from decimal import Decimal
from pathlib import Path

import pytest
from writers.forms.packages import SAMPLES, sample

from jiping.intake import filings
from jiping.model.equation import Operation, refs, value
from jiping.model.filing import Filing
from jiping.model.values import Ref, half_up
from jiping.readers import read
from jiping.rules.identities.derive import derived
from jiping.rules.identities.equations import equations
from jiping.rules.identities.table import identities

CLEAN = [p for p in SAMPLES if p.stem != "zhiquan-investment"]


# 按收入性质分：2030.12: few print a sum there, and the sample does not.
SPLIT_SUMS = {"ZJ221", "ZJ222", "ZJ223", "ZJ224"}
# Rows that only some forms print, and items that only some units list.
BASE_SUMS = {"ZJ108", "ZJ109", "ZJ110", "ZJ111"}
ELSEWHERE = {"ZJ208", "DF309"}


def numbers(filing: Filing) -> dict[Ref, Decimal]:
    entries = (e for sheet in filing.sheets for e in sheet.entries())
    return {e.ref: e.number for e in entries if e.number is not None}


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_filing_holds_every_definition(path: Path) -> None:
    filing = sample(path)
    known = numbers(filing)
    held = 0
    for equation in equations(filing):
        if not (equation.defines and equation.left in known):
            continue
        if not set(refs(equation.right)) & known.keys():
            continue
        try:
            expected = value(equation.right, known)
        except ZeroDivisionError:
            continue
        stated = known[equation.left]
        exponent = stated.as_tuple().exponent
        assert isinstance(exponent, int)
        assert half_up(expected, Decimal(1).scaleb(min(exponent, 0))) == stated
        held += 1
    assert held > 10


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_derived_has_an_equation(path: Path) -> None:
    filing = sample(path)
    defined = {e.left for e in equations(filing) if e.defines}
    with_terms = {ref for ref in derived(filing) if ref.row != "building"}
    assert with_terms <= defined


def test_every_identity_between_tables_is_there() -> None:
    filing = sample(next(p for p in SAMPLES if p.stem == "tongpu-school"))
    found = {equation.rule for equation in equations(filing)}
    whole = (i for i in identities() if not i.each.startswith("funds"))
    assert {
        i.id for i in whole if "report" not in i.source
    } - SPLIT_SUMS - BASE_SUMS - ELSEWHERE <= found
    assert {"DF202", "DF301"} <= found
    assert all(equation.asks for equation in equations(filing))


def test_sums_printed_over_the_split_have_equations() -> None:
    text = """附件2
2023年度部门整体支出绩效自评表
\t年度预算申请\n\t\n\t年初预算数\n\t全年预算数\n\t全年执行数\n\t分值\n\t执行率\n\t得分\n
\t\n\t年度资金总额\n\t8\n\t9\n\t9\n\t10\n\t100%\n\t10\n
\t\n\t按收入性质分：9\n\t按支出性质分：9\n
\t\n\t一般公共预算：9\n\t基本支出：9\n
"""
    (filing,) = filings([read(text.encode(), "a.txt")])
    assert {equation.rule for equation in equations(filing)} >= SPLIT_SUMS


def test_sums_that_only_some_base_tables_have_are_equations_and_lock_nothing() -> None:
    rows = (
        "经费控制情况|2022年决算数|2023年预算数|2023年决算数",
        "一、基本支出|3|3|3",
        "（一）人员经费|2|2|2",
        "（二）公用经费|1|1|1",
        "二、项目支出|7|7|7",
        "1、市级专项资金|4|4|4",
        "（1）古籍修复|4|4|4",
        "2、上级转移支付|3|3|3",
        "（1）免费开放补助|3|3|3",
        "三、支出合计|10|10|10",
    )
    cells = ("\n".join(f"\t{cell}" for cell in row.split("|")) for row in rows)
    text = "附件1\n基础数据表\n" + "\n\n".join(cells) + "\n"
    (filing,) = filings([read(text.encode(), "a.txt")])
    found = [e for e in equations(filing) if e.rule in BASE_SUMS]
    assert {equation.rule for equation in found} == BASE_SUMS
    assert not any(equation.defines for equation in found)


def test_what_only_other_evaluation_tables_print_has_equations() -> None:
    text = """附件2
2023年度部门整体支出绩效自评表
\t部门名称\n\t青石县档案馆\n\t自评总分\n\t98\n
\t预算执行\n\t\n\t年初预算数\n\t全年预算数\n\t全年执行数\n\t分值\n\t执行率\n\t得分\n
\t\n\t年度资金总额\n\t8\n\t9\n\t9\n\t10\n\t100%\n\t10\n
\t\n\t1.单位资金\n\t8\n\t9\n\t9\n\t/\n\t/\n\t/\n
\t一级指标\n\t二级指标\n\t三级指标\n\t年度指标值\n\t实际完成值\n\t分值\n\t得分\n
\t产出指标\n\t数量指标\n\t编目\n\t9件\n\t9件\n\t90\n\t88\n
\t总分\n\t\n\t\n\t\n\t\n\t100\n\t98\n
"""
    (filing,) = filings([read(text.encode(), "a.txt")])
    assert {equation.rule for equation in equations(filing)} >= ELSEWHERE


def test_terms_stand_where_the_formula_has_them() -> None:
    filing = sample(SAMPLES[0])
    rate = next(e for e in equations(filing) if e.rule == "ZJ105")
    row = ("base", "", "staff")
    assert rate.left == Ref(*row, "control_rate")
    share = Operation("÷", (Ref(*row, "staff_in_post"), Ref(*row, "authorised_posts")))
    assert rate.right == Operation("×", (share, Decimal(100)))
    assert (rate.digits, rate.relation, rate.defines) == (2, "=", True)
