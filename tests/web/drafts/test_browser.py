"""The form page in a real browser: typing, keys, pasting, two tabs, a lost session."""

import os
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from jiping.model.values import Ref
from jiping.web.audit import triggers
from jiping.web.drafts import actions
from jiping.web.drafts.models import Cell, Change, Draft
from jiping.web.drafts.naming import anchor

CHROMIUM = Path("/usr/bin/chromium")
sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed"
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium here"),
]

RECEPTION = Ref("base", "", "reception", "actual")
ABROAD = Ref("base", "", "abroad", "actual")
RUNNING = Ref("base", "", "vehicle_running", "actual")
THREE_PUBLIC = Ref("base", "", "three_public", "actual")


@pytest.fixture(scope="module")
def chromium():
    # Playwright keeps an event loop in this thread, which Django else takes for its own.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def log_can_be_emptied(transactional_db):
    """What the server stored is deleted after each test; the log refuses that."""
    triggers.remove(connection)
    triggers.install(connection)
    yield
    triggers.remove(connection)


@pytest.fixture
def tab(chromium, live_server, desk, county):
    """Opens a page of the draft as a person who has signed in."""
    contexts = []

    def opened(person="filer@灯", sheet="base"):
        context = chromium.new_context(
            viewport={"width": 1366, "height": 768}, locale="zh-CN"
        )
        contexts.append(context)
        cookie = county.client(person).cookies["sessionid"].value
        context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": live_server.url}]
        )
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on(
            "console",
            lambda line: (
                page.faults.append(line.text)
                if "Content Security" in line.text
                else None
            ),
        )
        page.goto(f"{live_server.url}/fill/{desk.draft.assignment_id}/{sheet}/")
        return page

    yield opened
    faults = [
        fault
        for c in contexts
        for page in c.pages
        for fault in getattr(page, "faults", ())
    ]
    for context in contexts:
        context.close()
    assert not faults


def at(page, ref):
    return page.locator(f"#{anchor(ref)}")


def is_saved(page):
    state = page.locator("#save-state")
    sync_api.expect(state).to_have_attribute("data-state", "saved", timeout=15_000)


def stored(ref):
    return Cell.objects.get(form=ref.form, row=ref.row, column=ref.column).raw


def test_what_is_typed_is_saved_and_what_follows_is_shown(tab, desk):
    page = tab()
    at(page, RECEPTION).click()
    page.keyboard.type("3.5")
    page.keyboard.press("Enter")
    is_saved(page)
    sync_api.expect(at(page, THREE_PUBLIC)).to_have_value("3.5")
    assert stored(RECEPTION) == "3.5"
    page.reload()
    sync_api.expect(at(page, RECEPTION)).to_have_value("3.5")


def test_a_derived_cell_is_locked(tab):
    page = tab()
    assert at(page, THREE_PUBLIC).get_attribute("readonly") is not None
    at(page, THREE_PUBLIC).click()
    sync_api.expect(page.locator("#here")).to_contain_text("由其他格自动计算")


def test_the_keys_move_over_the_paper(tab):
    page = tab()
    at(page, ABROAD).focus()
    page.keyboard.press("ArrowDown")
    sync_api.expect(at(page, RECEPTION)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    sync_api.expect(at(page, Ref("base", "", "reception", "budget"))).to_be_focused()
    page.keyboard.press("Shift+Enter")
    sync_api.expect(at(page, Ref("base", "", "abroad", "budget"))).to_be_focused()
    page.keyboard.press("Tab")
    sync_api.expect(at(page, ABROAD)).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("F2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("0")
    sync_api.expect(at(page, ABROAD)).to_have_value("102")
    page.keyboard.press("Control+s")
    is_saved(page)
    assert stored(ABROAD) == "102"
    page.keyboard.press("F1")
    sync_api.expect(page.locator("#help")).to_be_visible()


def test_escape_takes_back_what_was_typed(tab):
    page = tab()
    at(page, RECEPTION).click()
    page.keyboard.type("3.5")
    page.keyboard.press("Enter")
    is_saved(page)
    at(page, RECEPTION).click()
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    sync_api.expect(at(page, RECEPTION)).to_have_value("3.5")


def paste(page, ref, text):
    at(page, ref).focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_a_block_is_pasted_in_one_request_and_locked_cells_are_skipped(tab):
    page = tab()
    sent = []
    page.on(
        "request", lambda r: sent.append(r.url) if r.url.endswith("/save/") else None
    )
    top = Ref("base", "", "vehicle", "prior_actual")
    paste(page, top, "9\t9\t9\r\n1\t2\t3\r\n\t\t1.5\r\n0\t0\t0\r\n2\t2\t2\t7\r\n")
    sync_api.expect(page.locator("#pasted")).to_be_visible()
    is_saved(page)
    said = page.locator("#pasted-body").inner_text()
    assert "粘贴了12格" in said
    assert "自动计算" in said
    assert "超出了表格" in said
    assert len(sent) == 1
    assert stored(RUNNING) == "1.5"
    assert stored(THREE_PUBLIC) == "6.5"
    assert Change.objects.get(row="vehicle_running", column="actual").source == "pasted"


def test_two_people_in_one_cell_choose(tab, desk, colleague):
    mine, theirs = tab(), tab("second")
    at(mine, RECEPTION).click()
    mine.keyboard.type("3.5")
    mine.keyboard.press("Enter")
    is_saved(mine)
    at(theirs, RECEPTION).click()
    theirs.keyboard.type("4.5")
    theirs.keyboard.press("Enter")
    is_saved(theirs)
    sync_api.expect(at(theirs, RECEPTION)).to_have_value("3.5")
    said = theirs.locator("#said")
    sync_api.expect(said).to_contain_text("您填的“4.5”另存着")
    said.get_by_role("button", name="现在选定").click()
    sync_api.expect(theirs.locator("#conflict")).to_be_visible()
    theirs.keyboard.press("Escape")
    sync_api.expect(said).to_be_empty()
    group = theirs.locator("#left details[data-kind=conflicts]")
    group.locator("summary").click()
    group.locator("a").click()
    choice = theirs.locator("#conflict-body")
    sync_api.expect(choice).to_contain_text("filer@灯")
    sync_api.expect(choice).to_contain_text("同事")
    choice.locator("button").nth(1).click()
    sync_api.expect(at(theirs, RECEPTION)).to_have_value("4.5")
    sync_api.expect(at(theirs, THREE_PUBLIC)).to_have_value("4.5")
    assert stored(RECEPTION) == "4.5"


def test_nothing_is_lost_when_the_session_ends_while_typing(
    tab, desk, county, live_server
):
    page = tab()
    Session.objects.all().delete()
    at(page, RECEPTION).click()
    page.keyboard.type("3.5")
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("#expired")).to_be_visible()
    sync_api.expect(page.locator("#save-state")).to_contain_text("未保存")
    assert not Cell.objects.filter(row="reception", column="actual").exists()
    page.locator("#again").click()
    page.fill("#id_username", "filer@灯")
    page.fill("#id_password", "right-Horse-9")
    page.locator("main button.main").click()
    is_saved(page)
    sync_api.expect(at(page, RECEPTION)).to_have_value("3.5")
    assert stored(RECEPTION) == "3.5"


def test_what_is_said_does_not_move_the_paper(tab):
    page = tab()
    page.set_viewport_size({"width": 1366, "height": 420})
    page.evaluate("id => document.getElementById(id).scrollIntoView()", anchor(ABROAD))
    where = page.evaluate("scrollY")
    assert where > 100
    paste(page, RECEPTION, "1\t\n")
    said = page.locator("#said .said")
    sync_api.expect(said).to_be_in_viewport()
    assert page.evaluate("scrollY") >= where
    said.get_by_role("button", name="知道了").click()
    sync_api.expect(said).to_have_count(0)


def test_reading_waits_for_what_was_typed(tab, desk):
    page = tab()
    at(page, RECEPTION).click()
    page.keyboard.type("3.5")
    page.get_by_role("link", name="通读、送签").click()
    page.wait_for_url(f"**/packages/{desk.draft.assignment_id}/")
    assert stored(RECEPTION) == "3.5"
    sync_api.expect(page.locator("#main")).to_contain_text("3.5")


def test_nothing_is_lost_while_the_server_cannot_be_reached(tab):
    page = tab()
    page.context.set_offline(True)
    at(page, RECEPTION).click()
    page.keyboard.type("3.5")
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("#save-state")).to_contain_text("没有连上")
    page.context.set_offline(False)
    is_saved(page)
    assert stored(RECEPTION) == "3.5"


def test_another_person_does_not_get_what_one_left_unsaved(
    tab, county, colleague, live_server, desk
):
    page = tab()
    page.context.set_offline(True)
    at(page, RECEPTION).click()
    page.keyboard.type("3.5")
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("#save-state")).to_contain_text("没有连上")
    # Gone before the line is back: a page that is open would send at once.
    context = page.context
    page.close()
    context.set_offline(False)
    context.clear_cookies()
    cookie = colleague.client.cookies["sessionid"].value
    context.add_cookies(
        [{"name": "sessionid", "value": cookie, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/fill/{desk.draft.assignment_id}/base/")
    sync_api.expect(at(page, RECEPTION)).to_have_value("")


def test_a_stale_sentence_is_marked_and_renewed(tab, desk):
    desk.type(
        (Ref("base", "", "staff", "authorised_posts"), "20"),
        (Ref("base", "", "staff", "staff_in_post"), "18"),
    )
    actions.DraftChapters(desk.user, Draft.objects.get(pk=desk.draft.pk)).perform()
    desk.type((Ref("base", "", "staff", "staff_in_post"), "17"))
    page = tab(sheet="report")
    stale = page.locator(".figures .stale")
    sync_api.expect(stale.first).to_contain_text("18 → 17")
    page.locator("#renew-all").click()
    page.wait_for_load_state()
    sync_api.expect(page.locator(".figures .stale")).to_have_count(0)
    assert "17" in Cell.objects.filter(form="report").exclude(bindings=[])[0].raw


def test_a_project_is_added_and_goes_and_comes_back(tab, desk):
    page = tab()
    page.get_by_role("button", name="＋ 项目").click()
    page.fill("#project-name", "公园灯光")
    page.locator("#new-project button.main").click()
    page.wait_for_url("**/project-*/**")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="删除本项目").click()
    page.wait_for_url("**/base/")
    page.locator(".gone summary").click()
    page.get_by_role("button", name="恢复").click()
    page.wait_for_url("**/project-*/")
    sync_api.expect(page.locator(".tabs")).to_contain_text("公园灯光")


def test_remarks_and_history_of_a_cell(tab):
    page = tab()
    at(page, RECEPTION).click()
    page.keyboard.type("3.5")
    page.keyboard.press("F4")
    panel = page.locator("#panel")
    sync_api.expect(panel).to_be_visible()
    sync_api.expect(panel).to_contain_text("3.5")
    page.fill("#remark", "与决算表核对过")
    panel.get_by_role("button", name="写上").click()
    sync_api.expect(panel.locator(".remark")).to_contain_text("与决算表核对过")
    panel.get_by_role("button", name="标为已处理").click()
    sync_api.expect(panel.locator(".remark.done")).to_be_visible()
