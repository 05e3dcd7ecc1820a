"""Last year: everything came in, was accepted and graded, most of it is public."""

from jiping.web.campaigns.actions import CloseCampaign
from jiping.web.demo import closing, opening, using
from jiping.web.demo.stage import Stage
from jiping.web.inbox.models import Message
from jiping.web.publication.actions import Correct, Publish
from jiping.web.publication.models import Publication
from jiping.web.submissions.models import Waiver
from jiping.web.submissions.waivers import DecideWaiver

DEPARTMENTS = ("city", "school", "road", "water")
# Who handed in on which day; due is day -3. Two were late.
HANDED_IN = {
    "water-own": -10,
    "water-upkeep": -9,
    "school-own": -9,
    "school-teachers": -8,
    "city-own": -7,
    "school-luming": -6,
    "city-sanitation": -5,
    "road-own": -5,
    "road-upkeep": -4,
    "road-passenger": -4,
    "road-town-songtang": -3,
    "city-lighting": -1,
    "road-town-yunling": 1,
}
WAIVED = "road-passenger"
UNPUBLISHED = ("road-town-yunling", "road-passenger")


def plan(stage: Stage) -> None:
    """Write down what happens on which day."""
    stage.on(-25, opening.begin, stage, (-3, 6, 16, 30))
    for place, slug in enumerate(DEPARTMENTS):
        stage.on(-24 + place, opening.notify, stage, slug)
        stage.on(-22, opening.form_group, stage, slug)
    stage.on(-5, _waived, stage, WAIVED)
    for slug, day in HANDED_IN.items():
        if slug != WAIVED:
            stage.on(day - 1, stage.write, slug)
        stage.on(day, stage.sign, slug, "情况属实，佐证资料已附。")
        stage.on(3, stage.approve, slug)
        stage.on(9, stage.accept, slug)
    for place, slug in enumerate(DEPARTMENTS):
        stage.on(4, stage.consolidate, slug)
        # One department was late, too.
        stage.on(8 if slug == "road" else 5, stage.sign, slug)
        stage.on(12, stage.accept, slug)
        stage.on(16, closing.decide, stage, slug)
        if slug != "city":
            stage.on(18 + place, closing.agree, stage, slug)
        stage.on(26, closing.finalize, stage, slug)
    _objection(stage)
    for slug in (*HANDED_IN, *DEPARTMENTS):
        if slug not in UNPUBLISHED:
            stage.on(20, stage.publish, slug)
    stage.on(24, _corrected, stage, "water-own")
    stage.on(32, _close, stage)
    using.plan(stage)


def _objection(stage: Stage) -> None:
    why = "正文第七部分已按五个方面逐项分析，请复查。"
    said = "经复查，问题分析较为全面，予以采纳。"
    stage.on(19, closing.object_to, stage, "city", "problems", why)
    stage.on(22, closing.answer, stage, "city", "problems", "19", said)


def _corrected(stage: Stage, slug: str) -> None:
    """A filing that was corrected after it had been public."""
    public = Publication.objects.get(assignment=stage.part(slug))
    head = stage.head(slug)
    stage.do(Correct(head, public, "补充项目支出情况的说明。", hide=False))
    stage.mask(head, public)
    stage.do(Publish(head, public))


def _waived(stage: Stage, slug: str) -> None:
    """An error that the bureau let stand for that year."""
    stage.write(slug)
    stage.ask_waiver(
        slug, "专项考核结果晚于自评下达，本年先按考核结果填列，请准予保留。"
    )
    until, opinion = stage.day(30), "同意本年保留，下年按本表口径填列。"
    for asked in Waiver.objects.filter(assignment=stage.part(slug)):
        stage.do(DecideWaiver(stage.bureau_head, asked, until, opinion))


def _close(stage: Stage) -> None:
    stage.do(CloseCampaign(stage.bureau_head, stage.campaign))
    # A year later nobody's inbox is still full of it.
    Message.objects.update(read_at=stage.clock.at)
