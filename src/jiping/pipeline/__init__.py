"""The order of things, written once: files → documents → filings → findings.

What grades and what writes documents stands in ``grading``, ``annotating``, ``carrying``
and ``filling`` and is not loaded by who only checks.
"""

from jiping.pipeline.checking import (
    check_package,
    check_paths,
    check_text,
    count_packages,
    read_paths,
)

__all__ = [
    "check_package",
    "check_paths",
    "check_text",
    "count_packages",
    "read_paths",
]
