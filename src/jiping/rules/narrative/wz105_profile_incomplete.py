"""基本情况缺少职能职责或人员情况

## 查什么
“基本情况”一章有没有写职能职责，有没有写编制、在职等人员情况。按这两方面的用词识别。

## 为什么
职能职责是确定绩效目标的依据，人数是核对附件1控制率的依据。

## 怎么改
按“三定”规定补写主要职责，补写编制数和年末在职人数，人数与附件1一致。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, joined
from jiping.rules.shared.text_words import concept


@rule(
    severity="info",
    message="“{chapter}”没有写{missing}。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the chapter on the unit, naming what it leaves out."""
    report = case.filing.report
    assert report is not None
    for section in report.of_role("profile"):
        said = body(report, section)
        text = joined((section.heading, *said))
        duties = report.of_role("duties") or concept("duties").search(text)
        posts = report.of_role("staffing") or concept("posts").search(text)
        missing = [
            name
            for name, found in (("职能职责", duties), ("编制、在职人数", posts))
            if not found
        ]
        if said and missing and section.level == 1:
            yield hit(
                section.heading,
                *said,
                stated="（未写）",
                expected=f"补写{'和'.join(missing)}",
                chapter=section.heading.raw,
                missing="和".join(missing),
            )
