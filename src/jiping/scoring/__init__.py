"""Points worked out again from targets and actual values; arithmetic only."""

from jiping.scoring.compute import compute, grade, total

__all__ = ["compute", "grade", "total"]
