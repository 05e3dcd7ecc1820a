"""What rules about prose share: claims, lists, slips, repeats, personal data."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiping.intake.text import squash
from jiping.intake.values import entry, text_entry
from jiping.model.finding import Hit
from jiping.model.values import Ref
from jiping.rules import rules, run
from jiping.rules.cases import prepare, worked_cases
from jiping.rules.registry import hit
from jiping.rules.shared.narrative import results
from jiping.rules.shared.text_claims import claims
from jiping.rules.shared.text_left import left_over
from jiping.rules.shared.text_lists import lists
from jiping.rules.shared.text_names import akin, county, same_project, slip
from jiping.rules.shared.text_personal import is_card, is_identity, masked, personal
from jiping.rules.shared.text_repeats import repeated
from jiping.rules.shared.text_typos import misspelt_words, punctuation, variant_glyphs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“三公”经费控制在预算范围内", [("three_public", "budget")]),
        ("公务接待费较2022年减少0.20万元", [("reception", "prior")]),
        (
            "三公经费6.17万元，其中公务接待费0.86万元，没有超过预算",
            [("three_public", "budget")],
        ),
        ("三公经费未能控制在预算内", []),
        ("下一步力争三公经费控制在预算内", []),
        ("会议费控制在预算内", []),
        ("三公经费按规定列支。培训费没有超过预算", []),
    ],
)
def test_claims_are_about_the_item_before_them(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(claim.row, claim.kind) for claim in claims(text)] == found


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("内设5个股室（办公室、保管股、利用股、技术股）", [(5, 4, 4)]),
        ("内设办公室、保管和利用股、技术股三个职能股室", [(3, 3, 4)]),
        ("会同公安、民政、司法等8个部门", [(8, 3, 99)]),
        ("设办公室（加挂信访办牌子）、财务股、审批股3个内设机构", [(3, 3, 3)]),
        ("全县12个乡镇、3个街道", []),
    ],
)
def test_lists_are_counted_between_bounds(
    text: str, spans: list[tuple[int, int, int]]
) -> None:
    assert [(each.stated, each.least, each.most) for each in lists(text)] == spans


def test_a_slip_is_told_from_another_name() -> None:
    assert slip("青石县档案档案馆", "青石县档案馆") == "重复了“档案”"
    assert slip("青石县档馆", "青石县档案馆") == "漏了“案”"
    assert slip("青石县图书馆", "青石县档案馆") == ""
    assert slip("青石县第一中学", "青石县第二中学") == ""
    assert (
        slip("青石县控制预防中心", "青石县预防控制中心") == "“预防控制”写成了“控制预防”"
    )
    assert slip("青石县第二一中学", "青石县第一二中学") == ""


def test_names_of_projects_and_counties() -> None:
    assert same_project("2、运行维护经费", "运行维护费")
    assert not same_project("业务经费", "业务工作经费")
    assert akin("业务经费", "1、业务工作经费")
    assert not akin("库房改造", "设备购置")
    assert county("青石县档案馆") == "青石县"
    assert county("市场监督管理局") == ""


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("承上启下、协调左右、联系内外,承上启下、协调左右、联系内外,统筹推进", True),
        ("下设2个二级机构(方志室、文献中心2个二级机构)", True),
        ("内设机构包括:本馆编制12名。本馆内设:办公室、保管股", True),
        ("内设机构包括:办公室、保管股。下设机构包括:方志室、文献中心", False),
        ("一是加强预算管理,二是加强预算管理制度建设", False),
    ],
)
def test_repeats(text: str, twice: bool) -> None:
    assert bool(list(repeated(text))) is twice


@pytest.mark.parametrize(
    "text",
    [
        "主任努力工作,各项日常工作公平合理,攻坚难点,环节于年底完成",
        "坚持平等、公开,三等、四等奖励,加强和改进预算管理",
        "为了了解情况,做好与各单位的沟通(含乡镇),近年未能完成",
        "实施15个(含上年项目5个),(一)数量指标。1)接收档案",
    ],
)
def test_sound_prose_has_no_slips(text: str) -> None:
    for find in (misspelt_words, variant_glyphs, punctuation):
        assert list(find(text)) == []


def test_results_are_no_years_ordinals_or_amounts() -> None:
    assert (
        results(squash("2023年12月31日前，第4批，1.加强管理2.做好服务，执行率100%"))
        == 0
    )
    assert results(squash("支出186.50万元")) == 0
    assert results(squash("接收档案1260卷，满意度98%")) == 2


def test_instructions_are_told_from_prose() -> None:
    assert left_over("(100字以内)") and left_over("××单位")
    assert left_over("20××年度") and left_over("请填写主要职责")
    assert not left_over("撰写5000字以上调研报告3篇")


def test_personal_data_is_masked() -> None:
    assert list(personal("电话：139 0000 0001")) == [("手机号码", "139****0001")]
    assert list(personal("邮箱abc@example.com")) == [("电子邮箱", "a***@example.com")]
    assert list(personal("卡号4111111111111111")) == [("银行卡号", "411****1111")]
    assert not list(personal("走访35620次，支出13900000001.50元"))


def test_check_digits() -> None:
    assert is_identity("11010519491231002X") and not is_identity("110105194912310021")
    assert is_card("4111111111111111") and not is_card("4111111111111112")


@given(st.text(alphabet="0123456789-() ", min_size=7, max_size=24))
def test_a_masked_number_hides_its_middle(number: str) -> None:
    bare = "".join(mark for mark in number if mark.isdigit())
    if len(bare) >= 7:
        assert bare not in masked(number)


@given(st.text(max_size=200))
def test_no_text_makes_them_raise(text: str) -> None:
    plain = squash(text)
    for find in (misspelt_words, variant_glyphs, punctuation, repeated):
        list(find(plain))
    list(claims(text))
    list(lists(text))
    list(personal(text))
    left_over(plain)


def test_a_finding_never_repeats_a_number_of_a_person() -> None:
    said = "填报联系13912345678，身份证号不写在这里。"
    found = hit(text_entry(Ref("report", "use", "p1"), said), quoted=said)
    assert "13912345678" not in found.stated + found.facts["quoted"]
    assert "139****5678" in found.stated
    amount = hit(entry(Ref("base", "", "three_public", "actual"), "13912345678"))
    assert amount.stated == "13912345678"


def test_a_rule_that_stumbles_is_said_and_costs_itself_alone() -> None:
    def stumbling(case: object) -> list[Hit]:
        raise RuntimeError

    worked = prepare(next(worked_cases()))
    chosen = dict(rules())
    broken = next(id_ for id_, rule in chosen.items() if not rule.card.needs)
    chosen[broken] = replace(chosen[broken], check=stumbling)
    findings, skipped = run(worked, chosen)
    assert findings
    assert [s.reason for s in skipped if s.rule == broken] == [
        "本规则执行出错（RuntimeError），请反馈给维护人员"
    ]
