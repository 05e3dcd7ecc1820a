"""From documents without meaning to filings whose every part has a key and a place.

What tells the pieces of a delivery apart stands in ``pieces`` and is not loaded by who
only checks.
"""

from jiping.intake.package import filings

__all__ = ["filings"]
