"""What changed from one version of a package to the next, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.rules.labels import Labels
from jiping.web.drafts.shape import put_together
from jiping.web.submissions.models import Submission
from jiping.web.submissions.reading import cells_in
from jiping.writers.words import form_heading, row_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One cell that differs; ``kind`` is ``changed``, ``added`` or ``removed``. The names
    are as printed."""

    ref: Ref
    kind: str
    form: str
    row: str
    column: str
    before: str
    after: str


def changes(
    before: Mapping[Ref, str], after: Mapping[Ref, str]
) -> tuple[tuple[Ref, str, str], ...]:
    """Address, text before and text after of every cell that differs; a cell that is not
    there is empty. In the order of ``after``, then what is gone."""
    refs = dict.fromkeys((*after, *before))
    return tuple(
        (ref, before.get(ref, ""), after.get(ref, ""))
        for ref in refs
        if before.get(ref, "") != after.get(ref, "")
    )


def differences(old: Submission, new: Submission) -> tuple[Difference, ...]:
    """Cell by cell, with the names of form, row and column."""
    before, after = cells_in(old), cells_in(new)
    was, now = put_together(old.shape, before), put_together(new.shape, after)
    named = {True: Labels(now), False: Labels(was)}
    return tuple(
        Difference(
            ref=ref,
            kind="changed" if a and b else "added" if b else "removed",
            form=form_heading(now if b else was, ref.form, ref.key),
            row=row_name(now if b else was, ref),
            column=named[bool(b)].of(ref)[2],
            before=a,
            after=b,
        )
        for ref, a, b in changes(before, after)
    )


def row_name(filing: Filing, ref: Ref) -> str:
    """What a row is called, or which paragraph of the report it is."""
    if ref.form != "report":
        sheet = filing.sheet(ref.form, ref.key)
        return row_words(sheet[ref.row]) if sheet and ref.row in sheet else "表外文字"
    sections = filing.report.sections if filing.report else ()
    section = next((s for s in sections if s.key == ref.key), None)
    return section.heading.raw if section else "封面、附件及落款"
