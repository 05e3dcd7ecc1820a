"""Changes to rectification tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.calendar import calendar
from jiping.web.campaigns.models import Campaign
from jiping.web.campaigns.workdays import UnknownYear
from jiping.web.core.actions import Action, Refused
from jiping.web.core.uploads import MB, File, plain_name
from jiping.web.drafts.evidence.files import suffix_of
from jiping.web.followup.models import Proof, Rectification, Step
from jiping.web.followup.origins import LONGEST, Origin, Part, open_origins
from jiping.web.inbox.tell import people_of
from jiping.web.submissions.judging import office_of
from jiping.web.submissions.storing import keep
from jiping.web.units.models import Unit

Told = Iterable[tuple[Iterable[User], str, str]]
State = Rectification.State
ASKERS = (Role.REVIEWER, Role.BUREAU_HEAD, Role.DEPARTMENT_OFFICER)
MOST_TASKS = 60
MOST_DAYS = 250
MOST_FILES = 10
MOST_BYTES = 40 * MB
LATEST_YEARS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """One task to be made: from what (``Origin.ref``), or of a person's own words where
    that is empty; and what is to be done."""

    origin: str
    problem: str
    measure: str


def said(text: str, what: str, least: int = 4, most: int = 1000) -> str:
    """A text as typed. Raises Refused where it is too short or too long."""
    text = text.strip()
    if len(text) < least:
        raise Refused(f"请写明{what}，至少{least}个字。")
    if len(text) > most:
        raise Refused(f"{what}最多{most}字，请缩短。")
    return text


def deadline(due: date | None, working_days: int | None) -> date:
    """A day, or so many working days from today. Raises Refused for both or neither, or
    one that is over or far away."""
    today = localdate()
    if (due is None) == (working_days is None):
        raise Refused("整改期限请填日期，或者填工作日数，填其中一项。")
    if due is None:
        assert working_days is not None
        if not 1 <= working_days <= MOST_DAYS:
            raise Refused(f"整改期限要在1至{MOST_DAYS}个工作日之间。")
        try:
            return calendar().later(today, working_days)
        except UnknownYear as fault:
            raise Refused(f"{fault}也可以直接填日期。") from fault
    if due < today:
        raise Refused("整改期限不能早于今天。")
    if due.year > today.year + LATEST_YEARS:
        raise Refused(f"整改期限不能超过{LATEST_YEARS}年。")
    return due


def page_of(task: Rectification) -> str:
    """The page of a task."""
    return reverse("followup-task", args=(task.pk,))


class IssueRectifications(Action[Sequence[Rectification]]):
    """Ask a unit to mend things until a day: ``due``, or ``working_days`` from today."""

    verb = "followup.issue"
    actor: User
    subject: Part

    def __init__(
        self,
        actor: User,
        part: Part,
        wanted: Sequence[Wanted],
        due: date | None = None,
        working_days: int | None = None,
    ) -> None:
        super().__init__(actor, part)
        self.wanted = wanted
        self.due, self.working_days = due, working_days

    def effect(self) -> Sequence[Rectification]:
        """Raises Refused for none, too many, or something that is asked already."""
        if not 0 < len(self.wanted) <= MOST_TASKS:
            raise Refused(f"请选择要整改的问题，一次最多{MOST_TASKS}项。")
        part = self.subject
        office = office_of(self.actor, part.unit, *ASKERS)
        if office.pk == part.unit.pk:
            raise Refused("本部门自己的整改任务由财政部门下达。", denied=True)
        due = deadline(self.due, self.working_days)
        known = {each.ref: each for each in open_origins(part)}
        made = [self._made(each, known, office, due) for each in self.wanted]
        for task in made:
            Step.objects.create(
                task=task, kind=Step.Kind.ISSUED, text=task.measure, by=self.actor
            )
        return made

    def _made(
        self, wanted: Wanted, known: dict[str, Origin], office: Unit, due: date
    ) -> Rectification:
        origin = None
        if wanted.origin:
            # Taken out, so that the same is not asked for twice in one go.
            origin = known.pop(wanted.origin, None)
            if origin is None:
                raise Refused("有一项问题已经下达过整改任务，或已不在了，请刷新页面。")
        problem = (
            origin.problem if origin else said(wanted.problem, "问题", most=LONGEST)
        )
        measure = wanted.measure.strip() or (origin.measure if origin else "")
        return Rectification.objects.create(
            campaign=self.subject.campaign,
            unit=self.subject.unit,
            office=office,
            source=origin.source if origin else Rectification.Source.OTHER,
            origin=wanted.origin,
            where=origin.where if origin else "",
            problem=problem,
            measure=said(measure, "整改要求", most=LONGEST),
            due=due,
            issued_by=self.actor,
        )

    def facts(self, result: Sequence[Rectification]) -> Mapping[str, Any]:
        """Which tasks, from what, until when."""
        return {
            "campaign": self.subject.campaign.pk,
            "tasks": [[t.pk, t.source, t.origin] for t in result],
            "due": result[0].due,
        }

    def told(self, result: Sequence[Rectification]) -> Told:
        """The unit, and its department where the bureau asks."""
        unit, office = self.subject.unit, result[0].office
        sentence = (
            f"{office}向{unit}下达{len(result)}项整改任务，请于{result[0].due}前反馈。"
        )
        page = page_of(result[0]) if len(result) == 1 else reverse("followup")
        yield unit_people(unit), sentence, page
        above = unit.department
        if above is not None and above.pk not in (unit.pk, office.pk):
            yield people_of(above, Role.DEPARTMENT_OFFICER), sentence, page


def unit_people(unit: Unit) -> tuple[User, ...]:
    """Who acts for a unit; for a department its officers too."""
    return people_of(unit, Role.FILER, Role.UNIT_HEAD, Role.DEPARTMENT_OFFICER)


class OnTask(Action[Rectification]):
    """A step of one task."""

    actor: User
    subject: Rectification
    kind: Step.Kind

    def step(self, text: str) -> Step:
        """Keep what was done."""
        return Step.objects.create(
            task=self.subject, kind=self.kind, text=text, by=self.actor
        )

    def moved(self, state: str, **more: Any) -> Rectification:
        """Into another state."""
        task = self.subject
        task.state = state
        for name, value in more.items():
            setattr(task, name, value)
        task.save(update_fields=["state", *more])
        return task

    def as_office(self) -> None:
        """Raises Refused where the person is not of the office that asks."""
        offices = {unit.pk for unit in self.actor.units_as(*ASKERS)}
        if self.subject.office_id not in offices:
            raise Refused(
                f"这项任务由{self.subject.office}下达，也由它核查。", denied=True
            )

    def facts(self, result: Rectification) -> Mapping[str, Any]:
        return {"state": result.state, "due": result.due}

    def to_unit(self, sentence: str) -> Told:
        """Tell the unit."""
        yield unit_people(self.subject.unit), sentence, page_of(self.subject)


class ReportRectification(OnTask):
    """Say what was mended, and prove it with files."""

    verb = "followup.report"
    kind = Step.Kind.REPORTED

    def __init__(
        self, actor: User, task: Rectification, text: str, files: Sequence[File]
    ) -> None:
        super().__init__(actor, task)
        self.text, self.files = text, files
        self.kept: list[tuple[File, str]] = []

    def perform(self) -> Rectification:
        """The files first, whole, on the disk; then the rest."""
        self.ask()
        if len(self.files) > MOST_FILES:
            raise Refused(f"一次最多上传{MOST_FILES}个文件，多的请打成一个 .zip。")
        if sum(len(file.data) for file in self.files) > MOST_BYTES:
            raise Refused(f"文件合计超过{MOST_BYTES // MB}MB，请压缩后再传。")
        suffixes = [suffix_of(plain_name(f.name), f.data) for f in self.files]
        self.kept = [
            (file, keep("rectifications", file.data, suffix))
            for file, suffix in zip(self.files, suffixes, strict=True)
        ]
        return super().perform()

    def effect(self) -> Rectification:
        """Raises Refused for a report without words or without any proof."""
        text = said(self.text, "整改情况")
        earlier = Proof.objects.filter(step__task=self.subject).exists()
        if not self.kept and not earlier:
            raise Refused("请上传整改的佐证材料。")
        step = self.step(text)
        for file, name in self.kept:
            Proof.objects.create(
                step=step,
                file=name,
                name=plain_name(file.name),
                size=len(file.data),
                digest=name.rpartition("/")[2].partition(".")[0],
            )
        return self.moved(State.REPORTED)

    def facts(self, result: Rectification) -> Mapping[str, Any]:
        """The files, by name and digest."""
        proofs = Proof.objects.filter(step=result.steps.last())
        files = [[each.name, each.digest] for each in proofs]
        return {**super().facts(result), "files": files}

    def told(self, result: Rectification) -> Told:
        """The office that asked."""
        people = people_of(result.office, *ASKERS)
        yield people, f"{result.unit}反馈了整改情况，请核查。", page_of(result)


class AcceptRectification(OnTask):
    """It is mended."""

    verb = "followup.accept"
    kind = Step.Kind.ACCEPTED

    def __init__(self, actor: User, task: Rectification, opinion: str = "") -> None:
        super().__init__(actor, task)
        self.opinion = opinion

    def effect(self) -> Rectification:
        self.as_office()
        self.step(said(self.opinion, "核查意见", 0))
        return self.moved(State.ACCEPTED)

    def told(self, result: Rectification) -> Told:
        yield from self.to_unit(f"{result.office}核查通过了一项整改。")


class ReturnRectification(OnTask):
    """It is not mended yet; ``due`` gives more time."""

    verb = "followup.return"
    kind = Step.Kind.RETURNED

    def __init__(
        self, actor: User, task: Rectification, opinion: str, due: date | None = None
    ) -> None:
        super().__init__(actor, task)
        self.opinion, self.due = opinion, due

    def effect(self) -> Rectification:
        self.as_office()
        due = deadline(self.due, None) if self.due else self.subject.due
        self.step(said(self.opinion, "退回的理由"))
        return self.moved(State.RETURNED, due=due)

    def told(self, result: Rectification) -> Told:
        yield from self.to_unit(
            f"{result.office}退回了一项整改，请于{result.due}前重新反馈。"
        )


class ExtendRectification(OnTask):
    """A later day, with the reason."""

    verb = "followup.extend"
    kind = Step.Kind.EXTENDED

    def __init__(
        self, actor: User, task: Rectification, due: date, reason: str
    ) -> None:
        super().__init__(actor, task)
        self.due, self.reason = due, reason

    def effect(self) -> Rectification:
        self.as_office()
        due = deadline(self.due, None)
        if due <= self.subject.due:
            raise Refused(f"要延到{self.subject.due}以后。")
        self.step(f"延至{due}：{said(self.reason, '延期的理由', most=500)}")
        return self.moved(self.subject.state, due=due)

    def told(self, result: Rectification) -> Told:
        yield from self.to_unit(f"一项整改任务的期限延至{result.due}。")


class CloseRectification(OnTask):
    """Off the list: checked, or, with a reason, no longer asked for."""

    verb = "followup.close"
    kind = Step.Kind.CLOSED

    def __init__(self, actor: User, task: Rectification, opinion: str = "") -> None:
        super().__init__(actor, task)
        self.opinion = opinion

    def effect(self) -> Rectification:
        self.as_office()
        checked = self.subject.state == State.ACCEPTED
        self.step(said(self.opinion, "不再要求整改的理由", 0 if checked else 4))
        return self.moved(State.CLOSED, closed_at=timezone.now())

    def told(self, result: Rectification) -> Told:
        yield from self.to_unit(f"{result.office}将一项整改任务销号。")


class RemindLate(Action[Sequence[Rectification]]):
    """Tell every unit that is late with what this person's office asked, once a day."""

    verb = "followup.remind"
    actor: User
    subject: Campaign

    def __init__(self, actor: User, campaign: Campaign) -> None:
        super().__init__(actor, campaign)

    def effect(self) -> Sequence[Rectification]:
        """Raises Refused where nobody is late, or all were told today."""
        today = localdate()
        late = (
            Rectification.objects.filter(
                campaign=self.subject,
                office__in=self.actor.units_as(*ASKERS),
                state__in=Rectification.OURS,
                due__lt=today,
            )
            .exclude(reminded_on=today)
            .select_related("unit")
        )
        found = list(late)
        if not found:
            raise Refused("没有逾期的整改任务，或今天已经催过了。")
        for task in found:
            task.reminded_on = today
            task.save(update_fields=["reminded_on"])
        return found

    def facts(self, result: Sequence[Rectification]) -> Mapping[str, Any]:
        return {"tasks": [task.pk for task in result]}

    def told(self, result: Sequence[Rectification]) -> Told:
        by_unit: dict[Unit, list[Rectification]] = {}
        for task in result:
            by_unit.setdefault(task.unit, []).append(task)
        for unit, tasks in by_unit.items():
            days = (localdate() - min(task.due for task in tasks)).days
            sentence = f"{unit}有{len(tasks)}项整改任务逾期，最长{days}天，请尽快反馈。"
            yield unit_people(unit), sentence, reverse("followup")
