"""在职人数超过编制数没有说明

## 查什么
附件1的实际在职人数是否大于编制数，报告又没有提到超编、借调、划转、消化等原因。

## 为什么
财政供养人员不得超编。超编的人员经费没有预算依据。

## 怎么改
核对编制文件和在职人数；确属超编的，在报告中写明原因和消化办法。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs

_REASON = compile_late(
    r"超编|超员|满编|消化|划转|借调|安置|编外|转隶|军转|高于编制|超过编制"
)


@rule(
    severity="warning",
    message="实际在职{stated}人，编制{expected}人，超{difference}人，报告没有说明原因。",
    cites=("mof-2013-53",),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """Staff beyond the authorised posts, unless the report says why."""
    base, report = case.filing.base, case.filing.report
    assert base is not None
    posts, staff = base["staff"]["authorised_posts"], base["staff"]["staff_in_post"]
    if not posts.number or staff.number is None or staff.number <= posts.number:
        return
    told = report and any(_REASON.search(squash(e.raw)) for _, e in paragraphs(report))
    if not told:
        yield hit(
            staff,
            posts,
            base["staff"]["control_rate"],
            expected=posts.raw,
            difference=f"{staff.number - posts.number:f}",
        )
