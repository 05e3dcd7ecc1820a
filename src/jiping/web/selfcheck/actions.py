"""That a check was run; nothing of what was checked, and not by whom."""

from django.db import transaction

from jiping.web.accounts.models import User
from jiping.web.audit.chain import append
from jiping.web.core.actions import Action


class RunSelfCheck(Action[None]):
    """A line in the log that a package was checked.

    The line names nobody: who tries out an unfinished package need not answer for it.
    """

    verb = "selfcheck.run"

    def __init__(self, actor: User) -> None:
        super().__init__(actor)

    def effect(self) -> None:
        """Nothing is kept."""

    def perform(self) -> None:
        """Raises Refused where the person may not."""
        self.ask()
        with transaction.atomic():
            append(self.verb, "", {}, None)
