"""What stands between a package and its signature: errors not waived, warnings not
answered."""

from dataclasses import dataclass
from datetime import date

from jiping.web.campaigns.models import Assignment
from jiping.web.submissions import findings
from jiping.web.submissions.models import Answer, Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A finding with what was said to it. ``number`` counts them on the page; ``before``
    is an answer that was given when something else was stated."""

    number: int
    said: findings.Record
    answer: Answer | None
    before: Answer | None
    waiver: Waiver | None
    waived: bool

    @property
    def open(self) -> bool:
        """Whether it must still be dealt with before the package can be signed."""
        severity = self.said["severity"]
        if severity == findings.ERROR:
            return not self.waived
        return severity == findings.WARNING and self.answer is None

    @property
    def word(self) -> str:
        """错误, 警告 or 提示."""
        return findings.WORDS[self.said["severity"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Every finding of a package in order, errors first."""

    items: tuple[Item, ...]

    @property
    def errors(self) -> tuple[Item, ...]:
        """Errors that bar the way."""
        return tuple(i for i in self.items if i.open and i.said["severity"] == "error")

    @property
    def unanswered(self) -> tuple[Item, ...]:
        """Warnings without a reason."""
        return tuple(
            i for i in self.items if i.open and i.said["severity"] == "warning"
        )

    @property
    def bars(self) -> tuple[str, ...]:
        """One Chinese sentence for each kind of bar; none where it may be signed."""
        bars = []
        if self.errors:
            bars.append(
                f"还有{len(self.errors)}项错误没有改正，也没有经财政部门同意豁免。"
            )
        if self.unanswered:
            bars.append(f"还有{len(self.unanswered)}项警告没有说明理由。")
        return tuple(bars)

    @property
    def waived(self) -> tuple[Waiver, ...]:
        """The waivers that let errors stand."""
        found = (i.waiver for i in self.items if i.waived)
        return tuple(waiver for waiver in found if waiver is not None)

    def item(self, key: findings.Key) -> Item | None:
        """The finding of this key."""
        return next((i for i in self.items if findings.key_of(i.said) == key), None)


_ORDER = (findings.ERROR, findings.WARNING, findings.INFO)


def gate(assignment: Assignment, records: list[findings.Record], today: date) -> Gate:
    """What bars these findings' package on that day."""
    answers: dict[tuple[str, str], list[Answer]] = {}
    for answer in assignment.answers.select_related("by").order_by("at"):
        answers.setdefault((answer.rule, answer.at_ref), []).append(answer)
    waivers = list(assignment.waivers.select_related("approved_by", "asked_by"))
    ordered = sorted(records, key=lambda each: _ORDER.index(each["severity"]))
    return Gate(
        items=tuple(
            _item(number, said, answers, waivers, today)
            for number, said in enumerate(ordered, start=1)
        )
    )


def _item(
    number: int,
    said: findings.Record,
    answers: dict[tuple[str, str], list[Answer]],
    waivers: list[Waiver],
    today: date,
) -> Item:
    rule, at, stated = findings.key_of(said)
    given = answers.get((rule, at), [])
    same = [each for each in given if each.stated == stated]
    asked = [
        each
        for each in waivers
        if (each.rule, each.at_ref) == (rule, at)
        and each.message == said["message"][:500]
    ]
    holding = [each for each in asked if holds(each, today)]
    waiver = next(iter([*holding, *asked]), None)
    return Item(
        number=number,
        said=said,
        answer=same[-1] if same else None,
        before=None if same or not given else given[-1],
        waiver=waiver,
        waived=bool(holding),
    )


def holds(waiver: Waiver, today: date) -> bool:
    """Whether a waiver was granted and has not run out."""
    granted = waiver.approved_at is not None and waiver.refused_at is None
    return granted and waiver.until is not None and waiver.until >= today
