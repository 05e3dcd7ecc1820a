"""Keys with which programs act for a person."""

import hashlib
import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate

from jiping.web.units.models import Unit

_BYTES = 32
PREFIX = "jp_"


class Token(models.Model):
    """A key of one person. Only its digest is kept. ``scopes`` are the first words of the
    verbs that it may do (``draft``, ``package`` …) and ``read``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens"
    )
    name = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField("范围", default=list)
    until = models.DateField("有效期至")
    made_at = models.DateTimeField(auto_now_add=True)
    used_on = models.DateField("最近使用", null=True)
    ended_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "接口密钥"

    def __str__(self) -> str:
        return self.name

    @property
    def policy_unit(self) -> Unit | None:
        return None

    @property
    def policy_state(self) -> str:
        """``valid`` or ``ended``."""
        return "valid" if self.is_valid(localdate()) else "ended"

    def is_valid(self, today: date) -> bool:
        """Whether it still opens anything."""
        return self.ended_at is None and self.until >= today


class Failures(models.Model):
    """How many wrong keys came from an address since a moment."""

    address = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "错误密钥计数"


def new_key() -> str:
    """A key nobody can guess."""
    return PREFIX + secrets.token_urlsafe(_BYTES)


def digest_of(key: str) -> str:
    """What of a key is kept. A key is long and random, so a plain digest is enough."""
    return hashlib.sha256(key.encode()).hexdigest()
