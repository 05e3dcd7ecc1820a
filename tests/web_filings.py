"""Submissions for tests of the workbench, made from the shipped samples."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jiping.pipeline import check_paths
from jiping.web.campaigns.models import Assignment
from jiping.web.submissions.models import Submission
from jiping.writers import filing_json

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAME, MOBILE, IDENTITY = "欧明轩", "13907301234", "43060219800101123X"


def sample(name: str = "zechuan-lighting") -> str:
    """The text of a sample."""
    return (SAMPLES / f"{name}.txt").read_text("utf-8")


def signed(text: str) -> str:
    """A sample with a person's name and numbers where filings have them."""
    for hidden in ("(公开版本已隐去)", "（公开版本已隐去）"):
        text = text.replace(f"填表人：{hidden}", f"填表人：{NAME}")
        text = text.replace(f"联系电话：{hidden}", f"联系电话：{MOBILE}")
    return text


def handed_in(
    assignment: Assignment,
    text: str,
    by: Any,
    tmp_path: Path,
    *,
    at: str = "2024-03-14T10:00",
    accepted: bool = True,
) -> Submission:
    """A submission of this text at that local time, accepted unless told otherwise."""
    path = tmp_path / "package.txt"
    path.write_text(text, "utf-8")
    outcome = next(iter(check_paths([str(path)])))
    made = Submission.objects.create(
        assignment=assignment,
        number=assignment.submissions.count() + 1,
        filing=filing_json.dump(outcome.filing),
        shape={},
        cells={},
        findings=[],
        rule_set="test",
        digest="0" * 64,
        by=by,
        at=datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Asia/Shanghai")),
    )
    if accepted:
        assignment.state = Assignment.State.ACCEPTED
        assignment.save()
    return made
