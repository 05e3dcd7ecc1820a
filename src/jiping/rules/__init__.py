"""Every check, one a file or one an entry in the table of identities."""

from jiping.rules.catalogue import cards, rules
from jiping.rules.checking import EVERYTHING, Selection, run

__all__ = ["EVERYTHING", "Selection", "cards", "rules", "run"]
