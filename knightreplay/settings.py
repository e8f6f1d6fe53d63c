"""Settings of every mode: embedded by default, distributed with the two URLs set."""

import json
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.http.request import split_domain_port

from knightreplay import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.directory("DATA_DIR", BASE_DIR / "var")

REDIS_URL = environment.redis("REDIS_URL")
PUBLIC_URL = environment.public_url("PUBLIC_URL")
HOST, PORT = environment.text("HOST", "127.0.0.1"), environment.port("PORT", 8000)
EMBEDDED = not REDIS_URL  # the worker lives in the serving process
HTTPS = PUBLIC_URL is not None and PUBLIC_URL.scheme == "https"

DEBUG = False
# Where others have a part, all processes must be given the same secrets.
GIVEN = bool(REDIS_URL or environment.text("DATABASE_URL"))
SECRET_KEY = environment.secret(
    "SECRET_KEY", DATA_DIR / "secret-key", least=16, required=GIVEN
)
# The key that may create runs when the server is open to other machines.
HOST_KEY = environment.secret(
    "HOST_KEY", DATA_DIR / "host-key", least=12, required=GIVEN
)
# True when other machines can reach this server; `serve` sets it for the embedded mode.
OPEN_TO_NETWORK = not EMBEDDED or PUBLIC_URL is not None
# (host, port) where `serve` listens to other machines too; their addresses change.
LISTENS: tuple[str, int] | None = None

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.hosts("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS: list[str] = []
if PUBLIC_URL:
    ALLOWED_HOSTS.append(split_domain_port(PUBLIC_URL.netloc)[0])
    CSRF_TRUSTED_ORIGINS.append(PUBLIC_URL.geturl())

# Sites whose pages may frame /embed/: origins, `*` for all.
EMBED_ORIGINS = environment.origins("EMBED_ORIGINS") or ["*"]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "knightreplay.runs",
    "knightreplay.lab",
    "knightreplay.facts",
    "knightreplay.sharing",
    "knightreplay.rooms",
    "knightreplay.live",
    "knightreplay.api",
    "knightreplay.pages",
    "knightreplay.embedded",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    # Pages are text of ten kilobytes; static files are compressed when they are collected.
    "knightreplay.compression.WholeGZip",
    "knightreplay.api.problems.ProblemDetails",
    "knightreplay.access.sessions.SessionCookies",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "knightreplay.access.origin.SameOriginForms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "knightreplay.urls"
ASGI_APPLICATION = "knightreplay.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # the administration's
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "knightreplay.pages.words.words",
            ]
        },
    }
]

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "knightreplay.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # IMMEDIATE is the lock: two writers queue instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": (
            # The first takes effect in a new database only: pruning can shrink the file.
            "PRAGMA auto_vacuum=INCREMENTAL; "
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-16000;"
        ),
    },
}
DATABASES: dict[str, Any] = {"default": environment.database("DATABASE_URL", SQLITE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_CONNECTION: dict[str, Any] = {
    # redis-py 8 times out an idle blocking read by default; a subscriber must not.
    "socket_timeout": None,
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    "health_check_interval": 15,
}
CHANNEL_LAYERS: dict[str, Any] = {
    "default": (
        {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": REDIS_URL, **REDIS_CONNECTION}]},
        }
        if REDIS_URL
        else {"BACKEND": "knightreplay.embedded.layer.ThreadSafeLayer"}
    )
}

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_BROKER_TRANSPORT = (
    None if REDIS_URL else "knightreplay.embedded.transport:Transport"
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "knightreplay"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = not EMBEDDED
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": 30,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 5,
        "socket_timeout": 15,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
    if REDIS_URL
    else {}
)

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "knightreplay.static_files.storage.ModuleStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

USE_TZ = True
TIME_ZONE = "America/New_York"
LANGUAGE_CODE = "en"
USE_I18N = True
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS

# Limits are counted together where there is a Redis; "local" stands in while it is away.
LOCAL_CACHE: dict[str, Any] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    # Of the 300 that Django keeps, strangers from many addresses would push out the rest.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
CACHES: dict[str, Any] = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": [REDIS_URL],  # a text would be cut at commas, of a password too
            "KEY_PREFIX": "knightreplay",
            "OPTIONS": {
                "serializer": json,  # Django's own would run what somebody wrote there
                "socket_timeout": 2,
                "socket_connect_timeout": 2,
            },
        }
        if REDIS_URL
        else {**LOCAL_CACHE, "LOCATION": "alone"}
    ),
    "local": {**LOCAL_CACHE, "LOCATION": "local"},
    # Parts of pages, in the process that made them; each is found by all that it shows.
    "template_fragments": {
        **LOCAL_CACHE,
        "LOCATION": "fragments",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# What is kept (knightreplay/runs/retention.py); 0 means without end.
RETENTION_DAYS = environment.count("RETENTION_DAYS", 30)
RETENTION_RUNS = environment.count("RETENTION_RUNS", 200 if EMBEDDED else 2000)
# Runs begun from one address and still stored, where other machines can reach the server.
RUNS_PER_HOST = environment.count("RUNS_PER_HOST", 60 if EMBEDDED else 500)
# Sockets of one address at a time in one process: a whole class may be behind one.
SOCKETS_PER_ADDRESS = environment.count("SOCKETS_PER_ADDRESS", 2000)

# Proxies that are believed when they say who asks, and by http or https: addresses,
# networks or names (knightreplay/network/proxies.py). Nobody else is.
TRUSTED_PROXIES = environment.proxies("TRUSTED_PROXIES")
# With it Prometheus may read /metrics from another machine.
METRICS_KEY = environment.secret("METRICS_KEY", least=12, required=False)

# A stranger's request body is bounded before Django sees it (knightreplay.limiting.bodies).
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100  # a page of my runs has fifty to choose

# Accounts are optional. "open": whoever reaches the server may make one of their own.
ACCOUNTS = environment.choice("ACCOUNTS", ("closed", "open"), "closed")
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "mine"
_CHECKS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_CHECKS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_CHECKS}.MinimumLengthValidator"},
    {"NAME": f"{_CHECKS}.CommonPasswordValidator"},
    {"NAME": f"{_CHECKS}.NumericPasswordValidator"},
]

SESSION_ENGINE = "knightreplay.access.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"  # its page's script reads it, so it is not HttpOnly
CSRF_COOKIE_SECURE = HTTPS
# A browser keeps what it was told: of this name alone, unless the operator says otherwise.
HSTS = environment.choice(
    "HSTS", ("off", "on", "subdomains", "preload"), "on" if HTTPS else "off"
)
SECURE_HSTS_SECONDS = 0 if HSTS == "off" else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = HSTS in ("subdomains", "preload")
SECURE_HSTS_PRELOAD = HSTS == "preload"
# Browsers ignore this header on plain http, and complain about it in the console.
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # it asks for Django's own check of forms by name, not for ours
    # Strict-Transport-Security is the operator's choice (HSTS).
    *("security.W004", "security.W005", "security.W021"),
    "security.W008",  # the proxy turns http into https; a class in a LAN has no https
]
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "knightreplay.pages.refusals.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOG_FORMAT = environment.choice(
    "LOG_FORMAT", ("text", "json"), "text" if EMBEDDED else "json"
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "()": "knightreplay.logs.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "knightreplay.logs.JsonFormatter"},
    },
    "filters": {"refusals": {"()": "knightreplay.logs.RefusalLimit"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["refusals"],
            "formatter": LOG_FORMAT,
        }
    },
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice(
            "LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "WARNING"
        ),
    },
}
