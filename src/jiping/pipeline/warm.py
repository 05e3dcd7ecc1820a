"""Everything that a check loads when it first needs it, loaded at once.

For a server: the processes that it starts begin with it, and no request waits.
"""

from jiping.model.patterns import compile_all
from jiping.pipeline.checking import check_text

check_text("", "")
compile_all()
