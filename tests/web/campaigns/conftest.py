"""A campaign ready to be issued, and a day that it is today."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiping.web.campaigns.drafting import draft_campaign
from jiping.web.campaigns.models import Campaign

PDF = b"%PDF-1.4\n%stamped\n%%EOF\n"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Sets the day that the actions and pages take for today."""

    def set_(day: date) -> None:
        for module in (
            "actions",
            "department_actions",
            "views.table",
            "views.workdays",
        ):
            monkeypatch.setattr(f"jiping.web.campaigns.{module}.localdate", lambda: day)

    return set_


@pytest.fixture
def ready(county) -> Campaign:
    """Next year's campaign, drafted and complete."""
    campaign = Campaign(
        year=2024,
        kinds=["overall", "project"],
        form=county.campaign.form,
        rule_set="test",
        unit_due=date(2025, 3, 14),
        department_due=date(2025, 3, 28),
        review_due=date(2025, 4, 30),
        publication_due=date(2025, 6, 30),
    )
    draft_campaign(campaign)
    campaign.save()
    return campaign


@pytest.fixture
def stamped() -> Callable[..., SimpleUploadedFile]:
    """A stamped file, as it is uploaded."""

    def made(data: bytes = PDF, name: str = "通知.pdf") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, data, "application/pdf")

    return made
