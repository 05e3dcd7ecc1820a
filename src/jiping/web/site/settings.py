"""Settings, all from the environment; what is not set has a safe default."""

import os

from csp.constants import NONE, SELF

from jiping.web.accounts.addresses import proxies
from jiping.web.site.database import database
from jiping.web.site.environment import (
    STARTTLS,
    TLS,
    level,
    listed,
    origins,
    port,
    secrecy,
)
from jiping.web.site.home import home, secret_key

HOME = home()
SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = listed("JIPING_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = origins("JIPING_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "rules.apps.AutodiscoverRulesConfig",
    "jiping.web.core",
    "jiping.web.audit",
    "jiping.web.units",
    "jiping.web.accounts",
    "jiping.web.inbox",
    "jiping.web.administration",
    "jiping.web.campaigns",
    "jiping.web.drafts",
    "jiping.web.selfcheck",
    "jiping.web.submissions",
    "jiping.web.departments",
    "jiping.web.reviews",
    "jiping.web.grading",
    "jiping.web.publication",
    "jiping.web.followup",
    "jiping.web.boards",
    "jiping.web.reminders",
    "jiping.web.api",
]

# How many proxies stand before the workbench: so much of X-Forwarded-For is believed.
PROXIES = proxies(os.environ.get("JIPING_PROXIES", ""))
MIDDLEWARE = [
    "jiping.web.accounts.addresses.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jiping.web.administration.middleware.OwnPasswordFirst",
    "jiping.web.core.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jiping.web.site.urls"
WSGI_APPLICATION = "jiping.web.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiping.web.core.context.everywhere",
            ],
            "builtins": ["jiping.web.core.templatetags.jiping"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = HOME / "files"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Nothing that is sent is written to a temporary folder; views that take files say how much.
FILE_UPLOAD_HANDLERS = ["jiping.web.core.uploads.Bounded"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "jiping.web.accounts.passwords.LongEnough"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "administration/locked_out.html"
AXES_VERBOSE = False
# Else it would believe any header where another package happens to be installed.
AXES_CLIENT_IP_CALLABLE = "jiping.web.accounts.addresses.address_of"

SECURE = os.environ.get("JIPING_HTTPS", "") == "1"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "jiping.web.core.views.stale_page"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_HOST = os.environ.get("JIPING_MAIL_HOST", "")
_MAIL = secrecy("JIPING_MAIL_TLS")
EMAIL_PORT = port("JIPING_MAIL_PORT", {STARTTLS: 587, TLS: 465}.get(_MAIL, 25))
EMAIL_HOST_USER = os.environ.get("JIPING_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("JIPING_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _MAIL == STARTTLS
EMAIL_USE_SSL = _MAIL == TLS
# One that does not answer must not hold up what else is done in the background.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("JIPING_MAIL_FROM", "jiping@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "jiping.web.core.logs.Lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": level("JIPING_LOG", "WARNING")},
}
