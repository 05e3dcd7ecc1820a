"""Messages: what somebody is to know or to do."""

from django.conf import settings
from django.db import models


class Message(models.Model):
    """One sentence to one person, with the page it is about."""

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="inbox"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    verb = models.CharField("事由", max_length=48)
    text = models.CharField("内容", max_length=300)
    link = models.CharField("页面", max_length=200, blank=True)
    read_at = models.DateTimeField("已读", null=True, blank=True)
    mailed_at = models.DateTimeField("已发邮件", null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = "消息"
        indexes = [models.Index(fields=("to", "read_at"))]

    def __str__(self) -> str:
        return self.text
