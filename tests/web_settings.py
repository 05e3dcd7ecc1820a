"""The workbench's settings for tests: a data folder of its own, a quick hasher."""

import os
import tempfile

os.environ["JIPING_HOME"] = tempfile.mkdtemp(prefix="jiping-tests-")

from jiping.web.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
