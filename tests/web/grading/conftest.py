"""A department whose grade has been proposed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from web_filings import handed_in, sample

from jiping.web.grading.actions import Decide, Mark, Propose, Tell
from jiping.web.grading.models import DepartmentGrade

Marked = Callable[..., DepartmentGrade]


@pytest.fixture
def grade(county, tmp_path: Path) -> DepartmentGrade:
    """城's grade, computed from a package handed in three working days late."""
    part = county.assignments["城"]
    handed_in(part, sample(), county.people["head@城"], tmp_path, at="2024-04-03T09:00")
    return Propose(
        county.people["reviewer@财"], county.campaign, county.units["城"]
    ).perform()


@pytest.fixture
def mark(county) -> Callable[..., DepartmentGrade]:
    """Marks one item."""

    def marked(grade: DepartmentGrade, key: str, band: str, points: str, **more: str):
        more = {"reason": "与材料相符", "actor": "reviewer@财"} | more
        actor = county.people[more.pop("actor")]
        return Mark(actor, grade, key=key, band=band, points=points, **more).perform()

    return marked


@pytest.fixture
def decided(county, grade: DepartmentGrade, mark) -> DepartmentGrade:
    """All items marked."""
    mark(grade, "tables.measurable", "建议范围", "5")
    mark(grade, "tables.core", "其他情况（酌情）", "2.5")
    mark(grade, "tables.relevant", "其他情况（酌情）", "2")
    mark(grade, "problems", "较全面", "17")
    mark(grade, "advice", "较全面", "13")
    return Decide(county.people["reviewer@财"], grade).perform()


@pytest.fixture
def told(county, decided: DepartmentGrade) -> DepartmentGrade:
    """The department knows it and may object."""
    return Tell(county.people["reviewer@财"], decided, 5).perform()
