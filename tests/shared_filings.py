"""The public filings that lie beside the repository, where they are present."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

requires_shared = pytest.mark.skipif(
    not (SHARED / "filings").is_dir(),
    reason="the public filings (../shared) are not present",
)
