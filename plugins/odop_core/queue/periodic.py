"""Small jobs that are looked at with every beat of the pulse: what falls due by the calendar, what got stuck.

A job must be cheap when there is nothing to do, and harmless when several processes run it at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from odop_core.store import host

logger = logging.getLogger(__name__)

Job = Callable[[], object]

_jobs: dict[str, Job] = {}


def register(name: str, job: Job) -> None:
    """From now on `job` is called with every beat. Registered again under the same name, it replaces the former."""
    _jobs[name] = job


def run() -> None:
    """Call every job, each on its own: one that fails stops no other, and is called again with the next beat."""
    with host.current().background_work():
        for name, job in _jobs.items():
            try:
                job()
            except Exception:
                logger.exception("The job %s failed; the next beat tries again.", name)
