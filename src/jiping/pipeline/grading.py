"""The grade of a package that was checked; not loaded by who only checks."""

from jiping import rubric
from jiping.model.finding import Outcome
from jiping.model.grade import Grade
from jiping.pipeline.checking import parameters_of


def grade(outcome: Outcome) -> Grade:
    """The 附件5 grade of a package that was checked by every rule."""
    return rubric.grade(outcome, parameters_of(outcome.filing))
