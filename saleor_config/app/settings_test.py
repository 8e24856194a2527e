"""Settings of the test suite: the App host on a database of `./dev test`, with keys that guard nothing."""

import os

os.environ.setdefault("SECRET_KEY", "not a secret: for tests only")
os.environ.setdefault("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/odop_test")
os.environ.setdefault("ODOP_ALLOW_PRIVATE_ADDRESSES", "true")
os.environ.setdefault("ODOP_SALEOR_API_URLS", "http://localhost:8000/graphql/")

from saleor_config.app.settings import *  # noqa: F403

LOGGING = {"version": 1, "disable_existing_loggers": False}
