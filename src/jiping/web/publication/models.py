"""What of a unit's filing is open to the public, in which editions, and what was masked."""

from django.conf import settings
from django.db import models

from jiping.web.campaigns.models import Assignment
from jiping.web.submissions.models import Submission
from jiping.web.units.models import Unit


class Publication(models.Model):
    """One filing's way to the public. Separate from approval: an accepted filing is not
    public before somebody of the unit or department has published it.

    ``submission`` is the version being prepared. ``current`` is the edition that the
    public sees, None before the first and after a withdrawal. ``ground`` and the two
    fields behind it say why it is exempt and who approved that. ``unit_name``,
    ``department_name``, ``year`` and ``published_on`` are kept here for the public list.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", "脱敏确认中"
        PUBLISHED = "published", "已公开"
        CORRECTING = "correcting", "更正中"
        WITHDRAWN = "withdrawn", "已撤回"
        EXEMPT = "exempt", "不予公开"

    class Ground(models.TextChoices):
        SECRET = "secret", "涉及国家秘密"
        OTHER = "other", "其他依法不予公开"

    assignment = models.OneToOneField(
        Assignment, models.PROTECT, related_name="publication"
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        "状态", max_length=12, choices=State, default=State.PREPARING
    )
    replied_on = models.DateField("决算批复日期", null=True, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    ground = models.CharField(
        "不予公开的事由", max_length=8, choices=Ground, blank=True
    )
    exempted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    exempted_at = models.DateTimeField("批准不予公开的时间", null=True)
    current = models.OneToOneField(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit_name = models.CharField(max_length=120, db_index=True)
    unit_code = models.CharField(max_length=32)
    department_name = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField()
    published_on = models.DateField("公开日期", null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "公开"
        indexes = [models.Index(fields=("-year", "unit_code"))]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.year}年度"

    @property
    def policy_unit(self) -> Unit:
        return self.assignment.unit

    @property
    def policy_state(self) -> str:
        """Its state; before it was begun, whether the filing is accepted."""
        if self.pk:
            return self.state
        accepted = self.assignment.state == Assignment.State.ACCEPTED
        return "accepted" if accepted else "not_accepted"

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        if self.pk:
            return self.get_state_display()
        return (
            "复核通过，尚未公开" if self.policy_state == "accepted" else "复核尚未通过"
        )


class Edition(models.Model):
    """One version that was public; never changed but for its withdrawal.

    ``filing`` is the masked filing as JSON: everything that the public sees is drawn
    from it and from nothing else. ``digest`` is SHA-256 over its canonical JSON. ``note``
    says why it replaced the one before. ``readable`` tells whether it may still be read
    after another has replaced it.
    """

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="editions"
    )
    number = models.PositiveSmallIntegerField("版次")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    filing = models.JSONField()
    digest = models.CharField(max_length=64)
    masked = models.PositiveSmallIntegerField("隐去处数", default=0)
    note = models.CharField("说明", max_length=300, blank=True)
    readable = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField("公开时间")
    ended_at = models.DateTimeField("停止公开时间", null=True)
    ended_why = models.CharField("停止公开的理由", max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        verbose_name = "公开版本"
        constraints = [
            models.UniqueConstraint(
                fields=("publication", "number"), name="one_edition_number"
            )
        ]

    @property
    def policy_unit(self) -> Unit:
        return self.publication.policy_unit

    @property
    def policy_state(self) -> str:
        return self.publication.policy_state


class Words(models.Model):
    """What the public can search a filing by: its masked text, folded."""

    publication = models.OneToOneField(
        Publication, models.CASCADE, related_name="words", primary_key=True
    )
    text = models.TextField()

    class Meta:
        verbose_name = "公开检索词"


class Mask(models.Model):
    """One stretch of text that may be personal data, and what a person decided.

    ``slot`` is where it is drawn, ``start`` and ``length`` the stretch in that text,
    ``found`` what stands there. What is kept has a reason.
    """

    class Decision(models.TextChoices):
        OPEN = "", "待确认"
        MASK = "mask", "隐去"
        KEEP = "keep", "保留"

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="masks")
    slot = models.CharField(max_length=40)
    where = models.CharField("位置", max_length=200)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField()
    length = models.PositiveIntegerField()
    kind = models.CharField("种类", max_length=20)
    found = models.CharField(max_length=200)
    decision = models.CharField(max_length=4, choices=Decision, blank=True)
    reason = models.CharField("保留的理由", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "脱敏"
        constraints = [
            models.UniqueConstraint(
                fields=("publication", "slot", "start"), name="one_mask_a_place"
            )
        ]
