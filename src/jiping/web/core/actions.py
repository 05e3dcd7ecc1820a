"""A change to the data is an action: it asks the policy, acts, logs and tells.

Pages, the API and scripts perform the same actions, so that they behave alike. All of
it is one transaction: done whole, or not at all.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models, transaction

from jiping.web.accounts.models import User
from jiping.web.audit.chain import append
from jiping.web.core.policy import TABLE, WHOLE, Subject, decide
from jiping.web.inbox.tell import tell

Result = TypeVar("Result")


class Refused(Exception):
    """The action may not be done. ``str`` is one Chinese sentence for the person;
    ``denied`` tells a lack of right from something to mend in what was given."""

    def __init__(self, sentence: str, *, denied: bool = False) -> None:
        super().__init__(sentence)
        self.denied = denied


class Action(ABC, Generic[Result]):
    """One change by one person. Subclasses set ``verb`` (a row of the policy table) and
    say what they do in ``effect``; ``perform`` is what others call.

    ``subject`` is what the policy is asked about. Where it is a stored record, it is
    locked and read anew first, so that a state that changed meanwhile counts.
    """

    verb: ClassVar[str]
    # Whether mail may repeat what is told: names of units and dates alone may go there.
    mailed_whole: ClassVar[bool] = False

    def __init__(self, actor: User | None, subject: Subject = WHOLE) -> None:
        self.actor = actor
        self.subject = subject

    @abstractmethod
    def effect(self) -> Result:
        """Make the change. Raises Refused where what was given will not do."""

    def facts(self, result: Result) -> Mapping[str, Any]:
        """What the log says was changed."""
        return {}

    def told(self, result: Result) -> Iterable[tuple[Iterable[User], str, str]]:
        """Who is told: people, sentence, page."""
        return ()

    def ask(self) -> None:
        """Ask the policy: ``perform`` does, and before it whatever reads or writes files
        ahead of the transaction. Raises Refused."""
        decision = decide(self.actor, self.verb, self.subject)
        if not decision:
            raise Refused(decision.reason, denied=True)

    def perform(self) -> Result:
        """Do it whole. Raises Refused, and nothing has changed then."""
        with transaction.atomic():
            self._hold()
            self.ask()
            result = self.effect()
            for people, sentence, link in self.told(result):
                tell(people, self.verb, sentence, link, self._by_mail(sentence))
            append(
                self.verb,
                named(self.subject, result),
                self.facts(result),
                self.actor,
                self.subject.policy_unit,
            )
        return result

    def _by_mail(self, sentence: str) -> str:
        if self.mailed_whole:
            return sentence
        unit, title = self.subject.policy_unit, TABLE[self.verb].title
        return f"{unit}：{title}" if unit else title

    def _hold(self) -> None:
        subject = self.subject
        if isinstance(subject, models.Model) and subject.pk:
            # Records that only point at it (a line of the log at its actor) need not wait.
            rows = type(subject)._default_manager.select_for_update(
                no_key=True, of=("self",)
            )
            subject.refresh_from_db(from_queryset=rows)


def named(subject: Subject, result: object) -> str:
    """``assignment:12``: what the log calls a subject, or what came of the action."""
    for record in (subject, result):
        if isinstance(record, models.Model):
            return f"{record._meta.model_name}:{record.pk}"
    return ""
