"""复核分: every row's points worked out again, or given by a reviewer, and their sum."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiping.model.filing import Row, Sheet
from jiping.model.finding import Computed
from jiping.model.values import ZERO, Ref
from jiping.pipeline.drafting import Look
from jiping.web.reviews.models import Rescore
from jiping.web.submissions.models import Submission
from jiping.web.submissions.package import grade_of
from jiping.web.submissions.reading import look_again
from jiping.writers.words import form_heading, row_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One row. ``stated`` is the unit's own score, ``computed`` what its figures give
    (None where they give none, ``why`` says), ``given`` the reviewer's."""

    ref: Ref
    name: str
    weight: Decimal | None
    stated: Decimal | None
    computed: Decimal | None
    why: str
    given: Rescore | None

    @property
    def points(self) -> Decimal:
        """What counts: the reviewer's, else the computed, else the unit's own."""
        if self.given is not None:
            return self.given.points
        found = self.computed if self.computed is not None else self.stated
        return found if found is not None else ZERO

    @property
    def differs(self) -> bool:
        """Whether what counts is not what the unit gave itself."""
        return self.points != (self.stated or ZERO)

    @property
    def at(self) -> str:
        """Its address as one text, for forms."""
        return "|".join((self.ref.form, self.ref.key, self.ref.row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One evaluation table with its two totals."""

    name: str
    rows: tuple[Scored, ...]
    stated: Decimal | None

    @property
    def points(self) -> Decimal:
        """The sum of what counts."""
        return sum((row.points for row in self.rows), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """All tables; the first is the one whose totals are the package's."""

    tables: tuple[Table, ...]
    self_score: Decimal | None
    self_grade: str
    grade: str

    @property
    def score(self) -> Decimal | None:
        """复核分; None where there is no table."""
        return self.tables[0].points if self.tables else None

    def row(self, at: str) -> Scored | None:
        """The row of an address."""
        return next((r for t in self.tables for r in t.rows if r.at == at), None)

    def data(self) -> list[dict[str, Any]]:
        """How every row was arrived at, as JSON."""
        return [
            {
                "table": table.name,
                "at": row.at,
                "name": row.name,
                "weight": _text(row.weight),
                "stated": _text(row.stated),
                "computed": _text(row.computed),
                "points": str(row.points),
                "reason": row.given.reason if row.given else row.why,
            }
            for table in self.tables
            for row in table.rows
        ]


def rechecked(submission: Submission) -> Rechecked:
    """The scores of a version as they stand now."""
    look = look_again(submission)
    given = {
        (each.form, each.key, each.row): each
        for each in submission.rescores.select_related("by")
    }
    tables = tuple(
        Table(
            name=form_heading(look.filing, sheet.form, sheet.key),
            rows=tuple(_rows(sheet, look, given)),
            stated=sheet["score_total"]["score"].number,
        )
        for sheet in look.filing.evaluations
    )
    score = tables[0].points if tables else None
    return Rechecked(
        tables=tables,
        self_score=submission.self_score,
        self_grade=grade_of(submission.self_score, look.filing),
        grade=grade_of(score, look.filing),
    )


def _rows(
    sheet: Sheet, look: Look, given: dict[tuple[str, str, str], Rescore]
) -> Iterator[Scored]:
    for row in _scored(sheet):
        ref = row["score"].ref
        own = look.keys.get(ref, ref)
        found: Computed | None = look.outcome.computed.get(ref)
        yield Scored(
            ref=own,
            name=row_words(row),
            weight=row["weight"].number,
            stated=row["score"].number,
            computed=found.points if found else None,
            why=found.explanation if found else "没有填写，不计分",
            given=given.get((own.form, own.key, own.row)),
        )


def _scored(sheet: Sheet) -> Iterable[Row]:
    """The rows that carry points; what does not apply has none."""
    if "total" in sheet:
        yield sheet["total"]
    for row in sheet.of_kind("indicator"):
        if row["weight"].number is not None or row["score"].number is not None:
            yield row


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
