"""Telling people."""

from collections.abc import Iterable

from django.conf import settings

from jiping.web.accounts.models import Membership, User
from jiping.web.inbox.mail import mail
from jiping.web.inbox.models import Message
from jiping.web.units.models import Unit


def tell(
    people: Iterable[User], verb: str, text: str, link: str = "", by_mail: str = ""
) -> None:
    """Put a sentence into each person's inbox, once; where a mail server is set they get
    mail too, which says ``by_mail``. Part of the transaction that it is called in."""
    once = {person.pk: person for person in people}.values()
    messages = Message.objects.bulk_create(
        Message(to=person, verb=verb, text=text[:300], link=link) for person in once
    )
    if settings.EMAIL_HOST:
        for message in messages:
            if message.to.email:
                mail.enqueue(message.pk, by_mail)


def people_of(unit: Unit, *roles: str) -> tuple[User, ...]:
    """Who holds one of these roles for a unit now."""
    held = Membership.objects.filter(
        unit=unit, role__in=roles, ended_on=None, user__is_active=True
    )
    return tuple(membership.user for membership in held.select_related("user"))
