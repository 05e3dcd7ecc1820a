"""From documents without meaning to filings whose every part has a key and a place."""

from jiping.intake.package import delivered, filings

__all__ = ["delivered", "filings"]
