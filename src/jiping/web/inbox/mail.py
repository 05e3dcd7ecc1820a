"""Messages as mail, where a mail server is set; the inbox has them in any case.

Mail goes over lines and through houses that are not the bureau's: it says that there is
something and where, and leaves figures, reasons and names of people to the page.
"""

import logging
import time
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django_tasks import task

from jiping.web.inbox.models import Message

# A server that is away is tried again after these; then the inbox alone has it.
AGAIN = tuple(timedelta(minutes=each) for each in (10, 60, 240, 720, 1440))
# A server that did not answer is not waited for by every mail in turn.
_REST = 60.0
_log = logging.getLogger(__name__)


class _Server:
    """Until when the mail server is taken to be away, by this process's clock."""

    away_until = float("-inf")


@task(priority=-10)
def mail(message: int, about: str = "", tried: int = 0) -> None:
    """Send one message to its person, once; ``about`` says what it is about. Where the
    server does not take it, it is put off, so often as ``AGAIN`` says."""
    found = Message.objects.select_related("to").get(pk=message)
    if found.mailed_at or not found.to.email:
        return
    if time.monotonic() < _Server.away_until:
        _put_off(message, about, tried)
        return
    try:
        _send(found, about)
    except OSError as fault:
        if not isinstance(fault, SMTPRecipientsRefused):
            _Server.away_until = time.monotonic() + _REST
        # What the server said may hold an address.
        said = getattr(fault, "smtp_code", None) or fault.errno or ""
        _log.warning(
            "message %s could not be mailed: %s %s",
            message,
            type(fault).__name__,
            said,
        )
        _put_off(message, about, tried)
        return
    found.mailed_at = timezone.now()
    found.save(update_fields=["mailed_at"])


def _send(message: Message, about: str) -> None:
    # A line break in a subject is none of a mail's.
    what = " ".join(about.split()) or "有一条给您的消息"
    place = f"{_site()}/inbox/{message.pk}/" if _site() else "“消息”"
    send_mail(
        f"绩评：{what[:60]}",
        f"{what}\n\n请登录绩评工作台查看：{place}\n\n"
        "这封邮件由系统发出，请不要回复；材料的内容和数字不在邮件里写。\n",
        settings.DEFAULT_FROM_EMAIL,
        [message.to.email],
    )


def _site() -> str:
    """The address that people use, where the settings say one."""
    return next(iter(settings.CSRF_TRUSTED_ORIGINS), "").rstrip("/")


def _put_off(message: int, about: str, tried: int) -> None:
    if tried >= len(AGAIN):
        _log.error("message %s was not mailed, however often it was tried", message)
        return
    later = mail.using(run_after=timezone.now() + AGAIN[tried])
    later.enqueue(message, about, tried + 1)
