"""What rules that compare with last year's filing need, and what they say without it."""

from collections.abc import Iterator

from jiping.model.filing import Filing, Row, Sheet
from jiping.model.finding import Skipped

NO_PRIOR = Skipped(reason="没有本单位上年的自评材料")


def same_sheets(filing: Filing, prior: Filing) -> Iterator[tuple[Sheet, Sheet]]:
    """The evaluation tables of this year, each with last year's of the same key."""
    for sheet in filing.evaluations:
        earlier = prior.sheet(sheet.form, sheet.key)
        if earlier is not None:
            yield sheet, earlier


def same_indicators(filing: Filing, prior: Filing) -> Iterator[tuple[Row, Row]]:
    """The indicators that last year's tables had too, each with its earlier row."""
    for sheet, earlier in same_sheets(filing, prior):
        for row in sheet.of_kind("indicator"):
            if row["level3"].text and row.key in earlier:
                yield row, earlier[row.key]
