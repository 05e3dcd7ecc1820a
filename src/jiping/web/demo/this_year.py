"""This year, day 0 being today: every state that a filing can be in."""

from decimal import Decimal

from jiping.model.values import Ref
from jiping.web.campaigns.actions import Extend, Remind
from jiping.web.core.uploads import File
from jiping.web.demo import closing, opening, using
from jiping.web.demo.papers import stamped
from jiping.web.demo.stage import Stage, column, indicators
from jiping.web.departments.actions import (
    Consolidate,
    DepartmentAdds,
    DepartmentJudges,
    DepartmentReturns,
    Eliminate,
)
from jiping.web.drafts.actions import AddComment, Prefill, StartDraft
from jiping.web.drafts.evidence.actions import AddEvidence
from jiping.web.drafts.importing.plan import Item
from jiping.web.reviews.actions import Announce, GivePoints, Open
from jiping.web.submissions import findings
from jiping.web.submissions.actions import HandOver
from jiping.web.submissions.models import Judgement

_REASON = "指标口径按上级通知执行，佐证资料已附，情况属实。"


def plan(stage: Stage) -> None:
    """Write down what happened up to now: yesterday is day -1."""
    stage.on(-22, opening.begin, stage, (-3, 6, 18, 40))
    stage.on(-21, opening.notify, stage, "water")
    stage.on(-20, opening.notify, stage, "school")
    stage.on(-19, opening.notify, stage, "city")
    stage.on(-17, opening.notify, stage, "road", ("basis", "annexes"))
    for slug in ("water", "school", "city"):
        stage.on(-18, opening.form_group, stage, slug)
    _water(stage)
    _school(stage)
    _city(stage)
    _road(stage)
    _bureau(stage)


def _water(stage: Stage) -> None:
    """All accepted; two public, one on its way; an objection to the grade."""
    for slug, written in (("water-own", -16), ("water-upkeep", -15)):
        stage.on(written, stage.write, slug)
        stage.on(written + 1, stage.sign, slug)
        stage.on(-13, stage.approve, slug)
        stage.on(-10, stage.accept, slug)
    stage.on(-8, stage.consolidate, "water")
    stage.on(-7, stage.sign, "water")
    stage.on(-5, stage.accept, "water")
    stage.on(-4, stage.publish, "water-upkeep")
    stage.on(-3, stage.publish, "water")
    stage.on(-2, stage.prepare, "water-own")
    stage.on(-4, closing.decide, stage, "water")
    why = "第八部分的建议与第七部分的问题逐条对应，请复查。"
    stage.on(-1, closing.object_to, stage, "water", "advice", why)


def _school(stage: Stage) -> None:
    """Units accepted, one with a warning before the bureau, as is the department."""
    for slug, written in (("school-own", -14), ("school-teachers", -13)):
        stage.on(written, stage.write, slug)
        stage.on(written + 1, stage.sign, slug)
        stage.on(-10, stage.approve, slug)
        stage.on(-6, stage.accept, slug)
    stage.on(-3, stage.publish, "school-own")
    stage.on(-11, stage.write, "school-luming")
    stage.on(-10, _generous, stage, "school-luming")
    stage.on(-8, stage.sign, "school-luming", _REASON)
    stage.on(-6, stage.approve, "school-luming")
    stage.on(-4, stage.consolidate, "school")
    stage.on(-3, stage.sign, "school")


def _city(stage: Stage) -> None:
    """One approved, one returned with a letter, one late; the package begun."""
    stage.on(-9, stage.write, "city-own")
    stage.on(-7, stage.sign, "city-own")
    stage.on(-5, stage.approve, "city-own")
    stage.on(-8, stage.write, "city-lighting")
    stage.on(-7, _proved, stage, "city-lighting")
    stage.on(-7, _generous, stage, "city-lighting")
    stage.on(-6, stage.sign, "city-lighting", _REASON)
    stage.on(-2, _returned, stage, "city-lighting")
    stage.on(-4, stage.write, "city-sanitation")
    stage.on(-1, stage.sign, "city-sanitation")
    stage.on(-1, _summed, stage, "city")


def _road(stage: Stage) -> None:
    """One waiting for its head, one being filled, one asking for a waiver, a town that
    has not begun and one that handed in; the department has not begun."""
    stage.on(-6, stage.write, "road-own")
    stage.on(-2, _handed, stage, "road-own")
    stage.on(-5, _begun, stage, "road-upkeep")
    stage.on(-4, _extended, stage, "road-upkeep")
    stage.on(-1, _remarked, stage, "road-upkeep")
    stage.on(-7, stage.write, "road-passenger")
    why = "本项得分按省厅专项考核结果填列，与本表口径不同，请准予保留。"
    stage.on(-3, stage.ask_waiver, "road-passenger", why)
    stage.on(-5, stage.write, "road-town-songtang")
    stage.on(-4, stage.sign, "road-town-songtang")


def _bureau(stage: Stage) -> None:
    """A draw for spot checks; a re-check begun; reminders; a grade being worked on."""
    stage.on(-4, _drawn, stage)
    stage.on(-2, _examined, stage, "city-own")
    stage.on(-1, closing.propose, stage, "school")
    stage.on(-1, lambda: stage.do(Remind(stage.reviewer, stage.campaign)))
    stage.on(-1, using.remind, stage)


def _generous(stage: Stage, slug: str) -> None:
    """A deduction whose reason is struck out: a warning to be answered."""
    draft = stage.draft(slug)
    notes = [ref for ref, raw in column(draft, "deviation_note") if len(raw) > 4]
    stage.save(slug, {notes[0]: ""})


def _proved(stage: Stage, slug: str) -> None:
    """Evidence for the first indicator."""
    unit, day = stage.units[slug], stage.clock.at.date()
    lines = ["本年度养护台账共12册，逐月登记，详见原始记录。"]
    data = stamped("养护台账汇总表", lines, unit.name, day)
    ref = indicators(stage.draft(slug), "overall")[0]
    file = File("养护台账汇总表.pdf", data)
    stage.do(
        AddEvidence(stage.filer(slug), stage.draft(slug), ref, file, "第1页", "盖章件")
    )


def _returned(stage: Stage, slug: str) -> None:
    """The department agrees to what was found, adds a point, and returns."""
    version, officer = stage.version(slug), stage.officer(slug)
    office = stage.units["city"]
    for record in findings.of_severity(version.findings, findings.WARNING):
        judge = DepartmentJudges(
            officer,
            version,
            office,
            key=findings.key_of(record),
            verdict=Judgement.Verdict.AGREED,
            reason="请补写原因和改进措施。",
        )
        stage.do(judge)
    ref, _ = column(stage.draft(slug), "actual")[1]
    point = DepartmentAdds(
        officer,
        version,
        office,
        ref=ref,
        names=("附件二 整体支出绩效自评表", "节能灯具更换数量", "实际完成值"),
        message="更换数量与采购验收单不一致，请核对后附验收单。",
    )
    stage.do(point)
    due, opinion = stage.day(4), "请按所列问题修改，并补充佐证材料。"
    stage.do(DepartmentReturns(officer, version, office, due=due, opinion=opinion))


def _summed(stage: Stage, slug: str) -> None:
    """The department's package begun: totals, with money that two units both report."""
    officer = stage.officer(slug)
    stage.do(StartDraft(officer, stage.draft(slug), ["业务工作经费"]))
    ref = Ref("base", "", "procurement", "actual")
    said = "本级代环卫中心采购作业车辆，两家都列了政府采购金额。"
    stage.do(Consolidate(officer, stage.draft(slug)))
    stage.do(Eliminate(officer, stage.part(slug), ref, "6.80", said))
    stage.do(Consolidate(officer, stage.draft(slug)))


def _handed(stage: Stage, slug: str) -> None:
    stage.do(HandOver(stage.filer(slug), stage.part(slug)))


def _begun(stage: Stage, slug: str) -> None:
    """Begun from last year's; 附件1 filled, 附件2 in part, with two slips."""
    filer = stage.filer(slug)
    stage.do(StartDraft(filer, stage.draft(slug), ["业务工作经费", "运行维护经费"]))
    stage.do(Prefill(filer, stage.draft(slug)))
    stage.write(slug, _still_open)
    draft = stage.draft(slug)
    over = Ref("base", "", "reception", "actual")
    budget = draft.cells.get(form="base", row="reception", column="budget").raw
    score, given = column(draft, "score")[0]
    slips = {over: f"{Decimal(budget) * 2}", score: f"{Decimal(given) + 9}"}
    stage.save(slug, slips)


def _still_open(item: Item) -> bool:
    """The report, 附件3, and the latter indicators of 附件2."""
    if item.ref.form == "overall":
        return item.ref.row.startswith(("benefit", "satisfaction"))
    return item.ref.form in ("report", "project")


def _extended(stage: Stage, slug: str) -> None:
    reason = "站长换届，交接期间无法核对养护台账。"
    until = stage.day(4)
    stage.do(Extend(stage.reviewer, stage.part(slug), until, reason))


def _remarked(stage: Stage, slug: str) -> None:
    ref = Ref("base", "", "reception", "actual")
    said = "公务接待超出预算一倍，请核对凭证后再填。"
    stage.do(AddComment(stage.officer(slug), stage.draft(slug), ref, said))


def _drawn(stage: Stage) -> None:
    title = f"{stage.year}年度自评材料佐证抽查"
    drawn = stage.do(Announce(stage.reviewer, stage.campaign, title=title, count=2))
    stage.do(Open(stage.reviewer, drawn))


def _examined(stage: Stage, slug: str) -> None:
    """A row given other points than its figures do."""
    version = stage.version(slug)
    ref = indicators(stage.draft(slug), "overall")[0]
    points = GivePoints(
        stage.reviewer,
        version,
        stage.units["bureau"],
        at="|".join((ref.form, ref.key, ref.row)),
        points="1",
        reason="佐证只能证明完成一部分。",
    )
    stage.do(points)
