"""The 附件5 score sheet of the self-evaluation work as an official document."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import IO, Any

from jiping.forms.printing import layouts
from jiping.model.finding import Outcome
from jiping.model.grade import Grade, GradeItem
from jiping.model.layout import Layout
from jiping.writers import Options
from jiping.writers.forms import render
from jiping.writers.forms.boxes import Sheetful, head, label, side
from jiping.writers.forms.build import GENERAL, last_day
from jiping.writers.forms.plan import Box, Grid, Page, Plan, Text
from jiping.writers.forms.report import text
from jiping.writers.grades import NO_RUBRIC, Grader, grounds, item_name, score, totals
from jiping.writers.records import decimal_text
from jiping.writers.tally import Tally, files_of
from jiping.writers.words import plain

SUFFIXES = (".docx", ".pdf")
_BLANK = "_" * 12
_HEADS = ("一级指标", "二级指标", "评分标准", "得分", "评分依据")
# 166 mm in all, as the tables of the forms.
_WIDTHS = (20.0, 25.0, 50.0, 16.0, 55.0)


def grade_file(outcome: Outcome, grade: Grade, suffix: str) -> bytes:
    """The score sheet of one package as ``.docx`` or ``.pdf``. Raises ValueError (a
    Chinese sentence) for another suffix, or where what a PDF needs is not installed."""
    return _rendered([(outcome, grade)], suffix)


def write(
    outcomes: Iterable[Outcome],
    stream: IO[Any],
    options: Options,
    *,
    grade: Grader,
    suffix: str,
) -> Tally:
    """One sheet for each package that was read, all in one file. Raises ValueError as
    ``grade_file`` does, and where nothing was read."""
    tally, graded, said = Tally(), [], ""
    for outcome in outcomes:
        tally.add(outcome)
        if outcome.filing.sheets or outcome.filing.report:
            graded.append((outcome, grade(outcome)))
        else:
            said = next((n.text for n in outcome.notes if n.level == "error"), said)
    if not graded:
        raise ValueError(said or "没有读到自评资料。")
    stream.write(_rendered(graded, suffix))
    return tally


def _rendered(graded: Sequence[tuple[Outcome, Grade]], suffix: str) -> bytes:
    if suffix not in SUFFIXES:
        raise ValueError(
            f"评分表不能写成“{suffix}”文件，可以写成 {'、'.join(SUFFIXES)}。"
        )
    return render(grade_plan(graded), suffix)


def grade_plan(graded: Sequence[tuple[Outcome, Grade]]) -> Plan:
    """The sheets of one or more packages as a plan of paper."""
    first = graded[0][0].filing
    layout = _layout(graded[0][0])
    pages = tuple(
        Page(
            kind="rubric",
            key=str(number),
            name=f"评分表-{number}" if len(graded) > 1 else "评分表",
            blocks=tuple(_blocks(outcome, grade)),
        )
        for number, (outcome, grade) in enumerate(graded, start=1)
    )
    return Plan(
        layout=layout,
        title=_title(layout),
        pages=pages,
        day=last_day(first.year),
    )


def _layout(outcome: Outcome) -> Layout:
    known = layouts()
    own = known.get(outcome.filing.layout)
    return own if own and "rubric" in own.sheets else known[GENERAL]


def _title(layout: Layout) -> str:
    return layout.sheets["rubric"].title


def _blocks(outcome: Outcome, grade: Grade) -> Iterator[Text | Grid]:
    layout = _layout(outcome)
    if annex := layout.sheets["rubric"].annex:
        yield text("annex", annex)
    yield text("title", _title(layout))
    unit, year = plain(outcome.filing.unit) or _BLANK, outcome.filing.year or "____"
    yield text("note", f"被考核单位：{unit}　　年度：{year}")
    if not grade.items:
        yield text("note", NO_RUBRIC)
        return
    yield _table(outcome, grade)
    yield from (text("note", line) for line in totals(grade))
    yield text("note", f"依据：{plain(grade.citation)}。")
    yield text("signature", f"评分人：{_BLANK}　　复核人：{_BLANK}　　日期：{_BLANK}")


def _table(outcome: Outcome, grade: Grade) -> Grid:
    several = len(files_of(outcome)) > 1
    paper = Sheetful(_WIDTHS)
    paper.add(*map(head, _HEADS))
    for stage, group in groupby(grade.items, key=lambda item: item.stage):
        items = list(group)
        points = decimal_text(sum((i.points for i in items[1:]), items[0].points))
        first = [side(f"{stage}\n（{points}分）", len(items))]
        for item in items:
            paper.add(*first, *_row(item, several))
            first = []
    whole = decimal_text(
        grade.decided_points + grade.proposed_points + grade.open_points
    )
    told = all(item.state == "decided" for item in grade.items)
    awarded = f"{'' if told else '已定'}{decimal_text(grade.awarded_total)}"
    paper.add(label("合计", 2), label(f"{whole}分"), label(awarded), label(""))
    return paper.grid(heads=1)


def _row(item: GradeItem, several: bool) -> Iterator[Box]:
    yield label(f"{item_name(item)}\n（{decimal_text(item.points)}分）")
    yield label(item.clause, align="left")
    yield label(score(item).removesuffix("分"))
    yield label("\n".join(grounds(item, several)), align="left")
