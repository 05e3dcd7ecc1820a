"""The bureau's re-check of a version, and draws for spot checks."""

from django.conf import settings
from django.db import models

from jiping.web.campaigns.models import Campaign
from jiping.web.submissions.models import Submission
from jiping.web.units.models import Unit


class Rescore(models.Model):
    """The points that a reviewer gives a row instead of the computed ones, and why."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="rescores")
    form = models.CharField(max_length=16)
    key = models.CharField(max_length=160, blank=True)
    row = models.CharField(max_length=200)
    points = models.DecimalField("复核分", max_digits=6, decimal_places=2)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "复核给分"
        constraints = [
            models.UniqueConstraint(
                fields=("submission", "form", "key", "row"), name="one_rescore_a_row"
            )
        ]


class ReviewResult(models.Model):
    """What an accepted version scored: by itself and re-checked, each with its grade
    (优良中差), both kept. ``rows`` are how each row was arrived at; ``rule_set`` the rules
    that the acceptance rests on."""

    submission = models.OneToOneField(
        Submission, models.PROTECT, related_name="review_result"
    )
    self_score = models.DecimalField(
        "自评得分", max_digits=6, decimal_places=2, null=True
    )
    self_grade = models.CharField("自评等级", max_length=4, blank=True)
    score = models.DecimalField("复核分", max_digits=6, decimal_places=2, null=True)
    grade = models.CharField("复核等级", max_length=4, blank=True)
    rows = models.JSONField()
    rule_set = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "复核结果"

    @property
    def policy_unit(self) -> Unit:
        return self.submission.policy_unit

    @property
    def policy_state(self) -> str:
        return self.submission.policy_state


class Draw(models.Model):
    """A draw for spot checks. Announced with the digests of a sealed seed and of the list;
    later the seed is opened and the list drawn from (``jiping.pipeline.draw``).

    ``public_source`` may name a figure that nobody knew at the announcement (a lottery's
    number of a later day); its value then stands behind the seed, with a hyphen between.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="draws")
    title = models.CharField("名称", max_length=120)
    count = models.PositiveSmallIntegerField("抽取数")
    seed = models.CharField("种子", max_length=120)
    seed_digest = models.CharField("种子摘要", max_length=64)
    population = models.JSONField("名单")
    list_digest = models.CharField("名单摘要", max_length=64)
    public_source = models.CharField("公开数来源", max_length=200, blank=True)
    public_value = models.CharField("公开数", max_length=60, blank=True)
    announced_at = models.DateTimeField("公布时间", auto_now_add=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField("开签时间", null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    result = models.JSONField("结果", default=list)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "抽查"

    def __str__(self) -> str:
        return self.title

    @property
    def policy_unit(self) -> None:
        """The bureau's: no single unit's."""
        return None

    @property
    def policy_state(self) -> str:
        """``announced``, then ``opened``."""
        return "opened" if self.opened_at else "announced"

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        return "已开签" if self.opened_at else "已公布名单"

    @property
    def whole_seed(self) -> str:
        """What the lots are drawn with."""
        return f"{self.seed}-{self.public_value}" if self.public_value else self.seed
