"""Wrong keys, counted by address, so that trying many is not worth it and each costs the
server one short look-up and no more."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from jiping.web.api.models import Failures

MOST = 20
WITHIN = timedelta(minutes=15)
FULL = "从这个地址来的错误密钥太多，请15分钟后再试，并核对密钥。"


def is_full(address: str) -> bool:
    """Whether this address has used up its wrong keys."""
    since = timezone.now() - WITHIN
    return Failures.objects.filter(
        address=address[:64], since__gt=since, count__gte=MOST
    ).exists()


def failed(address: str) -> None:
    """Count one."""
    now = timezone.now()
    held, made = Failures.objects.get_or_create(
        address=address[:64], defaults={"since": now, "count": 1}
    )
    if made:
        return
    if held.since <= now - WITHIN:
        Failures.objects.filter(pk=held.pk).update(since=now, count=1)
    else:
        Failures.objects.filter(pk=held.pk).update(count=F("count") + 1)
