"""Making and ending keys."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from jiping.web.accounts.models import User
from jiping.web.api.models import Token, digest_of, new_key
from jiping.web.api.operations import offered
from jiping.web.core.actions import Action, Refused

READ = "read"
LONGEST = 366


def scopes() -> tuple[str, ...]:
    """Every scope there is: ``read`` and the first words of what the API does."""
    done = {each.verb.partition(".")[0] for each in offered().values()}
    return (READ, *sorted(done))


class MakeToken(Action[tuple[Token, str]]):
    """A key for oneself; the key itself is seen once."""

    verb = "token.make"

    def __init__(
        self, actor: User, name: str, chosen: Sequence[str], until: date
    ) -> None:
        super().__init__(actor)
        self.name = name
        self.chosen = chosen
        self.until = until

    def effect(self) -> tuple[Token, str]:
        """Keep the digest; give the key."""
        name = self.name.strip()[:60]
        if not name:
            raise Refused("请写明这个密钥做什么用。")
        unknown = set(self.chosen) - set(scopes())
        if unknown or not self.chosen:
            raise Refused("请选择密钥可以办理的范围。")
        days = (self.until - timezone.localdate()).days
        if not 0 < days <= LONGEST:
            raise Refused("有效期要在明天以后、一年以内。")
        key = new_key()
        assert self.actor is not None
        token = Token.objects.create(
            user=self.actor,
            name=name,
            digest=digest_of(key),
            scopes=sorted(self.chosen),
            until=self.until,
        )
        return token, key

    def facts(self, result: tuple[Token, str]) -> Mapping[str, Any]:
        """What it may do and until when; never the key."""
        token, _ = result
        return {"token": token.pk, "name": token.name, "scopes": token.scopes, "until": token.until}  # fmt: skip


class EndToken(Action[None]):
    """A key that opens nothing any more."""

    verb = "token.end"
    subject: Token

    def effect(self) -> None:
        """One's own, or anybody's for an administrator."""
        own = self.actor is not None and self.subject.user_id == self.actor.pk
        if not own and not (self.actor and self.actor.holds("administrator")):
            raise Refused("只能停用自己的密钥。", denied=True)
        self.subject.ended_at = timezone.now()
        self.subject.save(update_fields=["ended_at"])
