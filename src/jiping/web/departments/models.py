"""What a department adds when it sums up: eliminations, and the summaries that the
districts under a city file."""

from django.conf import settings
from django.db import models

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.units.models import Unit


class Elimination(models.Model):
    """An amount taken off a consolidated cell because two units report the same money;
    ``amount`` is in the unit of the cell, positive where the total is to be lowered."""

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="eliminations"
    )
    form = models.CharField(max_length=16)
    key = models.CharField(max_length=160, blank=True)
    row = models.CharField(max_length=200)
    column = models.CharField(max_length=40)
    amount = models.DecimalField("抵销金额", max_digits=18, decimal_places=4)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "抵销"

    @property
    def ref(self) -> Ref:
        """The cell of the department's filing that it lowers."""
        return Ref(self.form, self.key, self.row, self.column)

    @property
    def policy_unit(self) -> Unit:
        return self.assignment.unit

    @property
    def policy_state(self) -> str:
        return self.assignment.policy_state


class DistrictSummary(models.Model):
    """The stamped summary of transfer payments that a district's line department files
    with the city's department."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="summaries")
    department = models.ForeignKey(Unit, models.PROTECT, related_name="summaries")
    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    file = models.FileField("盖章文件", upload_to="districts/%Y/")
    file_name = models.CharField("文件名", max_length=200)
    file_digest = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("字节")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = "县区汇总"
        constraints = [
            models.UniqueConstraint(
                fields=("campaign", "department", "district"),
                condition=models.Q(replaced_at=None),
                name="one_summary_a_district",
            )
        ]

    @property
    def policy_unit(self) -> Unit:
        return self.department

    @property
    def policy_state(self) -> str:
        return self.campaign.state
