"""Django settings of the App host: the suite as a service of its own, beside a Saleor it cannot be installed into.

Everything that differs between deployments comes from the environment; `docs/operator.md` lists it all.
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


DEBUG = os.environ.get("DEBUG", "").lower() in {"1", "true"}
SECRET_KEY = _required("SECRET_KEY", "a long random text that stays the same between restarts")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")

DATABASES = {
    "default": dj_database_url.parse(
        _required("DATABASE_URL", "the PostgreSQL database to use, such as postgres://user:password@host:5432/odop"),
        conn_max_age=60,
    )
}
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "odop_core",
    "odop_provenance",
    "odop_consignment",
    "odop_notifications",
    "odop_logistics",
    "saleor_config.app",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "saleor_config.app.urls"
WSGI_APPLICATION = "saleor_config.app.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
APPEND_SLASH = False
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
SECURE_CONTENT_TYPE_NOSNIFF = True

# Saleors that may install this App: their GraphQL addresses, comma-separated. Nobody else's webhooks are heard.
ODOP_SALEOR_API_URLS = [url for url in os.environ.get("ODOP_SALEOR_API_URLS", "").split(",") if url]
# The address Saleor and the storefront reach this service at.
ODOP_APP_URL = os.environ.get("ODOP_APP_URL", "http://127.0.0.1:8100").rstrip("/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
