"""A year's campaign: what the bureau asks of whom by when, and each unit's part in it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from jiping.web.units.models import Unit

CONTENTS = (
    ("scope", "自评范围"),
    ("basis", "主要依据"),
    ("contents", "主要内容"),
    ("procedure", "工作程序"),
    ("requirements", "工作要求"),
    ("annexes", "附件"),
)


# How a department's part is called before and after the bureau's campaign.
_OUTSIDE = {"waiting": "财政尚未布置", "closed": "已结束"}


class Notice(models.Model):
    """The six contents of a notice (附件5: 范围、依据、内容、程序、要求、附件)."""

    title = models.CharField("标题", max_length=160)
    number = models.CharField("文号", max_length=60, blank=True)
    scope = models.TextField("自评范围", blank=True)
    basis = models.TextField("主要依据", blank=True)
    contents = models.TextField("主要内容", blank=True)
    procedure = models.TextField("工作程序", blank=True)
    requirements = models.TextField("工作要求", blank=True)
    annexes = models.TextField("附件", blank=True)

    class Meta:
        abstract = True

    @property
    def missing_contents(self) -> tuple[str, ...]:
        """The names of those of the six that are empty."""
        return tuple(
            name for field, name in CONTENTS if not getattr(self, field).strip()
        )


class Campaign(Notice):
    """One year's self-evaluation (``year`` is the year evaluated, not of the work).

    ``transfer_amounts`` are the amounts (万元, as text) by id of the transfer-payment
    units, as entered before the campaign is issued.

    ``form`` is the id of the form in force, ``rule_set`` the program version whose
    rules judge, ``kinds`` which evaluations are asked for.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "起草"
        ISSUED = "issued", "进行中"
        CLOSED = "closed", "已结束"

    KINDS = (
        ("overall", "部门整体支出"),
        ("project", "项目支出"),
        ("transfer", "转移支付"),
    )

    year = models.PositiveSmallIntegerField("评价年度")
    kinds = models.JSONField("自评种类", default=list)
    form = models.CharField("表式", max_length=80)
    rule_set = models.CharField("规则版本", max_length=40)
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    unit_due = models.DateField("单位提交截止", null=True, blank=True)
    department_due = models.DateField("部门报送截止", null=True, blank=True)
    review_due = models.DateField("复核截止", null=True, blank=True)
    publication_due = models.DateField("公开截止", null=True, blank=True)
    transfer_amounts = models.JSONField("转移支付金额（万元）", default=dict)
    issued_on = models.DateField("布置日期", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-year", "-pk")
        verbose_name = "自评工作"

    def __str__(self) -> str:
        return self.title

    @property
    def policy_unit(self) -> None:
        """Everybody's: no single unit's."""
        return None

    @property
    def policy_state(self) -> str:
        return self.state


class Assignment(models.Model):
    """One unit's part in a campaign: what it is to file, and where that stands.

    Whose turn it is follows from the state (``TURN``). ``due`` is the date that holds
    for this unit, an extension included.
    """

    class State(models.TextChoices):
        FILLING = "filling", "填报中"
        SIGNING = "signing", "待负责人签署"
        SUBMITTED = "submitted", "待主管部门审核"
        RETURNED = "returned", "已退回修改"
        APPROVED = "approved", "待财政复核"
        ACCEPTED = "accepted", "复核通过"
        WITHDRAWN = "called_off", "已撤回布置"

    # What counts: a unit whose part was withdrawn is not asked for anything.
    LIVE = (
        State.FILLING,
        State.SIGNING,
        State.SUBMITTED,
        State.RETURNED,
        State.APPROVED,
        State.ACCEPTED,
    )
    TURN = {
        State.FILLING: ("filer",),
        State.RETURNED: ("filer",),
        State.SIGNING: ("unit_head",),
        State.SUBMITTED: ("department_officer",),
        State.APPROVED: ("reviewer",),
        State.ACCEPTED: (),
        State.WITHDRAWN: (),
    }

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    state = models.CharField(
        "状态", max_length=12, choices=State, default=State.FILLING
    )
    due = models.DateField("截止日期")
    amount = models.DecimalField(
        "转移支付金额（万元）", max_digits=16, decimal_places=2, null=True, blank=True
    )
    changed_at = models.DateTimeField("状态变更时间", auto_now_add=True)
    reminded_on = models.DateField("催办日期", null=True, blank=True)

    class Meta:
        ordering = ("unit__code",)
        verbose_name = "自评任务"
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "unit"), name="one_assignment_a_unit"
            )
        ]
        indexes = [models.Index(fields=("campaign", "state", "due"))]

    def __str__(self) -> str:
        return f"{self.unit} {self.campaign.year}年度"

    @property
    def policy_unit(self) -> Unit:
        return self.unit

    @property
    def policy_state(self) -> str:
        """Its own state while the campaign runs, else ``draft`` or ``closed``."""
        campaign = self.campaign.state
        return self.state if campaign == Campaign.State.ISSUED else campaign

    @property
    def turn_due(self) -> date | None:
        """Until when it is to leave the hands it is in now; None where it is in none."""
        campaign = self.campaign
        if self.state in (self.State.FILLING, self.State.SIGNING, self.State.RETURNED):
            return self.due
        if self.state == self.State.SUBMITTED and campaign.department_due:
            return max(campaign.department_due, self.due)
        return campaign.review_due if self.state == self.State.APPROVED else None

    def is_late(self, today: date) -> bool:
        """Whether it is still to be handed in after its date."""
        open_ = (self.State.FILLING, self.State.SIGNING, self.State.RETURNED)
        return self.state in open_ and today > self.due

    def moved(self, state: str, **more: Any) -> None:
        """Set the state and when; to be called by actions alone."""
        self.state = state
        for name, value in more.items():
            setattr(self, name, value)


class Extension(models.Model):
    """A later date for one unit, with its reason."""

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="extensions"
    )
    until = models.DateField("延至")
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "延期"


class Withdrawal(models.Model):
    """A unit's part that was taken back, why, and from which state; ended where the unit
    was asked again after all."""

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="withdrawals"
    )
    before = models.CharField("原状态", max_length=12)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField("恢复时间", null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = "撤回布置"


class DepartmentNotice(Notice):
    """A department's own notice to its units; 附件5 grades this one."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notices")
    department = models.ForeignKey(Unit, models.PROTECT, related_name="notices")
    file = models.FileField("盖章文件", upload_to="notices/%Y/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "部门通知"
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "department"), name="one_notice_a_department"
            )
        ]

    @property
    def policy_unit(self) -> Unit:
        return self.department

    @property
    def policy_state(self) -> str:
        """``waiting`` before and ``closed`` after the bureau's campaign; between,
        ``draft`` or ``issued``."""
        return _within(self.campaign, "issued" if self.issued_at else "draft")

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        return (_OUTSIDE | {"draft": "起草", "issued": "已印发"})[self.policy_state]


class WorkingGroup(models.Model):
    """The document that sets up a department's 自评工作小组."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="groups")
    department = models.ForeignKey(Unit, models.PROTECT, related_name="groups")
    title = models.CharField("文件标题", max_length=160)
    number = models.CharField("文号", max_length=60, blank=True)
    dated = models.DateField("成文日期")
    file = models.FileField("盖章文件", upload_to="groups/%Y/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "工作小组"
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "department"), name="one_group_a_department"
            )
        ]

    @property
    def policy_unit(self) -> Unit:
        return self.department

    @property
    def policy_state(self) -> str:
        """``waiting`` before and ``closed`` after the bureau's campaign; between,
        ``registered`` or ``draft``."""
        return _within(self.campaign, "registered" if self.pk else "draft")

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        return (_OUTSIDE | {"draft": "未登记", "registered": "已登记"})[
            self.policy_state
        ]


class WorkYear(models.Model):
    """The working days of a year that somebody entered: days off that would else be
    worked, and weekend days that are worked, as ISO dates; ``source`` is the notice
    that says so."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    source = models.CharField("依据文件", max_length=120)
    off = models.JSONField("放假日", default=list)
    made_up = models.JSONField("调休上班日", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("year",)
        verbose_name = "工作日安排"

    def __str__(self) -> str:
        return f"{self.year}年工作日安排"


def _within(campaign: Campaign, state: str) -> str:
    outside = {Campaign.State.DRAFT: "waiting", Campaign.State.CLOSED: "closed"}
    return outside.get(Campaign.State(campaign.state), state)
