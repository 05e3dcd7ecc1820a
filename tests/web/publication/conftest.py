"""An accepted filing with a person's name and numbers in it, on its way to the public."""

from collections.abc import Callable
from pathlib import Path

import pytest
from web_filings import IDENTITY, MOBILE, NAME, handed_in, sample, signed

from jiping.web.campaigns.models import Assignment
from jiping.web.publication.actions import Confirm, Prepare, Publish
from jiping.web.publication.models import Publication


def personal() -> str:
    """The sample with personal data at every kind of place: signatures, remarks, prose,
    a project's name, an indicator's name."""
    text = signed(sample())
    text = text.replace("业务工作经费", f"业务工作经费{MOBILE}")
    text = text.replace(
        "受理市民照明类来电和工单",
        f"受理市民照明类来电（联系人：{NAME}，身份证{IDENTITY}，139 0730 1234）和工单",
    )
    return text.replace(
        "负责城区路灯", "负责（热线13800138000，邮箱ouyang@example.cn）城区路灯"
    )


@pytest.fixture
def accepted(county, tmp_path: Path) -> Assignment:
    """灯's accepted filing."""
    part = county.assignments["灯"]
    handed_in(part, personal(), county.people["head@灯"], tmp_path)
    return part


@pytest.fixture
def prepared(county, accepted: Assignment) -> Publication:
    """Scanned, nothing confirmed."""
    return Prepare(county.people["filer@灯"], accepted).perform()


@pytest.fixture
def confirm(county) -> Callable[[Publication], Publication]:
    """The head masks all that is open."""

    def confirmed(publication: Publication) -> Publication:
        decisions = {mask.pk: ("mask", "") for mask in publication.masks.all()}
        return Confirm(county.people["head@灯"], publication, decisions).perform()

    return confirmed


@pytest.fixture
def published(county, prepared: Publication, confirm) -> Publication:
    """Public, everything masked."""
    return Publish(county.people["head@灯"], confirm(prepared)).perform()
