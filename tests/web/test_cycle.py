"""The whole year in a real browser, by everybody's hands: notice, filling, signing,
return, approval, the department's own package, re-check, grade, objection, publication,
and the public that reads it.

JIPING_PICTURES names a folder for pictures of the steps.
"""

import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web.chromium import EXECUTABLE, launched, seat
from web.county import County, units_and_people
from web.packages import CLEAN, SAMPLES

from jiping.model.values import Ref
from jiping.web.audit.chain import prove_stored
from jiping.web.campaigns.models import Assignment, Campaign, DepartmentNotice
from jiping.web.drafts.models import Cell, Change, Draft, Source
from jiping.web.drafts.naming import anchor
from jiping.web.grading.models import DepartmentGrade
from jiping.web.publication.models import Publication
from jiping.web.reviews.models import ReviewResult
from jiping.web.submissions.models import Decision, Submission
from jiping.web.units.models import Unit

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed"
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not EXECUTABLE.exists(), reason="there is no Chromium here"),
]
PICTURES = os.environ.get("JIPING_PICTURES", "")
OF_SAMPLE = "泽川市澜石区柳荫街道办事处".encode()
PDF = b"%PDF-1.4\n%stamped\n%%EOF\n"
RECEPTION = Ref("base", "", "reception", "actual")
ABROAD = Ref("base", "", "abroad", "prior_actual")
DATES = ("2024-03-15", "2024-03-29", "2024-04-30", "2024-06-28")
JUDGED = ("tables.measurable", "tables.core", "tables.relevant", "problems", "advice")


class Town:
    """The people at their windows."""

    def __init__(self, browser: Any, server: str) -> None:
        units, people = units_and_people()
        self.county = County(units, people, None, {})  # type: ignore[arg-type]
        self.browser, self.server = browser, server
        self.seats: dict[str, Any] = {}
        self.pictures = 0

    def at(self, person: str, address: str) -> Any:
        """That person's window, at an address."""
        if person not in self.seats:
            who = self.county.people.get(person)
            self.seats[person] = seat(self.browser, self.server, who)
        page = self.seats[person]
        answer = page.goto(f"{self.server}{address}")
        assert answer.ok, (person, address, answer.status, page.inner_text("body"))
        return page

    def part(self, short: str) -> Assignment:
        return Assignment.objects.get(unit=self.county.units[short])

    def draft(self, short: str) -> Draft:
        return Draft.objects.get(assignment=self.part(short))

    def picture(self, page: Any, name: str) -> None:
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.pictures += 1
            page.screenshot(path=f"{PICTURES}/cycle-{self.pictures:02}-{name}.png")

    def faults(self) -> list[str]:
        return [fault for page in self.seats.values() for fault in page.faults]


@pytest.fixture
def town(transactional_db: None, live_server: Any) -> Iterator[Town]:
    with sync_api.sync_playwright() as playwright, launched(playwright) as browser:
        yield Town(browser, live_server.url)


def press(page: Any, name: str, within: str = "main") -> None:
    """Press the button of this name."""
    page.locator(within).get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def expect(page: Any, words: str) -> None:
    sync_api.expect(page.locator("body")).to_contain_text(words)


def test_the_whole_year(town: Town) -> None:
    the_bureau_gives_notice(town)
    the_department_gives_notice(town)
    the_unit_fills_in(town)
    the_unit_signs(town, 1)
    the_department_returns(town)
    the_unit_mends(town)
    the_unit_signs(town, 2)
    the_department_approves(town)
    the_department_sums_up(town)
    the_bureau_accepts(town)
    the_bureau_grades(town)
    the_department_objects(town)
    the_unit_publishes(town)
    the_public_reads(town)
    assert not town.faults()
    assert not prove_stored().faults


def the_bureau_gives_notice(town: Town) -> None:
    page = town.at("reviewer@财", "/campaigns/new/")
    page.fill("#id_year", "2023")
    for kind in ("overall", "project"):
        page.check(f"input[name=kinds][value={kind}]")
    page.select_option("#id_form", "430602-yueyanglou/department-2023")
    for name, day in zip(("unit_due", "department_due", "review_due", "publication_due"), DATES, strict=True):  # fmt: skip
        page.fill(f"#id_{name}", day)
    press(page, "起草通知")
    town.picture(page, "notice")
    page.get_by_role("button", name=re.compile("布置给5个单位")).click()
    expect(page, "布置好了")
    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.missing_contents) == ("issued", ())
    assert Assignment.objects.filter(state="filling").count() == 5


def the_department_gives_notice(town: Town) -> None:
    at = f"/campaigns/{Campaign.objects.get().pk}/departments/{town.county.units['城'].pk}/"
    page = town.at("officer@城", f"{at}notice/")
    file = {"name": "通知.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.set_input_files("#id_stamped", file)
    press(page, "保存")
    press(page, "印发给所属单位")
    expect(page, "已印发")
    page = town.at("officer@城", f"{at}group/")
    page.fill("#id_dated", "2024-02-26")
    page.set_input_files("#id_stamped", file | {"name": "小组.pdf"})
    press(page, "保存")
    expect(page, "已登记")
    town.picture(page, "department")
    notice = DepartmentNotice.objects.get()
    assert notice.issued_at
    assert not notice.missing_contents


def the_unit_fills_in(town: Town) -> None:
    page = town.at("filer@灯", "/")
    page.get_by_role("link", name=re.compile("填报")).first.click()
    part = town.part("灯").pk
    page.goto(f"{town.server}/fill/{part}/")
    press(page, "开始填报")
    page.locator(f"#{anchor(RECEPTION)}").click()
    page.keyboard.type("3.5")
    page.keyboard.press("Enter")
    saved(page)
    paste(page, ABROAD, "0\t0\t0\r\n1.5\t1.6\t1.7\r\n")
    saved(page)
    town.picture(page, "filling")
    sources = set(Change.objects.values_list("source", flat=True))
    assert {Source.TYPED, Source.PASTED} <= sources
    imported(town, "filer@灯", part)
    assert raw(town, RECEPTION) == "1.74"
    assert Change.objects.filter(source=Source.IMPORTED).count() > 50


def imported(town: Town, person: str, part: int) -> None:
    """A package of a known kind into the draft: confirmed, and taken over whole."""
    page = town.at(person, f"/fill/{part}/import/")
    page.set_input_files("#files", own_package(Assignment.objects.get(pk=part).unit))
    press(page, "上传并读取")
    # Another unit's package would have to be confirmed.
    assert not page.locator("input[name=confirmed]").count()
    town.picture(page, "import")
    for name in ("不同的全用来件的，导入", "按选择导入"):
        button = page.get_by_role("button", name=name, exact=True)
        if button.count():
            button.click()
            break
    expect(page, "已从文件导入")


def own_package(unit: Unit) -> Any:
    """The clean sample as this unit would have written it, under its own name."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(SAMPLES / f"{CLEAN}.docx") as sample,
        zipfile.ZipFile(packed, "w") as own,
    ):
        for part in sample.infolist():
            content = sample.read(part).replace(OF_SAMPLE, unit.name.encode())
            own.writestr(part.filename, content)
    return {"name": "自评材料.docx", "mimeType": "", "buffer": packed.getvalue()}


def saved(page: Any) -> None:
    state = page.locator("#save-state")
    sync_api.expect(state).to_have_attribute("data-state", "saved", timeout=15_000)


def paste(page: Any, ref: Ref, text: str) -> None:
    page.locator(f"#{anchor(ref)}").focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def raw(town: Town, ref: Ref, short: str = "灯") -> str:
    cells = Cell.objects.filter(draft=town.draft(short), form=ref.form, key=ref.key)
    return cells.get(row=ref.row, column=ref.column).raw


def the_unit_signs(town: Town, number: int, short: str = "灯") -> None:
    at = f"/packages/{town.part(short).pk}/"
    page = town.at(f"filer@{short}", at)
    answered(page)
    press(page, "送负责人签署")
    page = town.at(f"head@{short}", at)
    for box in page.locator("input[name=statement]").all():
        box.check()
    town.picture(page, "signing")
    wrong = page.locator("#findings .error").all_inner_texts()
    assert not wrong, wrong
    press(page, "签署提交")
    expect(page, f"这是第{number}版")
    made = Submission.objects.get(assignment=town.part(short), number=number)
    # What was returned in time and mended in time is not late.
    assert bool(made.late_days) == (number == 1)
    assert made.digest


def answered(page: Any) -> None:
    """A reason for each warning that asks for one."""
    asking = "#findings details[open] form:has(textarea[name=reason])"
    while (open_ := page.locator(asking)).count():
        before = open_.count()
        form = open_.first
        form.locator("textarea").fill("已核对，按批复执行")
        form.get_by_role("button").first.click()
        sync_api.expect(open_).to_have_count(before - 1)


def the_department_returns(town: Town) -> None:
    version = Submission.objects.get(assignment=town.part("灯"), number=1)
    page = town.at("officer@城", f"/department/packages/{version.pk}/")
    page.get_by_text("另提一个问题").click()
    page.fill("#message", "偏差原因写得太简单，请补充")
    press(page, "加上")
    expect(page, "人工提出")
    press(page, "退回修改")
    expect(page, "意见书已写好")
    assert town.part("灯").state == "returned"
    assert Decision.objects.get().letter
    assert town.at("head@灯", "/inbox/").get_by_text("退回了").count()


def the_unit_mends(town: Town) -> None:
    draft = town.draft("灯")
    cell = max(draft.cells.filter(form="overall"), key=lambda each: len(each.raw))
    page = town.at("filer@灯", f"/fill/{draft.assignment_id}/overall/")
    place = page.locator(f"#{anchor(Ref(cell.form, cell.key, cell.row, cell.column))}")
    place.click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+End")
    page.keyboard.type("台账和验收单可查。")
    page.keyboard.press("Control+s")
    saved(page)
    cell.refresh_from_db()
    assert "台账" in cell.raw


def the_department_approves(town: Town) -> None:
    version = Submission.objects.get(assignment=town.part("灯"), number=2)
    page = town.at("officer@城", f"/packages/versions/{version.pk}/changes/")
    expect(page, "台账")
    page = town.at("officer@城", f"/department/packages/{version.pk}/")
    press(page, "审核通过，送财政复核")
    expect(page, "已审核通过")
    assert town.part("灯").state == "approved"


def the_department_sums_up(town: Town) -> None:
    part = town.part("城")
    imported(town, "filer@城", part.pk)
    place = f"/department/{part.campaign_id}/{part.unit_id}/"
    page = town.at("officer@城", place)
    expect(page, "没有提交自评材料")
    page = town.at("officer@城", f"{place}sum/")
    page.locator("table.list details summary").first.click()
    expect(page, "澄湖县路灯管理所")
    town.picture(page, "sum")
    press(page, "写入部门自评表")
    expect(page, "已写入部门自评表")
    assert raw(town, RECEPTION, "城") == "1.74"
    the_unit_signs(town, 1, "城")
    assert town.part("城").state == "approved"


def the_bureau_accepts(town: Town) -> None:
    page = town.at("reviewer@财", "/review/")
    expect(page, "澄湖县路灯管理所")
    town.picture(page, "queue")
    for short in ("灯", "城"):
        version = Submission.objects.filter(assignment=town.part(short)).last()
        assert version is not None
        page = town.at("reviewer@财", f"/review/{version.pk}/")
        press(page, "复核通过")
        expect(page, "已复核通过")
        assert town.part(short).state == "accepted"
    scores = {(r.self_score, r.score) for r in ReviewResult.objects.all()}
    assert all(self_score and score for self_score, score in scores)


def the_bureau_grades(town: Town) -> None:
    page = town.at("reviewer@财", "/grading/")
    press(page, "计算澄湖县城市管理局的考核得分")
    expect(page, "澄湖县城市管理局（本级）没有提交自评材料")
    for key in JUDGED:
        form = page.locator(f"tr[id='{key}'] form.marking")
        option = form.locator("option").nth(1)
        form.locator("select").select_option(option.get_attribute("value"))
        most = re.search(r"([\d.]+)分", option.inner_text())
        assert most
        form.locator("input[name=points]").fill(most[1])
        form.locator("textarea").fill("与所报材料相符")
        form.get_by_role("button", name="评定").click()
        form.get_by_role("button", name="改评").wait_for()
    press(page, "评定")
    press(page, "告知部门")
    town.picture(page, "grade")
    assert DepartmentGrade.objects.get().state == "told"


def the_department_objects(town: Town) -> None:
    grade = DepartmentGrade.objects.get()
    before = grade.total
    page = town.at("officer@城", f"/grading/own/{grade.pk}/")
    row = page.locator("tr[id='problems']")
    row.locator("summary").click()
    row.locator("textarea").fill("问题已逐条列明，请复查")
    press(page, "提出异议")
    expect(page, "异议已提出")
    page = town.at("bureau_head@财", f"/grading/{grade.pk}/")
    points = page.locator("input[name='points:problems']")
    points.fill(str(float(points.input_value()) - 0.5))
    page.fill("textarea[name='answer:problems']", "复查：有一条没有依据")
    press(page, "提交复查结果")
    press(page, "定稿")
    expect(page, "此后不再变动")
    town.picture(page, "final")
    grade.refresh_from_db()
    assert grade.state == "final"
    assert before is not None and grade.total is not None
    assert float(before - grade.total) == 0.5
    shown = town.at("officer@城", f"/grading/own/{grade.pk}/")
    expect(shown, "复查：有一条没有依据")


def the_unit_publishes(town: Town) -> None:
    at = f"/publication/{town.part('灯').pk}/"
    page = town.at("filer@灯", at)
    press(page, "扫描个人信息")
    page.fill("#words", "填表人")
    press(page, "标出")
    page = town.at("head@灯", at)
    sync_api.expect(page.get_by_role("button", name="向社会公开")).to_be_disabled()
    page.get_by_role("button", name=re.compile("确认以上")).click()
    town.picture(page, "privacy")
    press(page, "向社会公开")
    expect(page, "已向社会公开")
    assert Publication.objects.get().state == "published"


def the_public_reads(town: Town) -> None:
    page = town.at("public", "/public/?unit=路灯")
    page.get_by_role("link", name=re.compile("路灯管理所")).first.click()
    expect(page, "1.74")
    assert "填表人" not in page.locator("body").inner_text()
    page.get_by_role("link", name="1.74", exact=True).first.click()
    expect(page, "公务接待")
    town.picture(page, "public")
    made = Publication.objects.get()
    for kind in ("docx", "xlsx", "json", "csv"):
        answer = page.request.get(f"{town.server}/public/filings/{made.pk}/1.{kind}")
        assert answer.ok, kind
        assert answer.body()
