"""Settings of the test suite: the App host on a database of `./dev test`, with keys that guard nothing.

Without DATABASE_URL (a plain `pytest`) the embedded PostgreSQL of this checkout is started for the length of the run.
"""

import atexit
import os
from contextlib import ExitStack
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "not a secret: for tests only")
os.environ.setdefault("ODOP_ALLOW_PRIVATE_ADDRESSES", "true")
os.environ.setdefault("ODOP_SALEOR_API_URLS", "http://localhost:8000/graphql/")
if not os.environ.get("DATABASE_URL"):
    from devtools.machine.embedded import checkout_server

    _running = ExitStack()
    atexit.register(_running.close)
    _server = _running.enter_context(checkout_server(Path(__file__).resolve().parents[1]))
    os.environ["DATABASE_URL"] = _server.url(f"odop_{os.getpid()}")

from saleor_config.app.settings import *  # noqa: F403

LOGGING = {"version": 1, "disable_existing_loggers": False}
