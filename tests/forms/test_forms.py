"""The forms load, say what they rest on, and agree with themselves."""

import pytest

from jiping.forms import VOCABULARY, forms
from jiping.model.form import Form

LAYOUTS = [form for form in forms().values() if form.signs]


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.id)
def test_a_form_says_what_it_rests_on(form: Form) -> None:
    assert form.name
    assert form.note
    assert form.cites
    assert all(c.certainty in ("read", "quoted", "memory") for c in form.cites)
    assert form.id.startswith(form.division)


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.id)
def test_the_template_names_known_rows(form: Form) -> None:
    for sheet in form.sheets.values():
        known = sheet.rows.keys() | form.classes.keys()
        assert [key for key in sheet.template if key not in known] == []
        assert [
            r.parent for r in sheet.rows.values() if r.parent not in (*sheet.rows, "")
        ] == []


@pytest.mark.parametrize("form", LAYOUTS, ids=lambda form: form.id)
def test_a_layout_has_a_sign_of_its_own(form: Form) -> None:
    others = {sign for other in LAYOUTS if other is not form for sign in other.signs}
    assert set(form.signs) - others


def test_a_layout_takes_over_what_it_does_not_change() -> None:
    city, district = (
        forms()[f"{code}/department-2023"]
        for code in ("430600-yueyang", "430602-yueyanglou")
    )
    assert district.sheets["rubric"].template == city.sheets["rubric"].template
    assert district.sheets["base"].rows["special_funds"].printed.startswith("3、区级")
    assert city.sheets["base"].rows["special_funds"].printed.startswith("3、市级")
    assert "上级转移支付" in city.sheets["base"].rows["transfer"].labels


def test_the_vocabulary_is_no_layout() -> None:
    assert not forms()[VOCABULARY].signs


def test_both_evaluation_tables_share_rows_and_blocks() -> None:
    sheets = forms()[VOCABULARY].sheets
    assert sheets["project"].blocks == sheets["overall"].blocks
    assert sheets["project"].rows == sheets["overall"].rows
