"""Django settings of the App host: the suite as a service of its own, beside a Saleor it cannot be installed into.

Everything that differs between deployments comes from the environment; `docs/operator.md` lists it all. What must be
set and is not stops the start with a sentence that says what to set.
"""

from __future__ import annotations

import os

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def _required(name: str, what: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} to {what}.")
    return value


def _flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str = "") -> list[str]:
    return [entry.strip() for entry in os.environ.get(name, default).split(",") if entry.strip()]


# Shows the words of every error to whoever asks. Never on a machine that others reach.
DEBUG = _flag("DEBUG")
SECRET_KEY = _required("SECRET_KEY", "a long random text that stays the same between restarts")
# The host names this service answers to.
ALLOWED_HOSTS = _list("ALLOWED_HOSTS", "localhost,127.0.0.1")

DATABASES = {
    "default": dj_database_url.parse(
        _required("DATABASE_URL", "the PostgreSQL database to use, such as postgres://user:password@host:5432/odop"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"].get("ENGINE") != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL must name a PostgreSQL database (postgres://...): the suite's queue needs it."
    )

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "odop_core",
    "odop_provenance",
    "odop_consignment",
    "odop_notifications",
    "odop_logistics",
    "odop_accounts",
    "odop_certificates",
    "saleor_config.app",
]
MIDDLEWARE = [
    "odop_core.web.security_headers.add_security_headers",
    "odop_core.web.border.check_requests",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "saleor_config.app.urls"
WSGI_APPLICATION = "saleor_config.app.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

# Times are stored and reckoned in UTC; what a person reads is turned into Indian time where it is written.
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"

# Behind a proxy that ends TLS: it must set this header itself, whatever the client sent.
if _flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
# No view reads a larger body; each has a limit of its own below this one.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Web pages of these origins may ask our GraphQL from a browser: patterns, such as https://*.shop.example. The name and
# default are Saleor's; but credentials (cookies) are never allowed, see `graphql/cors.py`.
ALLOWED_GRAPHQL_ORIGINS = _list("ALLOWED_GRAPHQL_ORIGINS", "*")
# Saleors that may install this App: their GraphQL addresses, comma-separated. Nobody else's webhooks are heard.
ODOP_SALEOR_API_URLS = _list("ODOP_SALEOR_API_URLS")
# The address Saleor and the storefront reach this service at.
ODOP_APP_URL = os.environ.get("ODOP_APP_URL", "http://127.0.0.1:8100").rstrip("/")
# The address of the certificates' pages, printed on labels: a short one of the shop's own may be put before it.
ODOP_PUBLIC_URL = os.environ.get("ODOP_PUBLIC_URL", "").rstrip("/") or f"{ODOP_APP_URL}/provenance"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
