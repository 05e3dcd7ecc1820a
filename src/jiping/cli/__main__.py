"""``python -m jiping.cli`` is ``jiping``."""

import sys

from jiping.cli import main

if __name__ == "__main__":
    sys.exit(main())
