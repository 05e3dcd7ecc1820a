"""Every change of a grade."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from jiping.web.accounts.models import Membership, User
from jiping.web.campaigns.calendar import calendar
from jiping.web.campaigns.models import Campaign
from jiping.web.campaigns.workdays import UnknownYear
from jiping.web.core.actions import Action, Refused
from jiping.web.core.policy import BUREAU_HEAD, HEAD, OFFICER, REVIEWER
from jiping.web.grading.models import DepartmentGrade, GradedItem, Objection
from jiping.web.grading.proposing import (
    OTHERWISE,
    basis_of,
    graded,
    is_asked,
    rows,
    rule_set,
)
from jiping.web.inbox.tell import people_of
from jiping.web.units.models import Unit

Told = Iterable[tuple[Iterable[User], str, str]]
State = DepartmentGrade.State
# Working days that a department has to object, where the reviewer sets none.
OBJECTION_DAYS = 5
LONGEST_OBJECTION_DAYS = 30


def holders(role: str) -> tuple[User, ...]:
    """Who holds a role anywhere."""
    held = Membership.objects.filter(role=role, ended_on=None, user__is_active=True)
    return tuple(membership.user for membership in held.select_related("user"))


class GradeAction(Action[DepartmentGrade]):
    """A change of one department's grade."""

    subject: DepartmentGrade

    @property
    def inside(self) -> str:
        """The bureau's page."""
        return reverse("grading-sheet", args=(self.subject.pk,))

    @property
    def outside(self) -> str:
        """The department's page."""
        return reverse("grading-read", args=(self.subject.pk,))

    def department_people(self) -> tuple[User, ...]:
        """Who is told in the department."""
        return people_of(self.subject.department, OFFICER, HEAD)

    def facts(self, result: DepartmentGrade) -> Mapping[str, Any]:
        return {"department": result.department.name, "total": _text(result.total)}


def grade_of(campaign: Campaign, department: Unit) -> DepartmentGrade:
    """The grade of a department in a campaign, a new one where there is none yet."""
    kept = DepartmentGrade.objects.filter(campaign=campaign, department=department)
    return kept.first() or DepartmentGrade(campaign=campaign, department=department)


class Propose(GradeAction):
    """Compute the items anew; what people decided stays where it still fits."""

    verb = "grading.propose"

    def __init__(
        self, actor: User | None, campaign: Campaign, department: Unit
    ) -> None:
        super().__init__(actor, grade_of(campaign, department))

    def effect(self) -> DepartmentGrade:
        grade = self.subject
        if grade.campaign.state == Campaign.State.DRAFT:
            raise Refused("自评工作还没有布置，不能评分。")
        if not is_asked(grade.campaign, grade.department):
            raise Refused("这次自评没有布置给这个部门，不能评分。")
        basis = basis_of(grade.campaign, grade.department)
        computed, outcome = graded(grade.campaign, grade.department, basis, localdate())
        if not computed.items:
            raise Refused(
                f"{grade.campaign.year}年度没有可用的考核评分标准，不能评分。"
            )
        made = list(rows(grade, computed, outcome))
        grade.basis, grade.citation = basis, computed.citation[:500]
        grade.rule_set, grade.computed_at = rule_set(), timezone.now()
        try:
            with transaction.atomic():
                grade.save()
        except IntegrityError:
            raise Refused("这个部门的评分刚刚已由他人算出，请刷新页面。") from None
        grade.items.all().delete()
        GradedItem.objects.bulk_create(made)
        grade.total = grade.summed()
        grade.save(update_fields=["total"])
        return grade


class Mark(GradeAction):
    """Give an item its points within a band, with the reason."""

    verb = "grading.mark"

    def __init__(
        self,
        actor: User | None,
        grade: DepartmentGrade,
        *,
        key: str,
        band: str,
        points: str,
        reason: str,
    ) -> None:
        super().__init__(actor, grade)
        self.key, self.band, self.points, self.reason = key, band, points, reason

    def effect(self) -> DepartmentGrade:
        grade = self.subject
        item = grade.items.filter(key=self.key).first()
        if item is None:
            raise Refused("没有这个考核项目，请刷新页面。")
        if not item.is_judged:
            raise Refused(
                f"“{item.title}”由系统按事实计算，不能改；事实有变请重新计算。"
            )
        item.awarded = within(item, self.band, self.points)
        item.band, item.reason = self.band, reasoned(self.reason)
        item.by, item.at = self.actor, timezone.now()
        item.save()
        grade.total = grade.summed()
        grade.save(update_fields=["total"])
        return grade

    def facts(self, result: DepartmentGrade) -> Mapping[str, Any]:
        return {"item": self.key, "band": self.band, "points": self.points}


class Decide(GradeAction):
    """All items have points: the grade stands, not yet told."""

    verb = "grading.decide"

    def effect(self) -> DepartmentGrade:
        grade = self.subject
        grade.total = grade.summed()
        if grade.total is None:
            left = "、".join(i.title for i in grade.items.all() if i.awarded is None)
            raise Refused(f"还有项目没有评定：{left}。")
        grade.state, grade.decided_by = State.DECIDED, self.actor
        grade.decided_at = timezone.now()
        grade.save()
        return grade


class Reopen(GradeAction):
    """Back to marking, before the department is told."""

    verb = "grading.reopen"

    def effect(self) -> DepartmentGrade:
        self.subject.state = State.PROPOSED
        self.subject.decided_by = self.subject.decided_at = None
        self.subject.save()
        return self.subject


class Tell(GradeAction):
    """Tell the department its grade, and until when it may object."""

    verb = "grading.tell"

    def __init__(
        self,
        actor: User | None,
        grade: DepartmentGrade,
        days: str | int = OBJECTION_DAYS,
    ) -> None:
        super().__init__(actor, grade)
        self.days = days

    def effect(self) -> DepartmentGrade:
        grade = self.subject
        try:
            days = int(self.days)
        except ValueError:
            days = 0
        if not 1 <= days <= LONGEST_OBJECTION_DAYS:
            raise Refused(f"异议期限请填1至{LONGEST_OBJECTION_DAYS}个工作日。")
        try:
            grade.objection_due = calendar().later(localdate(), days)
        except UnknownYear as fault:
            raise Refused(str(fault)) from None
        grade.state, grade.told_at = State.TOLD, timezone.now()
        grade.save()
        return grade

    def told(self, result: DepartmentGrade) -> Told:
        yield (
            self.department_people(),
            f"{result.campaign.year}年度自评工作考核得{_text(result.total)}分，"
            f"有异议请在{result.objection_due}前提出。",
            self.outside,
        )


class Accept(GradeAction):
    """The department has no objection."""

    verb = "grading.accept"

    def effect(self) -> DepartmentGrade:
        self.subject.accepted_at = timezone.now()
        self.subject.save()
        return self.subject

    def told(self, result: DepartmentGrade) -> Told:
        said = f"{result.department}对考核得分无异议，可以定稿。"
        yield holders(BUREAU_HEAD), said, self.inside


class Object(GradeAction):
    """The department objects to items, each with its reason."""

    verb = "grading.object"

    def __init__(
        self, actor: User | None, grade: DepartmentGrade, reasons: Mapping[str, str]
    ) -> None:
        super().__init__(actor, grade)
        self.reasons = {key: text.strip() for key, text in reasons.items()}

    def effect(self) -> DepartmentGrade:
        grade = self.subject
        if grade.accepted_at:
            raise Refused("部门已经确认无异议，不能再提出异议。")
        if grade.objection_due and localdate() > grade.objection_due:
            raise Refused(f"异议期限{grade.objection_due}已过，不能再提出异议。")
        given = {key: text for key, text in self.reasons.items() if text}
        items = list(grade.items.filter(key__in=given))
        if not items or len(items) != len(given):
            raise Refused("请至少对一个考核项目写明异议的理由。")
        assert self.actor is not None
        for item in items:
            assert item.awarded is not None
            Objection.objects.create(
                item=item,
                reason=given[item.key][:1000],
                by=self.actor,
                before=item.awarded,
            )
        grade.state = State.OBJECTED
        grade.save()
        return grade

    def facts(self, result: DepartmentGrade) -> Mapping[str, Any]:
        return {"reasons": {k: t for k, t in self.reasons.items() if t}}

    def told(self, result: DepartmentGrade) -> Told:
        said = f"{result.department}对考核得分提出异议，请复查。"
        yield (*holders(BUREAU_HEAD), *holders(REVIEWER)), said, self.inside


class Recheck(GradeAction):
    """The bureau's head answers every objection, with the points that hold then."""

    verb = "grading.recheck"

    def __init__(
        self,
        actor: User | None,
        grade: DepartmentGrade,
        answers: Mapping[str, tuple[str, str]],
    ) -> None:
        super().__init__(actor, grade)
        self.answers = answers

    def effect(self) -> DepartmentGrade:
        grade = self.subject
        for objection in Objection.objects.filter(item__grade=grade):
            item = objection.item
            points, answer = self.answers.get(item.key, ("", ""))
            objection.after = within(item, OTHERWISE, points)
            objection.answer = reasoned(answer, f"请写明对“{item.title}”的复查意见。")
            objection.answered_by, objection.answered_at = self.actor, timezone.now()
            objection.save()
            if item.awarded != objection.after:
                item.awarded, item.by, item.at = (
                    objection.after,
                    self.actor,
                    objection.answered_at,
                )
                item.save()
        grade.total, grade.state = grade.summed(), State.RECHECKED
        grade.save()
        return grade

    def told(self, result: DepartmentGrade) -> Told:
        said = f"考核得分异议已复查，复查后{_text(result.total)}分。"
        yield self.department_people(), said, self.outside


class Finalize(GradeAction):
    """The grade is final; nothing of it changes any more."""

    verb = "grading.finalize"

    def effect(self) -> DepartmentGrade:
        grade = self.subject
        waiting = grade.state == State.TOLD and grade.accepted_at is None
        if waiting and grade.objection_due and localdate() <= grade.objection_due:
            after = grade.objection_due + timedelta(days=1)
            raise Refused(f"异议期限未过，部门也没有确认无异议，{after}起才能定稿。")
        grade.state, grade.final_by = State.FINAL, self.actor
        grade.final_at = timezone.now()
        grade.save()
        return grade

    def told(self, result: DepartmentGrade) -> Told:
        said = f"{result.campaign.year}年度自评工作考核得分已定稿：{_text(result.total)}分。"
        yield self.department_people(), said, self.outside


def within(item: GradedItem, band: str, points: str) -> Decimal:
    """Points as typed. Raises Refused where they are no number, have more than two
    decimals, or lie outside the band (``OTHERWISE`` reaches over all points)."""
    try:
        given = Decimal(points.strip())
    except InvalidOperation:
        raise Refused(f"“{item.title}”的得分请填数字。") from None
    chosen = item.band_named(band)
    if chosen is None and band == OTHERWISE:
        chosen = {"from": "0", "to": f"{item.points:f}"}
    if chosen is None:
        raise Refused(f"请为“{item.title}”选择档次。")
    low, high = Decimal(chosen["from"]), Decimal(chosen["to"])
    fits = given.is_finite() and low <= given <= high and given == round(given, 2)
    if not fits:
        bounds = (
            f"是{_text(low)}分" if low == high else f"在{_text(low)}至{_text(high)}之间"
        )
        raise Refused(
            f"“{item.title}”选“{band}”时得分应{bounds}，最多两位小数；要给别的分，请改选档次。"
        )
    return given


def reasoned(text: str, sentence: str = "请写明评定的理由。") -> str:
    """A reason. Raises Refused with the sentence where it is empty."""
    if not text.strip():
        raise Refused(sentence)
    return text.strip()[:500]


def _text(points: Decimal | None) -> str:
    return "" if points is None else f"{points.normalize():f}"
