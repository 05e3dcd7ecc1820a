"""Passwords that an administrator gives: random, of use once and for a week."""

import secrets
from datetime import timedelta

from django.utils import timezone

from jiping.web.accounts import signals
from jiping.web.accounts.models import User

# Without characters that are taken for one another on paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 3, 4
VALID = timedelta(days=7)


def one_time() -> str:
    """A new password, some 59 bits: ``k7mp-x2ra-9vhe``."""
    return "-".join(
        "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        for _ in range(_GROUPS)
    )


def give(person: User, hashed: str) -> None:
    """Set a hashed one-time password: it must be changed at the first sign-in. Whoever
    is signed in with the old one is signed out, and keys made before are void."""
    person.password = hashed
    person.must_change_password = True
    person.one_time_until = timezone.now() + VALID
    person.save(update_fields=["password", "must_change_password", "one_time_until"])
    signals.void.send(User, person=person)
