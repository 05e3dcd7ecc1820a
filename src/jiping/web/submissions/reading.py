"""Submissions read again: as filings, as the checker sees them now, and compared."""

from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.pipeline.drafting import Look, look
from jiping.web.drafts.prior import prior_of
from jiping.web.drafts.shape import put_together
from jiping.web.drafts.shelf import Shelf
from jiping.web.submissions import findings
from jiping.web.submissions.models import Submission
from jiping.web.submissions.rule_set import current
from jiping.writers import filing_json

_looks: Shelf[Look] = Shelf(24)


def cells_in(submission: Submission) -> dict[Ref, str]:
    """The text of every cell of a version."""
    return {Ref(*address): raw for *address, raw in submission.cells}


def filing_in(submission: Submission) -> Filing:
    """The version as intake read it when it was handed in."""
    return filing_json.parse(submission.filing)


def look_again(submission: Submission) -> Look:
    """The version drawn and checked by the rules of now."""
    return _looks.get(
        (submission.pk, submission.digest),
        lambda: look(
            put_together(submission.shape, cells_in(submission)),
            prior=prior_of(submission.assignment),
        ),
    )


class Rerun:
    """What the rules of now find in a version, beside what was found at hand-in.

    ``changed`` tells that the rules are others than then; ``records`` is what counts
    now; ``new`` and ``gone`` the difference.
    """

    def __init__(self, submission: Submission) -> None:
        self.then = submission.rule_set
        self.now = current()
        self.changed = self.then != self.now
        self.records: list[findings.Record] = submission.findings
        self.new: list[findings.Record] = []
        self.gone: list[findings.Record] = []
        if self.changed:
            self.records = findings.records(look_again(submission))
            before = findings.by_key(submission.findings)
            after = findings.by_key(self.records)
            self.new = [each for key, each in after.items() if key not in before]
            self.gone = [each for key, each in before.items() if key not in after]
