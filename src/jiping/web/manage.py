"""Django's own commands, for developers: ``python -m jiping.web.manage``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiping.web.site.settings")
    execute_from_command_line(sys.argv)
