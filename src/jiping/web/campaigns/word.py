"""A notice as Word, in the plan of paper that the house's letters are drawn from."""

from collections.abc import Iterator
from datetime import date

from jiping.forms.printing import layouts
from jiping.web.campaigns.drafting import day
from jiping.web.campaigns.models import CONTENTS, Notice
from jiping.writers.forms import render
from jiping.writers.forms.build import GENERAL
from jiping.writers.forms.plan import Page, Plan, Text
from jiping.writers.forms.report import text

_NUMERALS = "一二三四五六"


def notice_document(notice: Notice, to: str, issuer: str, on: date | None) -> bytes:
    """The notice as .docx: number, title, to whom, the six contents, who and when."""
    page = Page(
        kind="report",
        key="notice",
        name="通知",
        blocks=tuple(_blocks(notice, to, issuer, on)),
    )
    plan = Plan(layout=layouts()[GENERAL], title=notice.title, pages=(page,), day=on)
    return render(plan, ".docx")


def _blocks(notice: Notice, to: str, issuer: str, on: date | None) -> Iterator[Text]:
    if notice.number:
        yield text("caption", notice.number)
    yield text("report_title", notice.title)
    yield text("addressee", f"{to}：")
    for place, (field, name) in enumerate(CONTENTS):
        yield text("heading", f"{_NUMERALS[place]}、{name}")
        lines = getattr(notice, field).splitlines() or [""]
        yield from (text("body", line.strip()) for line in lines if line.strip())
    yield text("closing", "")
    yield text("closing", issuer)
    yield text("closing", day(on))
