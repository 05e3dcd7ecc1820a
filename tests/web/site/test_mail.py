"""Mail: everybody who is told gets it, no figure goes into it, and a mail server that
does not work holds nothing up."""

import logging
import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core import mail as post
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jiping.web.core.actions import Action
from jiping.web.core.policy import TABLE
from jiping.web.inbox import mail as module
from jiping.web.inbox.mail import AGAIN, mail
from jiping.web.inbox.models import Message
from jiping.web.inbox.tell import tell

ANSWER = Callable[..., int]


@pytest.fixture(autouse=True)
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module._Server, "away_until", float("-inf"))


@pytest.fixture
def house(county, settings):
    """Everybody has an address, and there is a mail server."""
    settings.EMAIL_HOST = "mail.example.cn"
    for number, person in enumerate(county.people.values()):
        person.email = f"person{number}@example.cn"
        person.save()
    return county


@pytest.fixture
def told(house) -> Message:
    """A filer was told, and nobody has sent the mail yet."""
    tell([house.people["filer@灯"]], "test.done", "得90.5分。", "/", "澄湖县路灯管理所")
    return Message.objects.get()


def refusing(fault: Exception) -> ANSWER:
    def send(*args: object, **keywords: object) -> int:
        raise fault

    return send


def waiting() -> Iterator[tuple[list[object], timedelta]]:
    """What is put off: its arguments, and for how long."""
    for row in DBTaskResult.objects.exclude(run_after=None).order_by("enqueued_at"):
        if row.run_after.year < 9999 and row.run_after > row.enqueued_at:
            yield row.args_kwargs["args"], row.run_after - row.enqueued_at


class Told(Action[None]):
    """An action that tells somebody a figure and somebody's own words."""

    verb = "campaign.list"

    def __init__(self, actor, subject, person) -> None:
        super().__init__(actor, subject)
        self.person = person

    def effect(self) -> None:
        return None

    def told(self, result: None):
        yield (self.person,), "得90.5分：张三的发票\n不对。", "/review/7/"


def sent(house, **changed: object) -> post.EmailMessage:
    """The one mail that comes of that action."""
    kind = type("Changed", (Told,), changed)
    kind(
        house.people["reviewer@财"],
        house.assignments["灯"],
        house.people["filer@灯"],
    ).perform()
    for row in DBTaskResult.objects.all():
        mail.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    (one,) = post.outbox
    return one


def test_an_action_that_tells_also_mails(house) -> None:
    one = sent(house)
    assert one.to == [house.people["filer@灯"].email]
    assert Message.objects.get().mailed_at is not None


def test_figures_and_words_of_people_stay_on_the_page(house) -> None:
    one = sent(house)
    whole = one.subject + one.body
    assert "澄湖县路灯管理所" in whole and TABLE[Told.verb].title in whole
    assert not any(part in whole for part in ("90.5", "张三", "发票", "review"))


def test_dates_alone_may_be_repeated(house) -> None:
    one = sent(house, mailed_whole=True)
    assert "得90.5分" in one.subject
    assert "\n" not in one.subject


def test_it_says_where_to_go(house, settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://jx.example.cn"]
    one = sent(house)
    assert f"https://jx.example.cn/inbox/{Message.objects.get().pk}/" in one.body


def test_without_a_server_nothing_waits(house, settings) -> None:
    settings.EMAIL_HOST = ""
    tell([house.people["filer@灯"]], "test.done", "办好了。")
    assert not DBTaskResult.objects.exists()


FAULTS = [
    ConnectionRefusedError(111, "refused"),
    TimeoutError("timed out"),
    smtplib.SMTPServerDisconnected("gone"),
    smtplib.SMTPAuthenticationError(535, b"person1@example.cn: no"),
    smtplib.SMTPRecipientsRefused({"person1@example.cn": (550, b"no such user")}),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_a_server_that_fails_is_tried_again(fault, told, monkeypatch, caplog) -> None:
    monkeypatch.setattr(module, "send_mail", refusing(fault))
    with caplog.at_level(logging.WARNING):
        mail.func(told.pk, "澄湖县路灯管理所")
    told.refresh_from_db()
    assert told.mailed_at is None
    ((arguments, later),) = waiting()
    assert arguments == [told.pk, "澄湖县路灯管理所", 1]
    assert abs(later - AGAIN[0]) < timedelta(minutes=1)
    assert "example.cn" not in caplog.text


def test_it_is_not_tried_for_ever(told, monkeypatch, caplog) -> None:
    monkeypatch.setattr(module, "send_mail", refusing(OSError("gone")))
    mail.func(told.pk, "", len(AGAIN))
    assert not list(waiting())
    assert "was not mailed" in caplog.text


def test_a_server_that_is_away_is_not_waited_for_by_each(told, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(
        module, "send_mail", lambda *a, **k: (asked.append(1), refusing(OSError())())
    )
    mail.func(told.pk)
    mail.func(told.pk)
    assert len(asked) == 1
    assert len(list(waiting())) == 2


def test_one_bad_address_does_not_hold_up_the_others(told, house, monkeypatch) -> None:
    bad = smtplib.SMTPRecipientsRefused({"x": (550, b"no")})
    with monkeypatch.context() as patched:
        patched.setattr(module, "send_mail", refusing(bad))
        mail.func(told.pk)
    tell([house.people["head@灯"]], "test.done", "办好了。")
    other = Message.objects.exclude(pk=told.pk).get()
    mail.func(other.pk)
    assert [one.to for one in post.outbox] == [[other.to.email]]


def test_it_goes_out_once(told) -> None:
    mail.func(told.pk)
    mail.func(told.pk)
    assert len(post.outbox) == 1
    assert Message.objects.get().mailed_at <= timezone.now()


def test_a_server_is_not_waited_for_without_end(settings) -> None:
    assert settings.EMAIL_TIMEOUT
