"""报告封面单位名称或日期空白

## 查什么
报告封面印有“单位名称：”“年 月 日”的，有没有填；封面、落款和各表签字栏是不是都没有日期。

## 为什么
没有单位、没有日期，不成其为正式报告，也无法判断是否按时报送。

## 怎么改
填写单位全称（盖章）和报告日期。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Filing, Report
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import spot

_UNIT = compile_late(
    r"(?:部门|单位)(?:\(单位\))?(?:名称)?(?:\([^()]*\))*:?(?:\([^()]*\))*"
)
_DATE_BLANK = compile_late(
    r"(?:日期|时间)?:?(?:20)?[_×xX\s]*年[_×xX\s]*月[_×xX\s]*日?|(?:报告|填报|报送)?(?:日期|时间):"
)
_DATE = compile_late(
    r"(?:19|20)\d\d[年.\-/]\d{1,2}|二[〇○零0][一二三四五六七八九十〇○零0]{2}年"
)


@rule(
    severity="info",
    message="报告{fault}，请填写。",
    cites=("party-document-format", "hunan-self-evaluation-forms#附件4"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the blanks of the cover; one where no date stands anywhere."""
    report = case.filing.report
    assert report is not None
    blanks = [
        (e, fault) for e in (*report.cover, *report.closing) if (fault := _fault(e))
    ]
    if blanks:
        yield hit(
            blanks[0][0],
            *(entry for entry, _ in blanks[1:]),
            stated="（空白）",
            expected="填写单位名称和日期",
            fault="、".join(dict.fromkeys(fault for _, fault in blanks)),
        )
    elif not _dated(report) and not _signed(case.filing):
        yield hit(
            spot(report.ref, report.title),
            *report.cover[:1],
            *report.closing[-1:],
            stated="（无）",
            expected="单位名称、盖章和日期",
            fault="没有封面日期，也没有落款日期",
        )


def _fault(entry: Entry) -> str:
    text = squash(entry.raw)
    if _DATE_BLANK.fullmatch(text):
        return "封面日期空白"
    named = "名称" in text or "盖章" in text
    return "封面单位名称空白" if named and _UNIT.fullmatch(text) else ""


def _signed(filing: Filing) -> bool:
    rows = (row for sheet in filing.sheets for row in sheet.of_kind("signature"))
    return any(row["date"].text for row in rows)


def _dated(report: Report) -> bool:
    last = [section.paragraphs[-1:] for section in report.sections[-1:]]
    entries = (*report.cover, *report.closing, *(e for tail in last for e in tail))
    return any(_DATE.search(squash(entry.raw)) for entry in entries)
