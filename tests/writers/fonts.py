"""Whether PDF can be set on this machine, for the tests that need it."""

import pytest

from jiping.writers.forms.pdf_fonts import installed


def _obstacle() -> str:
    try:
        installed()
    except ValueError as refusal:
        return str(refusal)
    return ""


OBSTACLE = _obstacle()
requires_pdf = pytest.mark.skipif(bool(OBSTACLE), reason=OBSTACLE or "PDF can be set")
