"""Last year's filing of the same unit: beside this year's figures, and for the rules
that compare years."""

from jiping.model.filing import Filing
from jiping.web.campaigns.models import Assignment
from jiping.web.drafts.models import PriorFiling
from jiping.web.drafts.shelf import Shelf
from jiping.writers import filing_json

_filings: Shelf[Filing] = Shelf(64)


def prior_of(assignment: Assignment) -> Filing | None:
    """What the unit filed for the year before, as accepted; else what was imported as
    that; None where there is neither."""
    before = Assignment.objects.filter(
        unit=assignment.unit_id,
        campaign__year=assignment.campaign.year - 1,
        state=Assignment.State.ACCEPTED,
    )
    # Submissions stand on drafts, so they are reached by their relation.
    accepted = before.order_by("-submissions__number", "-pk")
    last = accepted.values_list("submissions__pk", flat=True).first()
    if last is not None:
        return _filings.get(("accepted", last), lambda: _accepted(last))
    imported = PriorFiling.objects.filter(draft__assignment=assignment)
    stamp = imported.values_list("pk", "at").first()
    if stamp is None:
        return None
    return _filings.get(
        ("imported", *stamp), lambda: filing_json.parse(imported.get().filing)
    )


def _accepted(submission: int) -> Filing:
    found = Assignment.objects.filter(submissions=submission)
    return filing_json.parse(found.values_list("submissions__filing", flat=True)[0])
