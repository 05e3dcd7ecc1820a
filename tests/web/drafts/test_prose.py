"""Figures bound in prose: through edits, stale, renewed; and the report drafted."""

from hypothesis import given
from hypothesis import strategies as st

from jiping.model.values import Ref
from jiping.web.drafts import actions
from jiping.web.drafts.bindings import moved, renewed
from jiping.web.drafts.models import Cell, Draft
from jiping.web.drafts.naming import anchor
from jiping.web.drafts.state import state_of
from jiping.writers.records import ref_json

AT = Ref("base", "", "staff", "staff_in_post")
POSTS = Ref("base", "", "staff", "authorised_posts")
ADDRESS = ref_json(AT)
SAID = "年末在职18人，比编制少2人。"
BOUND = ((4, 2, ADDRESS),)


def figure(text, bindings):
    return [text[start : start + length] for start, length, _ in bindings]


def test_a_figure_moves_with_the_text_before_and_after_it():
    for after in (
        "截至年末在职18人，比编制少2人。",
        "年末在职18人，满编。",
        SAID + "另有临聘3人。",
    ):
        assert figure(after, moved(SAID, after, BOUND)) == ["18"]


def test_a_figure_that_was_rewritten_is_the_writers_own():
    assert moved(SAID, "年末在职17人，比编制少2人。", BOUND) == ()


def test_a_figure_found_again_in_the_edited_stretch_stays_bound():
    after = "年末实有在职干部职工18名，缺2名。"
    assert figure(after, moved(SAID, after, BOUND)) == ["18"]


@given(st.text("甲乙18，。", max_size=20), st.text("甲乙18，。", max_size=20))
def test_whatever_is_edited_what_stays_bound_still_says_it(before, after):
    raw = before + "18.5" + after
    for other in (after + raw, raw[3:], raw[:-3], after + "18.5" + before, "", before):
        kept = moved(raw, other, ((len(before), 4, ADDRESS),))
        assert all(text == "18.5" for text in figure(other, kept))


def test_renewing_puts_the_new_figure_in_and_keeps_it_bound():
    text, bindings = renewed(SAID, BOUND, {AT: "117"})
    assert text == "年末在职117人，比编制少2人。"
    assert figure(text, bindings) == ["117"]
    assert renewed(SAID, BOUND, {}) == (SAID, BOUND)


def fresh(desk):
    return Draft.objects.get(pk=desk.draft.pk)


def staffed(desk):
    desk.type((POSTS, "20"), (AT, "18"))
    actions.DraftChapters(desk.user, fresh(desk)).perform()


def test_blank_chapters_are_drafted_from_the_tables(desk):
    staffed(desk)
    texts = [c.raw for c in Cell.objects.filter(form="report", source="drafted")]
    assert any("18" in text and "20" in text for text in texts)
    before = len(texts)
    actions.DraftChapters(desk.user, fresh(desk)).perform()
    assert Cell.objects.filter(form="report", source="drafted").count() == before


def test_what_a_unit_wrote_is_not_drafted_over(desk):
    own = Ref("report", "profile.organisation", "p1")
    desk.type((own, "设三个股室。"), (POSTS, "20"), (AT, "18"))
    actions.DraftChapters(desk.user, fresh(desk)).perform()
    assert desk.text(own) == "设三个股室。"


def test_a_changed_cell_makes_the_sentence_stale_and_renewing_mends_it(desk):
    staffed(desk)
    answer = desk.type((AT, "17"))
    assert answer["left"]["stale"]["count"] >= 1
    stale = [f for found in answer["figures"].values() for f in found]
    assert ("18", "17") in [(each["said"], each["now"]) for each in stale]
    url = f"/fill/{desk.draft.assignment_id}/renew/"
    assert desk.client.post(url, {"what": "renew"}).status_code == 303
    state = state_of(fresh(desk))
    assert not state.stale
    assert any("17" in state.held(ref).raw for ref in state.figures)


def test_a_paragraph_edited_by_hand_keeps_its_figures(desk):
    staffed(desk)
    cell = Cell.objects.filter(form="report").exclude(bindings=[])[0]
    answer = desk.type((cell.ref, "据统计，" + cell.raw))
    assert answer["cells"][anchor(cell.ref)]["raw"].startswith("据统计")
    again = Cell.objects.get(pk=cell.pk)
    assert figure(again.raw, again.bindings) == figure(cell.raw, cell.bindings)


def test_paragraphs_come_and_go(desk):
    first = Ref("report", "problems", "p1")
    url = f"/fill/{desk.draft.assignment_id}/reshape/"
    address = '["report","problems","p1",""]'
    desk.client.post(url, {"what": "add-paragraph", "ref": address})
    section = next(
        s for s in desk.shape()["report"]["sections"] if s["key"] == "problems"
    )
    added = section["paragraphs"][1]
    desk.type(
        (first, "一是预算不细。"), (Ref("report", "problems", added), "二是进度偏慢。")
    )
    page = desk.client.get(f"/fill/{desk.draft.assignment_id}/report/").content.decode()
    assert page.index("一是预算不细") < page.index("二是进度偏慢")
    desk.client.post(url, {"what": "remove-paragraph", "ref": address})
    section = next(
        s for s in desk.shape()["report"]["sections"] if s["key"] == "problems"
    )
    assert section["paragraphs"] == [added]
