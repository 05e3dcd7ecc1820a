"""What was handed in: versions that never change, and what was said to their findings."""

from typing import Any

from django.conf import settings
from django.db import models

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment
from jiping.web.units.models import Unit


class Submission(models.Model):
    """One version of a unit's package as signed.

    ``filing`` is the filing as JSON, ``findings`` what the check of ``rule_set`` found
    in it (as ``findings.record``), ``shape`` and ``cells`` (``[form, key, row, column,
    text]`` each) the draft it was made from. ``digest`` is SHA-256 over the canonical
    JSON of all of them, with the statements and whose it is (``package.sealed``).
    ``facts`` are figures that lists need: counts of findings, early-warning lights.
    ``late_days`` are working days after ``due``, None where the calendar does not know.
    A submission is never changed: the database itself refuses.
    """

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField("第几次提交")
    filing = models.JSONField()
    shape = models.JSONField()
    cells = models.JSONField()
    findings = models.JSONField()
    rule_set = models.CharField("规则版本", max_length=40)
    digest = models.CharField("摘要", max_length=64)
    statements = models.JSONField("签署声明", default=list)
    document = models.FileField("文书", upload_to="submissions/%Y/", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("提交时间")
    due = models.DateField("截止日期", null=True)
    late_days = models.PositiveSmallIntegerField("迟交工作日", null=True, default=0)
    facts = models.JSONField("摘记", default=dict)
    self_score = models.DecimalField(
        "自评得分", max_digits=6, decimal_places=2, null=True
    )

    class Meta:
        ordering = ("assignment", "number")
        verbose_name = "提交"
        constraints = [
            models.UniqueConstraint(
                fields=("assignment", "number"), name="one_submission_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment} 第{self.number}次提交"

    @property
    def policy_unit(self) -> Unit:
        return self.assignment.unit

    @property
    def policy_state(self) -> str:
        return self.assignment.policy_state

    @property
    def is_late(self) -> bool:
        """Whether it came after its date."""
        return self.late_days is None or self.late_days > 0

    @property
    def is_last(self) -> bool:
        """Whether no later version of the same package was handed in."""
        return not self.assignment.submissions.filter(number__gt=self.number).exists()


class Answer(models.Model):
    """The unit's reason why a warning may stand. It holds for what was said when it was
    given: a warning that says something else is asked anew."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="answers")
    rule = models.CharField(max_length=8)
    at_ref = models.CharField("位置", max_length=460)
    stated = models.CharField(max_length=300, blank=True)
    reason = models.CharField("说明", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "警告说明"
        constraints = [
            models.UniqueConstraint(
                fields=("assignment", "rule", "at_ref", "stated"), name="one_answer"
            )
        ]


class Waiver(models.Model):
    """An error that the bureau lets stand until a date; a public record."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=8)
    at_ref = models.CharField("位置", max_length=460)
    message = models.CharField("问题", max_length=500)
    reason = models.CharField("理由", max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    until = models.DateField("有效期至", null=True)
    opinion = models.CharField("审批意见", max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "豁免"

    @property
    def policy_unit(self) -> Unit:
        return self.assignment.unit

    @property
    def policy_state(self) -> str:
        """``asked``, ``granted`` or ``refused``."""
        if self.approved_at:
            return "granted"
        return "refused" if self.refused_at else "asked"

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        labels = {"asked": "待审批", "granted": "已同意", "refused": "未同意"}
        return labels[self.policy_state]


class SentBack(models.Model):
    """A head's reason for giving the package back to the filer instead of signing."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="sent_back")
    reason = models.CharField("理由", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "负责人退回"


class Decision(models.Model):
    """What department or bureau decided on a submission."""

    class Kind(models.TextChoices):
        APPROVED = "approved", "审核通过"
        RETURNED = "returned", "退回修改"
        ACCEPTED = "accepted", "复核通过"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    opinion = models.TextField("意见", blank=True)
    due = models.DateField("修改期限", null=True)
    letter = models.FileField(upload_to="letters/%Y/", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "审核决定"

    @property
    def policy_unit(self) -> Unit:
        return self.submission.policy_unit

    @property
    def policy_state(self) -> str:
        return self.submission.policy_state


class Judgement(models.Model):
    """What a reviewer said to one finding of a submission, or a point they added.

    ``by_unit`` is the office that judged (department or bureau). ``record`` is the
    finding as data (``findings.record``); of a point added by hand the rule is
    ``findings.BY_HAND``. ``decision`` is the return that it went out with.
    """

    class Verdict(models.TextChoices):
        AGREED = "agreed", "认定"
        DISMISSED = "dismissed", "不予认定"

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="judgements"
    )
    rule = models.CharField(max_length=8)
    at_ref = models.CharField("位置", max_length=460)
    stated = models.CharField(max_length=300, blank=True)
    record = models.JSONField()
    verdict = models.CharField("结论", max_length=10, choices=Verdict)
    reason = models.CharField("理由", max_length=500, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="judgements"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "问题认定"
        constraints = [
            models.UniqueConstraint(
                fields=("submission", "by_unit", "rule", "at_ref", "stated"),
                name="one_judgement_a_finding",
            )
        ]

    @property
    def address(self) -> Ref:
        """The cell it speaks of."""
        form, key, row, column = (*self.at_ref.split("|"), "", "", "")[:4]
        return Ref(form, key, row, column)

    @property
    def said(self) -> dict[str, Any]:
        """The finding, typed for templates."""
        return dict(self.record)
