"""Saleor's settings plus what a deployment of the suite may want. Choose it by DJANGO_SETTINGS_MODULE, for the web
server, the worker and Celery beat alike.

A stock Saleor works without this module: its entry points load the plugins, and every Celery worker listens for work.
Settings of the suite are `ODOP_…` environment variables, which `odop_core.conf` reads by itself.
"""

from __future__ import annotations

import os
from datetime import timedelta
from importlib.metadata import version
from typing import Any

from saleor import settings as _saleor
from saleor.settings import *  # noqa: F403

# Saleor caches introspection for a week; without our version in the key, clients would see the schema of before.
# (Saleor 3.21 has no such setting: there, flush the cache after an upgrade of the suite.)
_suffixes = (getattr(_saleor, "GRAPHQL_CACHE_SUFFIX", ""), f"odop-{version('saleor-odop')}")
GRAPHQL_CACHE_SUFFIX = "-".join(suffix for suffix in _suffixes if suffix)

ODOP_CELERY_QUEUE = os.environ.get("ODOP_CELERY_QUEUE", "")
_on_queue: dict[str, Any] = {"queue": ODOP_CELERY_QUEUE} if ODOP_CELERY_QUEUE else {}

# Belt and braces: workers wake themselves, but should no listener of theirs be alive, beat still moves the work.
CELERY_BEAT_SCHEDULE = {
    **_saleor.CELERY_BEAT_SCHEDULE,
    "odop-run-due": {
        "task": "odop_core.run_due",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60, **_on_queue},
    },
    "odop-reconcile": {
        "task": "odop_core.reconcile",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60, **_on_queue},
    },
}
