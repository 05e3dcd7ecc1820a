"""An Excel file of units and people that was read, and what came of it."""

from django.conf import settings
from django.db import models


class ImportBatch(models.Model):
    """The rows of one uploaded workbook, as read. What they would do is worked out anew
    each time they are looked at, and for good when they are applied, once."""

    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    units = models.JSONField("单位", default=list)
    people = models.JSONField("人员", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("上传时间", auto_now_add=True)
    applied_at = models.DateTimeField("导入时间", null=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "导入"

    def __str__(self) -> str:
        return self.file_name

    @property
    def policy_unit(self) -> None:
        """No single unit's."""
        return None

    @property
    def policy_state(self) -> str:
        """``read``, then ``applied``."""
        return "applied" if self.applied_at else "read"

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        return "已导入" if self.applied_at else "待导入"
