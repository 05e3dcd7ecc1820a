"""The 附件5 grade of the self-evaluation work: what a package shows, and what happened."""

from jiping.rubric.events import Absence, Document, Events, HandIn
from jiping.rubric.grading import grade

__all__ = ["Absence", "Document", "Events", "HandIn", "grade"]
