"""One sentence at a time: what its figures speak about."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiping.intake.prose import figures, plain, sentences
from jiping.intake.statements import claims


def stated(sentence, chapter="", year=2023):
    return [
        (claim.topic, claim.aspect, claim.raw, claim.part_of)
        for _, claim in claims([sentence], chapter, year)
    ]


def test_parts_take_the_aspect_of_their_whole():
    assert stated(
        "2023年基本支出预算数53万元，实际支出决算数59.6万元。其中：人员经费39.8万元，主要"
        "包括：基本工资、奖金；公用经费19.8万元。"
    ) == [
        ("basic", "budget", "53", ""),
        ("basic", "executed", "59.6", ""),
        ("personnel", "executed", "39.8", "basic"),
        ("public", "executed", "19.8", "basic"),
    ]


def test_a_clause_without_a_topic_goes_on_about_the_last():
    assert stated(
        "本部门项目年初预算3.5万元，年中追加6.2万元，全年预算数9.7万元。预算支出9.7万元，"
        "预算执行率100%。"
    ) == [
        ("project", "initial", "3.5", ""),
        ("project", "added", "6.2", ""),
        ("project", "revised", "9.7", ""),
        ("project", "executed", "9.7", ""),
        ("project", "rate", "100%", ""),
    ]


def test_a_balance_after_the_parts_belongs_to_the_whole():
    assert stated(
        "政府性基金预算财政拨款收入49万元；年初结转和结余0.00万元；支出49万元，其中:基本支出"
        "0.00万元，项目支出49万元；年末结转和结余0.00万元。",
        "government_fund",
    ) == [
        ("government_fund", "income", "49", ""),
        ("government_fund", "opening_balance", "0.00", ""),
        ("government_fund", "executed", "49", ""),
        ("government_fund.basic", "executed", "0.00", "government_fund"),
        ("government_fund.project", "executed", "49", "government_fund"),
        ("government_fund", "closing_balance", "0.00", ""),
    ]


def test_brackets_hold_parts_and_end():
    assert stated(
        "一般公共预算支出208万元（含上级财政补助8万元），基本支出98万元（人员经费80万元、公用"
        "经费18万元），项目支出110万元。"
    ) == [
        ("general_budget", "executed", "208", ""),
        ("upper_grant", "executed", "8", "general_budget"),
        ("basic", "executed", "98", ""),
        ("personnel", "executed", "80", "basic"),
        ("public", "executed", "18", "basic"),
        ("project", "executed", "110", ""),
    ]


def test_several_subjects_share_one_clause():
    assert stated("基本支出、项目支出预算分别为100万元和200万元。") == [
        ("basic", "budget", "100", ""),
        ("project", "budget", "200", ""),
    ]
    assert stated("三公经费年初预算和决算分别为3.1、4.2万元。") == [
        ("three_public", "initial", "3.1", ""),
        ("three_public", "executed", "4.2", ""),
    ]
    assert stated("因公出国（境）费、公务用车购置费均为0万元。") == [
        ("abroad", "amount", "0", ""),
        ("vehicle_purchase", "amount", "0", ""),
    ]


def test_comparisons_and_shares_are_no_states():
    assert stated(
        "“三公”经费支出4.2万元，比上年减少0.8万元，下降16%，占公用经费的12%，完成年初预算的84%。"
    ) == [
        ("three_public", "executed", "4.2", ""),
        ("three_public", "change", "0.8", ""),
        ("three_public", "change", "16%", ""),
        ("three_public", "share", "12%", ""),
        ("three_public", "rate_of_initial", "84%", ""),
    ]


def test_another_year_and_a_bound():
    assert stated("2022年公务接待费支出5万元，2023年支出4万元。") == [
        ("reception", "prior_actual", "5", ""),
        ("reception", "executed", "4", ""),
    ]
    assert stated("三公经费控制在5万元以内。") == [("three_public", "limit", "5", "")]


@pytest.mark.parametrize(
    "words", ["人员经费缺口", "退休人员经费", "综治中心建设项目", "办公费、差旅费共"]
)
def test_words_of_substance_make_another_subject(words):
    assert stated(f"{words}20万元。") == [("", "amount", "20", "")]


def test_an_item_of_the_functional_classification():
    assert stated(
        "城乡社区支出（类）其他支出（款）其他支出（项）。年初预算为9万元，支出决算为8万元。",
        "government_fund",
    ) == [
        ("government_fund.item", "initial", "9", ""),
        ("government_fund.item", "executed", "8", ""),
    ]


def test_people_and_departments():
    assert stated(
        "本中心编制数合计10名，行政编制数0名，设主任1名；在职7人，离退休3人，内设办公室、信息股"
        "共计2个股室和五个二级机构。"
    ) == [
        ("authorised_posts", "count", "10", ""),
        ("authorised_posts.administrative", "count", "0", ""),
        ("", "count", "1", ""),
        ("staff_in_post", "count", "7", ""),
        ("retired", "count", "3", ""),
        ("departments", "count", "2", ""),
        ("subordinates", "count", "五", ""),
    ]


def test_all_staff_are_told_from_those_in_post():
    assert stated("年末实有人数9人，其中在职人员6人，退休人员3人。") == [
        ("staff_in_post.all", "count", "9", ""),
        ("staff_in_post", "count", "6", "staff_in_post.all"),
        ("retired", "count", "3", "staff_in_post.all"),
    ]


@pytest.mark.parametrize(
    ("sentence", "topics"),
    [
        ("本单位无政府性基金预算支出。", ["government_fund"]),
        ("未发生国有资本经营预算财政拨款收支。", ["state_capital"]),
        ("我局政府性基金预算支出为零。", ["government_fund"]),
        (
            "没有政府性基金预算和国有资本经营预算支出。",
            ["government_fund", "state_capital"],
        ),
        ("没有发生三公经费超支现象。", []),
        ("预算编制无法细化到项目支出。", []),
    ],
)
def test_stated_absences(sentence, topics):
    found = [claim for _, claim in claims([sentence], "", 2023)]
    assert [claim.topic for claim in found if claim.negative] == topics


@pytest.mark.parametrize("text", ["无。", "无", "不涉及。", "本单位无此项支出。"])
def test_a_fund_chapter_that_says_no_more_than_none(text):
    assert [t for t, *_ in stated(text, "state_capital")] == ["state_capital"]
    assert stated(text, "") == []


def test_scores_and_grades():
    assert stated(
        "我单位整体支出绩效自评得分98分，自评等级为“优”，群众满意度95%。"
    ) == [
        ("self_score", "score", "98", ""),
        ("satisfaction", "rate", "95%", ""),
        ("self_score", "grade", "优", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "根据财预〔2020〕10号文件，2023年3月15日召开第3次会议，前3名获奖。",
        "2022、2023年度连续2年先进。",
        "每季度3-5次走访。",
        "附件1和附件2。",
    ],
)
def test_years_ordinals_and_document_numbers_are_no_figures(text):
    assert figures(plain(text)) == ()


def test_a_figure_keeps_what_was_printed():
    (figure,) = figures(plain("共 １，２３４．５６ 万元"))
    assert (figure.raw, figure.unit) == ("１，２３４．５６", "万元")


def test_a_sentence_keeps_what_was_printed():
    assert [one.source for one in sentences("1.共 3 人。其中： 男1人。")] == [
        "共 3 人。",
        "其中： 男1人。",
    ]


@given(st.decimals(0, 10**8, places=2), st.sampled_from(["万元", "元", "亿元"]))
def test_any_amount_is_recovered(amount: Decimal, unit: str):
    for printed in (f"{amount}", f"{amount:,}"):
        assert stated(f"2023年人员经费支出{printed}{unit}。") == [
            ("personnel", "executed", printed, "")
        ]


def test_what_a_figure_is_compared_with_is_not_the_whole_of_its_parts():
    assert stated(
        "2023年三公经费支出12.6万元，较预算15万元减少2.4万元。其中公务接待费4万元。"
    ) == [
        ("three_public", "executed", "12.6", ""),
        ("three_public", "budget", "15", ""),
        ("three_public", "change", "2.4", ""),
        ("reception", "executed", "4", "three_public"),
    ]


def test_a_project_whose_name_speaks_of_change_is_no_difference():
    assert stated("展陈水平改善与能力提升8134.37万元。") == [
        ("", "amount", "8134.37", "")
    ]


def test_all_spending_behind_one_of_the_sources():
    assert stated(
        "2023年一般公共预算收入30万元，其他收入12万元。2023年总支出40万元。",
        "general_budget",
    )[-1] == ("overall", "executed", "40", "")


def test_all_spending_in_the_chapter_on_one_source():
    assert stated(
        "2023年本馆总支出42万元，其中：基本支出12万元。", "general_budget"
    ) == [
        ("overall", "executed", "42", ""),
        ("basic", "executed", "12", "overall"),
    ]


def test_nothing_carried_over_is_no_absence_of_spending():
    assert stated("全年支出42万元，年末没有结转。", "government_fund") == [
        ("government_fund", "executed", "42", ""),
        ("government_fund", "closing_balance", "没有", ""),
    ]


def test_an_unnamed_reduction_is_not_gone_on_about():
    assert stated(
        "2023年政府性基金年初预算90万元，因招标节约调减20万元，支出68万元。",
        "government_fund",
    )[-1] == ("government_fund", "executed", "68", "")


def test_a_moved_budget_goes_on_about_its_topic():
    assert stated(
        "项目支出年初预算170万元，因招标节约调减8.2万元，调整后全年预算161.8万元，支出决算159.1"
        "万元，预算执行率98.33%。"
    ) == [
        ("project", "initial", "170", ""),
        ("project", "reduced", "8.2", ""),
        ("project", "revised", "161.8", ""),
        ("project", "executed", "159.1", ""),
        ("project", "rate", "98.33%", ""),
    ]


def test_scores_of_projects_one_by_one():
    assert stated("夜间巡查、古籍修复两个项目自评得分依次为98.8分和99.6分。") == [
        ("project_score", "score", "98.8", ""),
        ("project_score", "score", "99.6", ""),
    ]
    assert stated("各项目自评得分均在95分以上，整体支出自评得分98分。") == [
        ("project_score", "limit", "95", ""),
        ("self_score", "score", "98", ""),
    ]
