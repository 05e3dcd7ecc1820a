"""The 附件5 grade of each department's self-evaluation work, item by item."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from jiping.model.values import ZERO
from jiping.web.campaigns.models import Campaign
from jiping.web.submissions.models import Submission
from jiping.web.units.models import Unit


class DepartmentGrade(models.Model):
    """One department's grade in one campaign.

    ``total`` is in 分 and stands once every item has points. ``basis`` is the
    submission whose findings it rests on, None where nothing was handed in;
    ``objection_due`` the last day on which the department may object.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "评分中"
        DECIDED = "decided", "已评定，待告知"
        TOLD = "told", "已告知部门"
        OBJECTED = "objected", "有异议，待复查"
        RECHECKED = "rechecked", "已复查，待定稿"
        FINAL = "final", "已定稿"

    KNOWN = (State.TOLD, State.OBJECTED, State.RECHECKED, State.FINAL)

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="grades")
    department = models.ForeignKey(Unit, models.PROTECT, related_name="grades")
    state = models.CharField(
        "状态", max_length=12, choices=State, default=State.PROPOSED
    )
    basis = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="+"
    )
    citation = models.CharField("依据", max_length=500, blank=True)
    rule_set = models.CharField("规则版本", max_length=40, blank=True)
    total = models.DecimalField("总分", max_digits=6, decimal_places=2, null=True)
    computed_at = models.DateTimeField("计算时间", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("评定时间", null=True)
    told_at = models.DateTimeField("告知时间", null=True)
    objection_due = models.DateField("异议期限", null=True)
    accepted_at = models.DateTimeField("部门无异议", null=True)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    final_at = models.DateTimeField("定稿时间", null=True)

    class Meta:
        ordering = ("department__code",)
        verbose_name = "考核评分"
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "department"), name="one_grade_a_department"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.campaign.year}年度考核评分"

    @property
    def policy_unit(self) -> Unit:
        return self.department

    @property
    def policy_state(self) -> str:
        """Its state, ``new`` before it was first proposed."""
        return self.state if self.pk else "new"

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        return self.get_state_display() if self.pk else "尚未计算"

    @property
    def is_known(self) -> bool:
        """Whether the department has been told."""
        return self.state in self.KNOWN

    def summed(self) -> Decimal | None:
        """The points of all items; None while one has none."""
        points = [item.awarded for item in self.items.all()]
        known = [each for each in points if each is not None]
        return sum(known, ZERO) if points and len(known) == len(points) else None


class GradedItem(models.Model):
    """One item of 附件5, or one part of it.

    ``proof`` says how far it is decided by what happened and what the package shows:
    then ``awarded`` is computed and ``low`` and ``high`` equal it. Else a person chooses
    one of ``bands`` (``name from to proposed``) and points within it. ``grounds`` are
    the deductions and evidence, each with its words, cells and rules.
    """

    class Proof(models.TextChoices):
        DECIDED = "decided", "系统计算"
        PROPOSED = "proposed", "人工评定"
        OPEN = "open", "人工评定（无建议）"

    grade = models.ForeignKey(DepartmentGrade, models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=48)
    stage = models.CharField("环节", max_length=20)
    name = models.CharField("项目", max_length=40)
    part = models.CharField("分项", max_length=40, blank=True)
    clause = models.CharField("评分标准", max_length=500)
    points = models.DecimalField("满分", max_digits=5, decimal_places=2)
    proof = models.CharField("评定方式", max_length=10, choices=Proof)
    low = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    bands = models.JSONField(default=list)
    grounds = models.JSONField(default=dict)
    awarded = models.DecimalField("得分", max_digits=5, decimal_places=2, null=True)
    band = models.CharField("档次", max_length=40, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("grade", "place")
        verbose_name = "考核项目"
        constraints = [
            models.UniqueConstraint(fields=("grade", "key"), name="one_item_a_key")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """``完整性·报告正文``."""
        return f"{self.name}·{self.part}" if self.part else self.name

    @property
    def is_judged(self) -> bool:
        """Whether a person gives its points."""
        return self.proof != self.Proof.DECIDED

    @property
    def only_proposed(self) -> str:
        """The band proposed, where it is one; between several a person chooses."""
        proposed = [band["name"] for band in self.bands if band["proposed"]]
        return proposed[0] if len(proposed) == 1 else ""

    def band_named(self, name: str) -> dict[str, Any] | None:
        """The band of that name."""
        return next((band for band in self.bands if band["name"] == name), None)


class Objection(models.Model):
    """What a department objects to in one item, and what the re-check made of it."""

    item = models.OneToOneField(GradedItem, models.PROTECT, related_name="objection")
    reason = models.CharField("异议理由", max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    before = models.DecimalField("原得分", max_digits=5, decimal_places=2)
    after = models.DecimalField("复查得分", max_digits=5, decimal_places=2, null=True)
    answer = models.CharField("复查意见", max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("item__place",)
        verbose_name = "异议"
