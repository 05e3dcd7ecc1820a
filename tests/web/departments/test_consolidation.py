"""Totals are the sum of their parts, less what was eliminated."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web.packages import fill, sample, submitted, type_in

from jiping.model.filing import Filing, Row, Sheet
from jiping.model.values import Entry, Gap, Ref
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.departments.actions import (
    BeginPackage,
    Consolidate,
    Eliminate,
    WithdrawElimination,
)
from jiping.web.departments.consolidation import (
    Adjustment,
    Given,
    amounts,
    as_filing,
    totals,
)
from jiping.web.departments.models import Elimination
from jiping.web.departments.views import differs
from jiping.web.departments.work import Place, consolidated
from jiping.web.drafts.models import Change, Draft
from jiping.web.drafts.reading import cells_of
from jiping.web.inbox.models import Message
from jiping.web.submissions.reading import filing_in

AMOUNT = st.none() | st.decimals(
    min_value=-9999999, max_value=9999999, places=2, allow_nan=False
)
ACTUAL = Ref("base", "", "reception", "actual")


def filing(amount: Decimal | None, unit: str = "万元") -> Filing:
    value = Gap.BLANK if amount is None else amount
    raw = "" if amount is None else str(amount)
    cell = Entry(ref=ACTUAL, raw=raw, value=value, unit=unit)
    rate = Entry(
        ref=Ref("base", "", "staff", "control_rate"),
        raw="90%",
        value=Decimal(90),
        unit="%",
    )
    rows = (
        Row(key="reception", kind="expense", label="公务接待", cells={"actual": cell}),
        Row(key="staff", kind="staff", cells={"control_rate": rate}),
    )
    return Filing(
        unit="",
        year=2023,
        layout="",
        sheets=(Sheet(form="base", unit=unit, rows=rows),),
        report=None,
        places={},
    )


@given(st.lists(AMOUNT, min_size=1, max_size=8), st.lists(AMOUNT, max_size=3))
def test_a_total_is_its_parts_less_its_adjustments(parts, taken) -> None:
    off = [Adjustment(amount=t, reason="内部往来") for t in taken if t is not None]
    given_ = [
        Given(unit=str(n), submission=n, filing=filing(part))
        for n, part in enumerate(parts)
    ]
    (total,) = totals(given_, {ACTUAL: off} if off else {})
    stated = [part for part in parts if part is not None]
    assert [part.amount for part in total.parts] == parts
    if not stated and not off:
        assert total.amount is None
    else:
        assert total.amount == sum(stated) - sum(each.amount for each in off)
        (sheet,) = as_filing((total,), given_, filing(None)).sheets
        assert sheet["reception"]["actual"].number == total.amount


@given(st.permutations([Decimal("1.20"), Decimal("0.05"), None, Decimal("-3")]))
def test_the_order_of_units_does_not_matter(parts) -> None:
    given_ = [
        Given(unit="", submission=n, filing=filing(p)) for n, p in enumerate(parts)
    ]
    (total,) = totals(given_, {})
    assert total.amount == Decimal("-1.75")


@settings(max_examples=30)
@given(st.decimals(min_value=1, max_value=10**9, places=2))
def test_money_units_are_brought_to_one(amount) -> None:
    given_ = [
        Given(unit="甲", submission=1, filing=filing(Decimal(1))),
        Given(unit="乙", submission=2, filing=filing(amount, "元")),
    ]
    (total,) = totals(given_, {})
    assert total.amount == 1 + amount / 10000


def test_rates_scores_and_indicators_are_not_added_up() -> None:
    found = list(amounts(sample("lanshi-street")))
    assert found
    assert {entry.unit for _, entry in found} <= {"万元", "人", "㎡"}
    assert "indicator" not in {row.kind for row, _ in found}


def own(county) -> Draft:
    """The department's own draft, begun: a sample laid out with its amounts emptied."""
    draft = fill(county.assignments["城"])
    for ref in [entry.ref for _, entry in amounts(sample("lanshi-street"))]:
        type_in(draft, (ref.form, ref.key, ref.row, ref.column), "")
    return Draft.objects.get(pk=draft.pk)


def test_totals_are_written_into_the_departments_draft(county) -> None:
    first, second = submitted(county, "城本"), submitted(county, "灯", "lanshi-library")
    draft = own(county)
    before = cells_of(draft)
    Consolidate(county.people["officer@城"], draft).perform()
    after = cells_of(Draft.objects.get(pk=draft.pk))
    parts = [filing_in(made).base["reception"]["actual"] for made in (first, second)]
    assert {part.unit for part in parts} == {"万元", "元"}
    spent = sum(part.scaled("万元")[0] for part in parts)
    assert Decimal(after[ACTUAL]) == spent > 0
    total = Ref("base", "", "three_public", "actual")
    vehicle = Ref("base", "", "vehicle", "actual")
    abroad = Ref("base", "", "abroad", "actual")
    assert Decimal(after[total]) == sum(
        Decimal(after[r]) for r in (vehicle, abroad, ACTUAL)
    )
    sources = set(Change.objects.filter(draft=draft).values_list("source", flat=True))
    assert "consolidated" in sources
    indicators = {r for r in before if ".quantity." in r.row or r.form == "report"}
    assert {r: before[r] for r in indicators} == {r: after.get(r) for r in indicators}


def test_what_was_written_is_not_called_different(county) -> None:
    """Lines of the units' own stand in the draft by name, and a dash is no amount."""
    submitted(county, "城本")
    submitted(county, "灯", "lanshi-library")
    own(county)
    officer = county.client("officer@城")
    part, department = county.assignments["城"], county.units["城"].pk
    written = officer.post(f"/department/sum/{part.pk}/write/")
    assert written.status_code == 303
    at = f"/department/{county.campaign.pk}/{department}/sum/"
    rows = officer.get(at).context["rows"]
    totals_ = [row["total"] for row in rows if row["total"].amount is not None]
    assert totals_
    texts = cells_of(Draft.objects.get(assignment=part))
    moved = [
        row["total"].ref
        for row in rows
        if row["written"] and texts.get(row["total"].ref) != row["written"]
    ]
    assert moved
    assert not [row["total"].ref for row in rows if row["differs"]]


@pytest.mark.parametrize(
    ("text", "amount", "different"),
    [
        ("——", None, False),
        ("", None, False),
        ("3", None, True),
        ("——", "3", True),
        ("", "3", True),
        ("1,003.0", "1003", False),
    ],
)
def test_when_a_draft_says_another_amount(text, amount, different) -> None:
    number = None if amount is None else Decimal(amount)
    (total,) = totals([Given(unit="甲", submission=1, filing=filing(number))], {})
    assert differs(text, total, "万元") is different


def test_an_elimination_lowers_its_cell_and_what_follows(county) -> None:
    submitted(county, "城本")
    submitted(county, "灯")
    draft, part = own(county), county.assignments["城"]
    officer = county.people["officer@城"]
    Consolidate(officer, draft).perform()
    before = cells_of(Draft.objects.get(pk=draft.pk))
    made = Eliminate(officer, part, ACTUAL, "0.50", "两单位合办接待").perform()
    Consolidate(officer, Draft.objects.get(pk=draft.pk)).perform()
    after = cells_of(Draft.objects.get(pk=draft.pk))
    total = Ref("base", "", "three_public", "actual")
    # As typed, not with the four decimals it is kept in.
    assert len(after[ACTUAL].partition(".")[2]) <= 2
    for ref in (ACTUAL, total):
        assert Decimal(before[ref]) - Decimal(after[ref]) == Decimal("0.50")
    page = county.client("officer@城").get(
        f"/department/{county.campaign.pk}/{county.units['城'].pk}/sum/"
    )
    assert "两单位合办接待" in page.content.decode()
    WithdrawElimination(officer, part, made.pk).perform()
    with pytest.raises(Refused, match="已经撤销"):
        WithdrawElimination(officer, part, made.pk).perform()
    place = Place(county.campaign, county.units["城"])
    (kept,) = [t for t in consolidated(place, part) if t.ref == ACTUAL]
    assert kept.eliminated == 0
    assert Elimination.objects.count() == 1


@pytest.mark.parametrize(
    ("ref", "amount", "reason", "said"),
    [
        (ACTUAL, "0", "内部往来款", "不能是0"),
        (ACTUAL, "一万", "内部往来款", "要填数字"),
        (ACTUAL, "NaN", "内部往来款", "不能是0"),
        (ACTUAL, "1e99", "内部往来款", "过大"),
        (ACTUAL, "0.00001", "内部往来款", "四位小数"),
        (ACTUAL, "1", "", "理由"),
        (Ref("base", "", "staff", "control_rate"), "1", "内部往来款", "没有汇总数"),
        (Ref("base", "", "three_public", "actual"), "1", "内部往来款", "下级各行"),
    ],
)
def test_what_cannot_be_eliminated_is_said(county, ref, amount, reason, said) -> None:
    submitted(county, "城本")
    fill(county.assignments["城"])
    with pytest.raises(Refused, match=said):
        Eliminate(
            county.people["officer@城"], county.assignments["城"], ref, amount, reason
        ).perform()
    assert not Elimination.objects.exists()


def test_nothing_to_add_up_and_nobody_elses_draft(county) -> None:
    draft = fill(county.assignments["城"])
    with pytest.raises(Refused, match="没有可以汇总"):
        Consolidate(county.people["officer@城"], draft).perform()
    for who in ("officer@文", "filer@灯", "reviewer@财"):
        with pytest.raises(Refused, match="没有这个权限"):
            Consolidate(county.people[who], draft).perform()
    submitted(county, "城")
    with pytest.raises(Refused, match="待财政复核"):
        Consolidate(
            county.people["officer@城"], Draft.objects.get(pk=draft.pk)
        ).perform()


def test_the_officer_begins_where_the_filer_has_not(county) -> None:
    submitted(county, "城本")
    part, officer = county.assignments["城"], county.people["officer@城"]
    Draft.objects.filter(assignment=part).delete()
    client = county.client("officer@城")
    page = f"/department/{county.campaign.pk}/{county.units['城'].pk}/sum/"
    assert "建立部门自评表" in client.get(page).content.decode()
    begun = client.post(f"/department/sum/{part.pk}/begin/", {"projects": "城市亮化"})
    assert begun.status_code == 303
    draft = Draft.objects.get(assignment=part)
    assert draft.started
    names = [s["name"] for s in draft.shape["sheets"] if s["form"] == "project"]
    assert names == ["城市亮化"]
    assert "建立部门自评表" not in client.get(page).content.decode()
    Consolidate(officer, draft).perform()
    assert cells_of(Draft.objects.get(pk=draft.pk))[ACTUAL]
    line = Record.objects.get(verb="department.begin")
    assert line.facts["projects"] == ["城市亮化"]
    assert Message.objects.filter(to=county.people["filer@城"]).exists()
    with pytest.raises(Refused, match="已经开始"):
        BeginPackage(officer, draft, []).perform()


def test_only_the_departments_own_officer_begins(county) -> None:
    draft = Draft.objects.get(assignment=county.assignments["城"])
    for name in ("officer@文", "head@城", "reviewer@财"):
        with pytest.raises(Refused, match="没有这个权限"):
            BeginPackage(county.people[name], draft, []).perform()
    below = Draft.objects.get(assignment=county.assignments["灯"])
    with pytest.raises(Refused, match="没有这个权限"):
        BeginPackage(county.people["officer@城"], below, []).perform()
