"""What locking the rows of a batch would do, unit by unit, and what is wrong with them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiping.forms import forms
from jiping.intake.text import squash
from jiping.intake.values import number
from jiping.model.filing import Filing, Row, Sheet
from jiping.model.values import Entry, Ref
from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.policy import decide
from jiping.web.drafts.models import TargetBatch
from jiping.web.drafts.targets.rows import level2_of

LOCKED = ("level1", "level2", "level3", "target", "weight")
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Target:
    """One approved indicator. ``level2`` is a key as ``output.quality``, ``words`` the
    levels as printed; ``project`` is empty for the unit as a whole."""

    project: str
    level2: str
    words: tuple[str, str]
    level3: str
    target: str
    weight: str


@dataclass(frozen=True, slots=True)
class OfUnit:
    """The targets of one unit; ``weights`` are the points of each table together."""

    assignment: Assignment
    targets: tuple[Target, ...]
    weights: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Units in the order of their codes; ``problems`` say where and what."""

    units: tuple[OfUnit, ...]
    problems: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many targets there are."""
        return sum(len(each.targets) for each in self.units)


def planned(batch: TargetBatch, user: User) -> Plan:
    """What the batch would do if this person applied it now."""
    campaign = batch.campaign
    known = list(
        campaign.assignments.exclude(state=Assignment.State.WITHDRAWN).select_related(
            "campaign", "unit__parent__parent__parent"
        )
    )
    by_code = {each.unit.code: each for each in known}
    by_name = {squash(each.unit.name): each for each in known}
    found: dict[int, list[Target]] = {}
    problems: list[tuple[str, str]] = []
    seen: Counter[tuple[Any, ...]] = Counter()
    for row in batch.rows:
        code = row["unit"].strip()
        whose = by_code.get(code) if code else by_name.get(squash(row["unit_name"]))
        fault = _whose_fault(row, whose, user) or _fault(row, campaign)
        if not fault and whose is not None:
            target = _target(row, campaign)
            address = (
                whose.pk,
                squash(target.project),
                target.level2,
                squash(target.level3),
            )
            seen[address] += 1
            if seen[address] > 1:
                fault = f"指标“{target.level3}”在同一张表里有两行，请只留一行。"
            else:
                found.setdefault(whose.pk, []).append(target)
        if fault:
            problems.append((row["where"], fault))
    units = [
        OfUnit(each, tuple(found[each.pk]), tuple(_weights(found[each.pk])))
        for each in known
        if each.pk in found
    ]
    return Plan(tuple(units), tuple(problems))


def _whose_fault(row: dict[str, str], whose: Assignment | None, user: User) -> str:
    called = row["unit"] or row["unit_name"]
    if not called.strip():
        return "没有写单位编码或单位名称。"
    if whose is None:
        return f"“{called}”不在这次自评的单位里，请核对单位编码。"
    decision = decide(user, "target.lock", whose)
    return "" if decision else f"“{whose.unit}”：{decision.reason}"


def _fault(row: dict[str, str], campaign: Campaign) -> str:
    if not row["level3"].strip():
        return "没有写三级指标。"
    if not _key(row, campaign):
        return f"“{row['level1']}”“{row['level2']}”不是表式里的一级、二级指标，请按表式写。"
    if not row["target"].strip():
        return f"指标“{row['level3']}”没有写指标值。"
    return weight_fault(row["weight"])


def weight_fault(weight: str) -> str:
    """What is wrong with a weight; nothing where it is 0 to 100 points."""
    points, _ = number(weight, "分")
    if not isinstance(points, Decimal) or not 0 <= points <= _FULL:
        return f"分值“{weight}”要是0到100的数。"
    return ""


def _key(row: dict[str, str], campaign: Campaign) -> str:
    return row.get("key") or level2_of(
        forms()[campaign.form], row["level1"], row["level2"]
    )


def _target(row: dict[str, str], campaign: Campaign) -> Target:
    key = _key(row, campaign)
    class_, _, part = key.partition(".")
    kind = forms()[campaign.form].classes.get(class_)
    words = (row["level1"], row["level2"])
    if kind is not None and part in kind.level2:
        words = (words[0] or kind.name, words[1] or kind.level2[part][0])
    return Target(
        project=row["project"].strip(),
        level2=key,
        words=words,
        level3=row["level3"].strip(),
        target=row["target"].strip(),
        weight=row["weight"].strip(),
    )


def _weights(targets: Sequence[Target]) -> Iterator[tuple[str, Decimal]]:
    for project in dict.fromkeys(each.project for each in targets):
        points = [number(t.weight, "分")[0] for t in targets if t.project == project]
        known = [each for each in points if isinstance(each, Decimal)]
        yield project or "部门整体", sum(known, Decimal(0))


def as_filing(targets: Sequence[Target]) -> Filing:
    """The targets as tables 附件2 and 附件3 that hold nothing else."""
    sheets = []
    for project in dict.fromkeys(each.project for each in targets):
        form, key = ("project", project) if project else ("overall", "")
        rows = [
            _row(form, key, f"t{number}", each)
            for number, each in enumerate(targets)
            if each.project == project
        ]
        sheets.append(Sheet(form=form, key=key, name=project, rows=tuple(rows)))
    return Filing(
        unit="", year=None, layout="", sheets=tuple(sheets), report=None, places={}
    )


def _row(form: str, key: str, row: str, target: Target) -> Row:
    texts = (*target.words, target.level3, target.target, target.weight)
    cells = {
        column: Entry(ref=Ref(form, key, row, column), raw=text, value=text)
        for column, text in zip(LOCKED, texts, strict=True)
    }
    return Row(
        key=row, kind="indicator", parent=target.level2, cells=cells, template=False
    )
