"""What comes of a year's results: what is to be mended, and what the next budget is told."""

from datetime import date

from django.conf import settings
from django.db import models

from jiping.web.campaigns.models import Campaign
from jiping.web.units.models import Unit


class Rectification(models.Model):
    """One thing that a unit is to mend by a day.

    ``origin`` is what it was made from (``judgement:12``, ``item:5:0``,
    ``submission:3:problems:p1``; empty where a person wrote it); from one thing one task
    is made. ``office`` is the bureau or department that asks and checks.
    """

    class State(models.TextChoices):
        OPEN = "open", "待整改"
        REPORTED = "reported", "已反馈，待核查"
        RETURNED = "returned", "退回继续整改"
        ACCEPTED = "accepted", "核查通过，待销号"
        CLOSED = "closed", "已销号"

    class Source(models.TextChoices):
        FINDING = "finding", "复核认定的问题"
        DEDUCTION = "deduction", "附件5扣分"
        REPORT = "report", "报告自述的问题"
        OTHER = "other", "其他"

    OURS = (State.OPEN, State.RETURNED)

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="rectifications"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rectifications")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=12, choices=Source)
    origin = models.CharField(max_length=120, blank=True)
    where = models.CharField("出处", max_length=200, blank=True)
    problem = models.CharField("问题", max_length=600)
    measure = models.CharField("整改要求", max_length=600, blank=True)
    due = models.DateField("整改期限")
    state = models.CharField("状态", max_length=12, choices=State, default=State.OPEN)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField("下达时间", auto_now_add=True)
    reminded_on = models.DateField("催办日期", null=True)
    closed_at = models.DateTimeField("销号时间", null=True)

    class Meta:
        ordering = ("due", "pk")
        verbose_name = "整改任务"
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "unit", "origin"),
                condition=~models.Q(origin=""),
                name="one_task_an_origin",
            )
        ]
        indexes = [models.Index(fields=("campaign", "state", "due"))]

    def __str__(self) -> str:
        return f"{self.unit}整改任务{self.pk}"

    @property
    def policy_unit(self) -> Unit:
        return self.unit

    @property
    def policy_state(self) -> str:
        return self.state

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        return str(self.get_state_display())

    def is_late(self, today: date) -> bool:
        """Whether the unit still owes it after its day."""
        return self.state in self.OURS and today > self.due


class Step(models.Model):
    """What was done about a task, in order; never changed."""

    class Kind(models.TextChoices):
        ISSUED = "issued", "下达任务"
        REPORTED = "reported", "反馈整改情况"
        RETURNED = "returned", "退回"
        ACCEPTED = "accepted", "核查通过"
        CLOSED = "closed", "销号"
        EXTENDED = "extended", "延期"

    task = models.ForeignKey(Rectification, models.PROTECT, related_name="steps")
    kind = models.CharField("办理", max_length=12, choices=Kind)
    text = models.CharField("内容", max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "整改记录"


class Proof(models.Model):
    """A file that shows that it was mended; ``digest`` is SHA-256 over its bytes."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="proofs")
    file = models.FileField("整改佐证", upload_to="rectifications/%Y/")
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("字节")
    digest = models.CharField("SHA-256", max_length=64)

    class Meta:
        ordering = ("pk",)
        verbose_name = "整改佐证"

    @property
    def policy_unit(self) -> Unit:
        return self.step.task.unit

    @property
    def policy_state(self) -> str:
        return self.step.task.state


class Suggestion(models.Model):
    """What a person suggests for a project in the next budget, and why. ``key`` is the
    project's table, empty for the unit as a whole."""

    class Choice(models.TextChoices):
        FIRST = "first", "优先保障"
        CUT = "cut", "核减"
        MENDED = "mended", "整改后安排"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="suggestions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="suggestions")
    key = models.CharField(max_length=160, blank=True)
    choice = models.CharField("建议", max_length=8, choices=Choice)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "预算安排建议"
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "unit", "key"), name="one_suggestion_a_line"
            )
        ]


class Note(models.Model):
    """A remark to a unit in the ranking."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rank_notes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rank_notes")
    text = models.CharField("备注", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "排名备注"
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "unit"), name="one_rank_note_a_unit"
            )
        ]
