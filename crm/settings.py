"""Every setting of Confidant, read from the environment; a wrong one refuses to start.

Names that start with CONFIDANT_ are ours; the rest are the usual ones. Without DATABASE_URL and
REDIS_URL the embedded PostgreSQL and Valkey are used. docs/operations.md has a table of all.
"""

import datetime as dt
import re
import sys
import warnings
import zoneinfo
from pathlib import Path

import django_stubs_ext
import structlog
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from structlog import contextvars, processors, stdlib

from crm import embedded
from crm.environment import env, flag, hidden, read, refuse

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
STATE = embedded.state_folder()

# ---- what kind of run this is -------------------------------------------------------------
DEMO_KEY = "demo-key-never-for-production-0123456789abcdefghijklmnopqrstuvwxyz"
PRODUCTION = flag("CONFIDANT_PRODUCTION", default=False)
DEBUG = flag("DEBUG", default=False)
DEMO = flag("CONFIDANT_DEMO", default=not PRODUCTION)
if PRODUCTION and (DEBUG or DEMO):
    refuse("DEBUG and CONFIDANT_DEMO must be off in production.")
SECRET_KEY = hidden("SECRET_KEY") or DEMO_KEY
if PRODUCTION and (SECRET_KEY == DEMO_KEY or len(SECRET_KEY) < 50):
    refuse("SECRET_KEY must be at least 50 random characters in production: openssl rand -hex 48.")
_desk = [] if PRODUCTION else ["127.0.0.1", "localhost", "testserver"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or _desk
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    refuse("ALLOWED_HOSTS must name the hosts of this installation in production.")
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
if not BASE_URL.startswith("https://" if PRODUCTION else ("http://", "https://")):
    refuse("BASE_URL must be the address people type, with https:// in production.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# ---- the company --------------------------------------------------------------------------
COMPANY_NAME = env.str("CONFIDANT_COMPANY", "Halden Medical")
COMPANY_ZONE = env.str("CONFIDANT_ZONE", "Europe/Berlin")
COMPANY_CURRENCY = env.str("CONFIDANT_CURRENCY", "EUR").upper()
read(lambda: zoneinfo.ZoneInfo(COMPANY_ZONE), "CONFIDANT_ZONE must be such as Europe/Berlin.")
_night = env.str("CONFIDANT_NIGHT", "22:00-07:00").split("-")
NIGHT = read(
    lambda: (dt.time.fromisoformat(_night[0]), dt.time.fromisoformat("".join(_night[1:]))),
    "CONFIDANT_NIGHT must be such as 22:00-07:00.",
)
if NIGHT[0] <= NIGHT[1]:
    refuse("CONFIDANT_NIGHT begins in the evening and ends in the morning, such as 22:00-07:00.")
if not re.fullmatch("[A-Z]{3}", COMPANY_CURRENCY):
    refuse(f"CONFIDANT_CURRENCY {COMPANY_CURRENCY!r} must be three letters such as EUR.")

# ---- database, broker, cache --------------------------------------------------------------
DATABASE_URL = hidden("DATABASE_URL") or embedded.database_url(STATE)
with warnings.catch_warnings(action="ignore"):  # the sentence below says it better
    _database = read(lambda: env.db_url_config(DATABASE_URL), "DATABASE_URL cannot be read.")
if not str(_database.get("ENGINE", "")).endswith("postgresql") or not _database["NAME"]:
    refuse("DATABASE_URL must be postgres://person:password@host/name; the rules live there.")
_database.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False)
_database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = hidden("REDIS_URL") or embedded.broker_url(STATE)
if not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
    refuse("REDIS_URL must start with redis://, rediss:// or unix://.")
_valkey = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
_patience = {"socket_timeout": 2, "socket_connect_timeout": 2}
CACHES = {"default": {**_valkey, "KEY_PREFIX": "confidant", "OPTIONS": _patience}}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A killed worker's task is handed out again after the visibility timeout; every task bears that.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 120, **_patience, "socket_timeout": 5}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
_sentence = "CONFIDANT_TASK_PATIENCE must be a number above 0, such as 2."
TASK_PATIENCE = read(lambda: env.float("CONFIDANT_TASK_PATIENCE", 1.0), _sentence)
if not 0 < TASK_PATIENCE < 1000:
    refuse(_sentence)

# ---- apps and the way of a request --------------------------------------------------------
INSTALLED_APPS = [
    *("crm.journal", "crm.notices", "accounts", "secrets_manual", "crm.recovery", "crm.deals"),
    *("report_cards", "compensation", "crm.home"),
    *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
    *("django.contrib.messages", "django.contrib.staticfiles", "django.contrib.postgres"),
    *("django.forms", "allauth", "allauth.account", "allauth.mfa", "crispy_forms", "csp"),
    *("crispy_bootstrap5", "django_htmx", "django_filters", "django_structlog", "pgtrigger"),
    *("rest_framework", "drf_spectacular", "drf_spectacular_sidecar"),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    *("django.middleware.locale.LocaleMiddleware", "django.middleware.common.CommonMiddleware"),
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *("django_htmx.middleware.HtmxMiddleware", "allauth.account.middleware.AccountMiddleware"),
    "django_structlog.middlewares.RequestMiddleware",
    *(f"crm.middleware.{each}" for each in ("never_stored", "person_zone", "second_factor")),
    "crm.middleware.broken_rules",
]
ROOT_URLCONF = "crm.urls"
_context = ["template.context_processors.request", "contrib.auth.context_processors.auth"]
_context += ["contrib.messages.context_processors.messages"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [*(f"django.{name}" for name in _context), "crm.frame.frame"],
            "builtins": [f"accounts.templatetags.{name}" for name in ("confidant", "swift")],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "accounts.api.schema.HouseSchema",
    "DEFAULT_PAGINATION_CLASS": "accounts.api.pages.KeysetPagination",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api.throttle.PersonThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": env.str("CONFIDANT_API_LIMIT", "600/min")},
    "EXCEPTION_HANDLER": "accounts.api.errors.answer_error",
}
SPECTACULAR_SETTINGS = {"TITLE": "Confidant", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False} | {
    "POSTPROCESSING_HOOKS": [],
    **dict.fromkeys(("SWAGGER_UI_DIST", "SWAGGER_UI_FAVICON_HREF"), "SIDECAR"),
}

# ---- signing in ---------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the address is unique by a constraint, in any case
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarity", {}),
        ("MinimumLength", {"min_length": 12}),
        ("CommonPassword", {}),
    )
]
LOGIN_URL = LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "crm.middleware.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION, ACCOUNT_SESSION_REMEMBER = "mandatory", False
_failed = env.str("CONFIDANT_LOGIN_LIMIT", "10/m/ip,5/5m/key")
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": _failed}
_sentence = "CONFIDANT_TRUSTED_PROXIES must be a whole number."
ALLAUTH_TRUSTED_PROXY_COUNT = read(lambda: env.int("CONFIDANT_TRUSTED_PROXIES", 0), _sentence)
SECOND_FACTOR_NEEDED = flag("CONFIDANT_SECOND_FACTOR", default=not DEMO)
SESSION_COOKIE_AGE, MFA_SUPPORTED_TYPES = 12 * 3600, ["totp", "recovery_codes"]
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# ---- safety -------------------------------------------------------------------------------
_own = ("script-src", "style-src", "font-src", "connect-src", "manifest-src", "worker-src")
_never = ("default-src", "frame-ancestors", "base-uri")
_csp = {name: [SELF] for name in (*_own, "form-action")} | {name: [NONE] for name in _never}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _csp | {"img-src": [SELF, "data:"]}}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and flag("CONFIDANT_REDIRECT_TO_HTTPS", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if flag("CONFIDANT_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "crm.middleware.csrf_failure"

# ---- mail, languages, files, logs ---------------------------------------------------------
EMAIL_URL = hidden("EMAIL_URL")
EMAIL_BACKEND, EMAIL_TIMEOUT = "crm.notices.mailbox.MailboxBackend", 10
if PRODUCTION and not EMAIL_URL:
    refuse("EMAIL_URL must name the mail server in production: smtp+tls://user:word@host:587.")
if EMAIL_URL:
    vars().update(read(lambda: env.email_url_config(EMAIL_URL), "EMAIL_URL cannot be read."))
NOTICES_WEBHOOK_URL = env.str("CONFIDANT_WEBHOOK_URL", "")
NOTICES_WEBHOOK_KEY = hidden("CONFIDANT_WEBHOOK_KEY")
METRICS_TOKEN = hidden("CONFIDANT_METRICS_TOKEN")
NOTICES_WEBHOOK_INSIDE = env.list("CONFIDANT_WEBHOOK_INSIDE", default=[])
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("CONFIDANT_FROM", "Confidant <confidant@localhost>")
MAILBOX = env.str("CONFIDANT_MAILBOX", "care@halden.example" if DEMO else "").lower()
IMAP_URL = hidden("CONFIDANT_IMAP_URL")
if "+" in MAILBOX or not re.fullmatch(r"|imaps://[^@]+:[^@]+@[^@/]+(/.*)?", IMAP_URL):
    refuse("CONFIDANT_MAILBOX has no plus; CONFIDANT_IMAP_URL is imaps://user:word@host/INBOX.")
LANGUAGE_CODE, TIME_ZONE = "en", "UTC"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("fr", _("French"))]
LANGUAGES += [("es", _("Spanish")), ("ar", _("Arabic"))]
LOCALE_PATHS, STATICFILES_DIRS = [BASE_DIR / "locale"], [BASE_DIR / "static"]
STATIC_URL, STATIC_ROOT = "/static/", STATE / "static"
WHITENOISE_USE_FINDERS = not PRODUCTION
_plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
_static = "whitenoise.storage.CompressedManifestStaticFilesStorage" if PRODUCTION else _plain
_files = "django.core.files.storage.FileSystemStorage"
STORAGES = {"default": {"BACKEND": _files}, "staticfiles": {"BACKEND": _static}}
MEDIA_ROOT = STATE / "files"
_memory = "django.core.files.uploadhandler.MemoryFileUploadHandler"
FILE_UPLOAD_HANDLERS = [_memory, "crm.disk.UploadKeeper"]
LOG_LEVEL = env.str("CONFIDANT_LOG_LEVEL", "WARNING").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
    refuse(f"CONFIDANT_LOG_LEVEL {LOG_LEVEL!r} must be DEBUG, INFO, WARNING, ERROR or CRITICAL.")
LOGGING = {"version": 1, "disable_existing_loggers": False} | {
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
structlog.configure(
    processors=[
        *(stdlib.filter_by_level, contextvars.merge_contextvars, stdlib.add_log_level),
        *(processors.TimeStamper(fmt="iso", utc=True), processors.format_exc_info),
        processors.JSONRenderer(),
    ],
    logger_factory=stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
