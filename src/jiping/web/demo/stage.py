"""One year of the county: its campaign, its days, and what its people do in it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jiping.model.values import Ref
from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.calendar import calendar
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.campaigns.workdays import Calendar
from jiping.web.core.actions import Action
from jiping.web.demo import papers
from jiping.web.demo.clock import Clock
from jiping.web.demo.people import BUREAU, person
from jiping.web.departments.actions import Consolidate, DepartmentApproves
from jiping.web.drafts.actions import SaveCells, StartDraft, Typed
from jiping.web.drafts.importing.actions import ImportPackage, TakeOver
from jiping.web.drafts.importing.plan import MINE, Item, planned
from jiping.web.drafts.models import Draft
from jiping.web.publication.actions import Confirm, Prepare, Publish, SetReply
from jiping.web.publication.models import Publication
from jiping.web.reviews.actions import Accept, BureauJudges
from jiping.web.submissions import findings
from jiping.web.submissions.actions import AnswerWarning, HandOver, Submit
from jiping.web.submissions.gate import gate
from jiping.web.submissions.models import Judgement, Submission
from jiping.web.submissions.package import package_of
from jiping.web.submissions.statements import statements
from jiping.web.submissions.waivers import AskWaiver
from jiping.web.units.models import Unit

ONE = timedelta(days=1)
Told = Callable[[], object]


@dataclass
class Stage:
    """A year. ``folder`` names its filings, ``base`` is its day 0; days are counted in
    working days from there. What is to happen is first written down (``on``), then
    performed in the order of the days (``play``)."""

    folder: str
    year: int
    base: date
    clock: Clock
    units: Mapping[str, Unit]
    campaign: Campaign = field(default_factory=Campaign)
    _plan: list[tuple[int, int, Told]] = field(default_factory=list)
    _known: Calendar = field(default_factory=calendar)

    def day(self, offset: int) -> date:
        """The working day so many behind day 0, which is the last one up to ``base``."""
        day = self.base
        while not self._known.is_worked(day):
            day -= ONE
        if offset >= 0:
            return self._known.later(day, offset)
        for _ in range(-offset):
            day -= ONE
            while not self._known.is_worked(day):
                day -= ONE
        return day

    def on(self, offset: int, act: Callable[..., object], *given: Any) -> None:
        """Let something happen on a day."""
        self._plan.append((offset, len(self._plan), lambda: act(*given)))

    @property
    def length(self) -> int:
        """How much is to happen."""
        return len(self._plan)

    def play(self) -> Iterator[int]:
        """Everything, day by day; the day of each thing before it happens."""
        for offset, _, act in sorted(self._plan, key=lambda each: each[:2]):
            yield offset
            self.clock.go(self.day(offset))
            act()

    def do(self, action: Action[Any]) -> Any:
        """Perform an action, some minutes after the one before."""
        self.clock.go(self.clock.at.date())
        return action.perform()

    # Who

    @property
    def reviewer(self) -> User:
        """The bureau's reviewer."""
        return person(self.units[BUREAU], Role.REVIEWER)

    @property
    def bureau_head(self) -> User:
        """The bureau's head."""
        return person(self.units[BUREAU], Role.BUREAU_HEAD)

    def officer(self, slug: str) -> User:
        """The officer of a unit's department."""
        department = self.units[slug].department
        assert department is not None
        return person(department, Role.DEPARTMENT_OFFICER)

    def filer(self, slug: str) -> User:
        """Who fills in for a unit."""
        return person(self.units[slug], Role.FILER)

    def head(self, slug: str) -> User:
        """Who signs for a unit."""
        return person(self.units[slug], Role.UNIT_HEAD)

    # What

    def part(self, slug: str) -> Assignment:
        """A unit's part in the campaign."""
        found = Assignment.objects.select_related(
            "campaign", "unit__parent__parent__parent"
        )
        return found.get(campaign=self.campaign, unit=self.units[slug])

    def draft(self, slug: str) -> Draft:
        """Its draft, as it stands."""
        found = Draft.objects.get(assignment=self.part(slug))
        found.refresh_from_db()
        return found

    def version(self, slug: str) -> Submission:
        """What it handed in last."""
        found = Submission.objects.filter(assignment=self.part(slug))
        return found.select_related("assignment__unit").order_by("-number")[0]

    # Filling in

    def paper(self, slug: str) -> Any:
        """Its filing as a file."""
        assert self.campaign.publication_due is not None
        return papers.filing(
            self.folder,
            slug,
            self.units[slug].name,
            self.year,
            self.clock.at.date(),
            self.campaign.publication_due,
        )

    def write(self, slug: str, left: Callable[[Item], bool] | None = None) -> None:
        """The filer uploads the filing and takes over what is blank, but for what is to
        be ``left``."""
        filer = self.filer(slug)
        proposal = self.do(ImportPackage(filer, self.draft(slug), [self.paper(slug)]))
        draft, choices = self.draft(slug), {}
        if left is not None:
            items = planned(draft, proposal.content).items
            choices = {f"c-{item.id}": MINE for item in items if left(item)}
        self.do(TakeOver(filer, draft, proposal.pk, draft.revision, choices, MINE))

    def consolidate(self, slug: str) -> None:
        """A department begins its package, adds its units up, and writes the rest."""
        officer = self.officer(slug)
        self.do(StartDraft(officer, self.draft(slug), []))
        self.do(Consolidate(officer, self.draft(slug)))
        self.write(slug)

    def save(self, slug: str, texts: Mapping[Ref, str]) -> None:
        """The filer types into cells."""
        items = [Typed(ref, raw) for ref, raw in texts.items()]
        self.do(SaveCells(self.filer(slug), self.draft(slug), items))

    def ask_waiver(self, slug: str, reason: str) -> None:
        """A target that was missed and yet has full marks: the unit asks that this may
        stand."""
        draft = self.draft(slug)
        targets = dict(column(draft, "target"))
        marks = dict(column(draft, "score"))
        for ref, weight in column(draft, "weight"):
            target = targets[Ref(ref.form, ref.key, ref.row, "target")]
            full = Decimal(marks[Ref(ref.form, ref.key, ref.row, "score")])
            if target.startswith("≥") and full == Decimal(weight):
                break
        missed = _less(target)
        self.save(slug, {Ref(ref.form, ref.key, ref.row, "actual"): missed})
        records = package_of(self.draft(slug)).records
        for error in findings.of_severity(records, findings.ERROR):
            key = findings.key_of(error)
            self.do(AskWaiver(self.filer(slug), self.part(slug), key, reason))

    # Onward

    def sign(self, slug: str, reason: str = "") -> None:
        """Handed to the head, each warning answered, signed."""
        self.do(HandOver(self.filer(slug), self.part(slug)))
        part, head = self.part(slug), self.head(slug)
        records = package_of(self.draft(slug)).records if reason else []
        for item in gate(part, records, self.clock.at.date()).unanswered:
            self.do(AnswerWarning(head, part, findings.key_of(item.said), reason))
        signed = [each.id for each in statements(self.year)]
        self.do(Submit(head, self.part(slug), self.draft(slug).revision, signed))

    def approve(self, slug: str) -> None:
        """The department lets it go on."""
        officer, version = self.officer(slug), self.version(slug)
        office = self.units[slug].department
        assert office is not None
        self.do(DepartmentApproves(officer, version, office, "材料齐全，同意报送。"))

    def accept(self, slug: str) -> None:
        """The bureau judges what was found, and accepts."""
        version, bureau = self.version(slug), self.units[BUREAU]
        asked = findings.of_severity(version.findings, findings.ERROR, findings.WARNING)
        for record in asked:
            judge = BureauJudges(
                self.reviewer,
                version,
                bureau,
                key=findings.key_of(record),
                verdict=Judgement.Verdict.DISMISSED,
                reason="单位说明属实，不予认定。",
            )
            self.do(judge)
        self.do(Accept(self.reviewer, version, bureau, "复核通过。"))

    def prepare(self, slug: str) -> Publication:
        """Begin to make it public."""
        made: Publication = self.do(Prepare(self.filer(slug), self.part(slug)))
        return made

    def mask(self, head: User, begun: Publication) -> None:
        """Everything that may be personal is masked."""
        masks = {mask.pk: ("mask", "") for mask in begun.masks.all()}
        if masks:
            self.do(Confirm(head, begun, masks))

    def publish(self, slug: str) -> None:
        """Make it public, what is personal masked."""
        begun, head = self.prepare(slug), self.head(slug)
        self.mask(head, begun)
        self.do(SetReply(head, begun, self.clock.at.date().isoformat()))
        self.do(Publish(head, begun))


def indicators(draft: Draft, form: str) -> list[Ref]:
    """The rows of a form's first table that are indicators, in order."""
    sheet = next(s for s in draft.shape["sheets"] if s["form"] == form)
    rows = [row["key"] for row in sheet["rows"] if row["kind"] == "indicator"]
    return [Ref(form, sheet["key"], key) for key in rows]


def column(draft: Draft, name: str) -> list[tuple[Ref, str]]:
    """A column of the indicators of 附件2, where something stands."""
    held = {cell.ref: cell.raw for cell in draft.cells.filter(column=name)}
    refs = [Ref(r.form, r.key, r.row, name) for r in indicators(draft, "overall")]
    return [(ref, held[ref]) for ref in refs if held.get(ref)]


def _less(target: str) -> str:
    """A little less than a target like ``≥300次``."""
    amount, unit = re.fullmatch(r"≥([\d.]+)(.*)", target).groups()  # type: ignore[union-attr]
    digits = Decimal(amount)
    return f"{(digits * Decimal('0.97')).quantize(digits)}{unit}"
