"""By when a filing has to be public, and what says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jiping import law
from jiping.web.publication.models import Publication

DAYS = "publication.days"
REPLIES = ("publication.reply_to_departments", "publication.reply_to_units")
CERTAINTY = {
    "read": "已对照原文",
    "quoted": "转引自其他文件",
    "memory": "未对照原文，请核对",
    "house": "本系统的默认值",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day; None where nothing is known to count from. ``why`` says in Chinese
    what it is counted from and what it rests on."""

    day: date | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the law: what, how many days, on which article, how sure we are."""

    title: str
    days: int
    note: str
    citation: str
    certainty: str


def deadline(publication: Publication) -> Deadline:
    """The earlier of the lawful day and the campaign's."""
    campaign = publication.assignment.campaign
    own = campaign.publication_due
    term = next(terms(campaign.year, campaign.form, (DAYS,)), None)
    if publication.replied_on is None or term is None:
        if own:
            return Deadline(
                day=own, why="自评通知定的公开日期；决算批复日期还没有登记。"
            )
        return Deadline(day=None, why="决算批复日期还没有登记，算不出法定期限。")
    lawful = publication.replied_on + timedelta(days=term.days)
    if own and own < lawful:
        return Deadline(day=own, why=f"自评通知定的公开日期，早于法定期限{lawful}。")
    why = f"决算{publication.replied_on}批复，{term.days}日内公开（{term.citation}，{term.certainty}）。"
    return Deadline(day=lawful, why=why)


def terms(
    year: int, form: str, ids: tuple[str, ...] = (*REPLIES, DAYS)
) -> Iterator[Term]:
    """The terms of the law in force for a year's filings."""
    parameters = law.parameters(year, form)
    for key in ids:
        if key in parameters:
            found = parameters[key]
            assert isinstance(found.value, int)
            yield Term(
                title=TITLES[key],
                days=found.value,
                note=found.note,
                citation="；".join(map(str, found.cites)),
                certainty=CERTAINTY[found.cites[0].certainty],
            )


TITLES = {
    "publication.reply_to_departments": "财政部门批复部门决算",
    "publication.reply_to_units": "部门批复所属单位决算",
    DAYS: "决算批复后公开",
}
