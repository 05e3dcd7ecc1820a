"""A filing while it is written: its shape, its cells, and what happened to each."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.units.models import Unit


class Draft(models.Model):
    """The filing of one assignment while it is written.

    ``shape`` lists sheets, rows and sections with their keys, no values (see
    ``drafts.shape``). Its keys stay as they are while rows come and go, so cells,
    comments, history and bound prose keep their addresses. ``revision`` counts every
    change of shape or cell.
    """

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="draft")
    shape = models.JSONField(default=dict)
    revision = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "草稿"

    @property
    def policy_unit(self) -> Unit:
        return self.assignment.unit

    @property
    def policy_state(self) -> str:
        return self.assignment.policy_state

    @property
    def started(self) -> bool:
        """Whether there is anything to write into."""
        return bool(self.shape)

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: Any = None,
    ) -> None:
        """Read anew, with what the policy asks about: every save does this."""
        if fields is None:
            rows = Draft.objects.all() if from_queryset is None else from_queryset
            # Units above count for departments alone, and are asked for by those.
            from_queryset = rows.select_related(
                "assignment__campaign", "assignment__unit"
            )
        super().refresh_from_db(using, fields, from_queryset)


class Source(models.TextChoices):
    """Where the text of a cell came from."""

    TYPED = "typed", "录入"
    PASTED = "pasted", "粘贴"
    PRIOR = "prior", "上年带入"
    IMPORTED = "imported", "文件导入"
    DERIVED = "derived", "自动计算"
    RENEWED = "renewed", "数字更新"
    SETTLED = "settled", "冲突裁定"
    TARGET = "target", "批复指标"
    DRAFTED = "drafted", "据表起草"
    FORM = "form", "表样"
    CONSOLIDATED = "consolidated", "汇总"


class Cell(models.Model):
    """One cell, or one paragraph of the report, as it stands now.

    ``version`` counts its changes: who saves over a version they have not seen is told.
    ``page`` is the open page that saved it, which may save again before it has heard of
    its own version.
    ``revision`` is the draft's at its last change: who knows the cells of an earlier one
    need only read those of a later.
    ``bindings`` of a paragraph are ``[start, length, address]`` of each figure in it
    that is taken from a cell. ``locked`` says why it may not be typed into (a target
    approved with the budget), or is empty.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="cells")
    form = models.CharField(max_length=16)
    key = models.CharField(max_length=160, blank=True)
    row = models.CharField(max_length=200)
    column = models.CharField(max_length=40)
    raw = models.TextField(blank=True)
    bindings = models.JSONField(default=list, blank=True)
    locked = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.TYPED)
    page = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "单元格"
        constraints = [
            models.UniqueConstraint(
                fields=("draft", "form", "key", "row", "column"), name="one_cell"
            )
        ]

    @property
    def ref(self) -> Ref:
        """Its address."""
        return Ref(self.form, self.key, self.row, self.column)


class Change(models.Model):
    """One change of one cell; never changed itself."""

    Source = Source

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="changes")
    form = models.CharField(max_length=16)
    key = models.CharField(max_length=160, blank=True)
    row = models.CharField(max_length=200)
    column = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=12, choices=Source)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "修改记录"
        indexes = [models.Index(fields=("draft", "form", "key", "row", "column"))]


class Conflict(models.Model):
    """A value saved over a version that its writer had not seen. The cell keeps what it
    held (``theirs``); this is kept beside it until a person chooses."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="conflicts")
    form = models.CharField(max_length=16)
    key = models.CharField(max_length=160, blank=True)
    row = models.CharField(max_length=200)
    column = models.CharField(max_length=40)
    raw = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    theirs = models.TextField(blank=True)
    theirs_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    theirs_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "填报冲突"
        indexes = [models.Index(fields=("draft", "settled_at"))]

    @property
    def ref(self) -> Ref:
        """The address of the cell."""
        return Ref(self.form, self.key, self.row, self.column)


class PriorFiling(models.Model):
    """Last year's filing of a unit that did not file here last year, as imported."""

    draft = models.OneToOneField(Draft, models.CASCADE, related_name="prior")
    filing = models.JSONField()
    name = models.CharField("文件名", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "上年申报"


class Comment(models.Model):
    """A remark at a cell of a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments")
    form = models.CharField(max_length=16)
    key = models.CharField(max_length=160, blank=True)
    row = models.CharField(max_length=200)
    column = models.CharField(max_length=40, blank=True)
    text = models.CharField("批注", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "批注"

    @property
    def ref(self) -> Ref:
        """The address of the cell."""
        return Ref(self.form, self.key, self.row, self.column)


class Evidence(models.Model):
    """A 佐证 file for an indicator (by its row) or an item of 附件5."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="evidence")
    form = models.CharField(max_length=16)
    key = models.CharField(max_length=160, blank=True)
    row = models.CharField(max_length=200)
    file = models.FileField(upload_to="evidence/%Y/")
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("字节")
    digest = models.CharField("SHA-256", max_length=64)
    cited_page = models.CharField("所在页", max_length=40, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "佐证材料"
        indexes = [models.Index(fields=("draft", "form", "key", "row"))]

    @property
    def policy_unit(self) -> Unit:
        return self.draft.policy_unit

    @property
    def policy_state(self) -> str:
        return self.draft.policy_state


class Proposal(models.Model):
    """A package that was uploaded to fill a draft, as read, until a person has taken
    over what they want of it, or nothing.

    ``files`` are name, size and SHA-256 of each file; the files themselves are not kept.
    ``content`` is as ``importing.content`` describes, empty once it is done with.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="proposals")
    files = models.JSONField(default=list)
    content = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveIntegerField("导入格数", null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "文件预填"

    @property
    def policy_unit(self) -> Unit:
        return self.draft.policy_unit

    @property
    def policy_state(self) -> str:
        return self.draft.policy_state


class TargetBatch(models.Model):
    """Targets approved with the budget, as read from a file, until they are locked into
    the drafts. ``owner`` is the bureau or department that uploads them; ``rows`` are as
    ``targets.rows`` describes."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    rows = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "批复指标"

    @property
    def policy_unit(self) -> Unit:
        return self.owner

    @property
    def policy_state(self) -> str:
        """``open`` while its campaign runs and it is not applied."""
        if self.applied_at is not None:
            return "applied"
        issued = self.campaign.state == Campaign.State.ISSUED
        return "open" if issued else self.campaign.state

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        labels = {"open": "待锁定", "applied": "已锁定"}
        return labels.get(self.policy_state, self.campaign.get_state_display())
