"""The tree of bureau, departments and units."""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet


class Unit(models.Model):
    """An office in the tree. A department's own offices (本级) are a unit below it, as
    are its subordinate units; what a department files is its consolidated package.

    ``ended_on`` is when a unit was merged into ``merged_into`` or closed: its filings
    stay, new ones are not asked for.
    """

    class Kind(models.TextChoices):
        BUREAU = "bureau", "财政局"
        DISTRICT = "district", "县（市、区）"
        DEPARTMENT = "department", "主管部门"
        HEADQUARTERS = "headquarters", "部门本级"
        SUBORDINATE = "subordinate", "二级机构"
        TRANSFER = "transfer", "转移支付单位"

    FILERS: ClassVar = (Kind.DEPARTMENT, Kind.HEADQUARTERS, Kind.SUBORDINATE)
    # Under which kinds each kind may stand; the bureau stands under none.
    STANDS_UNDER: ClassVar = MappingProxyType(
        {
            Kind.BUREAU: (),
            Kind.DISTRICT: (Kind.BUREAU,),
            Kind.DEPARTMENT: (Kind.BUREAU, Kind.DISTRICT),
            Kind.HEADQUARTERS: (Kind.DEPARTMENT,),
            Kind.SUBORDINATE: (Kind.DEPARTMENT,),
            Kind.TRANSFER: (Kind.DEPARTMENT,),
        }
    )

    code = models.CharField("单位编码", max_length=32, unique=True)
    name = models.CharField("单位名称", max_length=120)
    short_name = models.CharField("简称", max_length=60, blank=True)
    kind = models.CharField("类别", max_length=16, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    ended_on = models.DateField("撤并日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        ordering = ("code",)
        verbose_name = "单位"

    def __str__(self) -> str:
        return self.name

    @property
    def policy_unit(self) -> "Unit":
        """Whose this is: its own."""
        return self

    @property
    def policy_state(self) -> str:
        """``open``, or ``ended`` once merged or closed."""
        return "ended" if self.ended_on else "open"

    @property
    def department(self) -> "Unit | None":
        """The department that this is, or stands under."""
        return next((u for u in self.above() if u.kind == self.Kind.DEPARTMENT), None)

    def above(self) -> "Iterator[Unit]":
        """Itself, then what it stands under, up to the bureau."""
        unit: Unit | None = self
        while unit is not None:
            yield unit
            unit = unit.parent

    def below(self) -> "QuerySet[Unit]":
        """Itself and everything under it; the tree is at most four levels deep."""
        under = Q(pk=self.pk)
        for depth in range(1, 5):
            under |= Q(**{"__".join(["parent"] * depth): self.pk})
        return Unit.objects.filter(under)

    def name_on(self, day: date) -> str:
        """What it was called on a day: a unit renamed in mid-year signs older papers
        with its older name."""
        later = self.history.filter(kind=UnitChange.Kind.RENAMED, on__gt=day)
        first = later.order_by("on", "pk").first()
        return first.before if first else self.name


class UnitChange(models.Model):
    """What happened to a unit, from which day on; never changed itself."""

    class Kind(models.TextChoices):
        CREATED = "created", "设立"
        RENAMED = "renamed", "更名"
        MOVED = "moved", "调整隶属"
        MERGED = "merged", "合并"
        ENDED = "ended", "撤销"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="history")
    kind = models.CharField("事项", max_length=12, choices=Kind)
    on = models.DateField("生效日期")
    before = models.CharField("原为", max_length=160, blank=True)
    after = models.CharField("改为", max_length=160, blank=True)
    reason = models.CharField("依据", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")
        verbose_name = "单位沿革"

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()} {self.on}"
