"""Which rules judge: the program's version, and a digest of the rules themselves."""

import hashlib
from functools import cache

from jiping import __version__
from jiping.rules import cards


@cache
def current() -> str:
    """``0.3.1+1a2b3c4d5e6f``: differs wherever a rule was added, dropped, reworded or
    made more or less severe."""
    digest = hashlib.sha256()
    for rule, card in sorted(cards().items()):
        digest.update(
            f"{rule}\t{card.severity.value}\t{card.message}\t{card.page}\n".encode()
        )
    return f"{__version__[:26]}+{digest.hexdigest()[:12]}"
