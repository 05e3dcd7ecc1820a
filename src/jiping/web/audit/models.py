"""The log: every change one line, chained by digest, never changed."""

from django.conf import settings
from django.db import models


class Record(models.Model):
    """One action that was done. ``number`` counts from 1 without gaps; ``digest`` is
    SHA-256 over the line with the digest of the line before, so that a line changed,
    dropped or moved shows. ``facts`` are what changed; nothing secret stands there."""

    number = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField("操作人", max_length=80)
    verb = models.CharField("操作", max_length=48, db_index=True)
    subject = models.CharField("对象", max_length=80, db_index=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    facts = models.JSONField("内容")
    previous = models.CharField("上一条摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        ordering = ("number",)
        verbose_name = "日志"

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"


class Head(models.Model):
    """The end of the chain; whoever writes a line holds this row until it stands."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "日志末条"
