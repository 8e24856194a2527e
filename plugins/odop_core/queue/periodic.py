"""Small jobs that every worker runs each `ODOP_PERIODIC_SECONDS`: what falls due by the calendar, what got stuck.

A job must be cheap when there is nothing to do, and harmless when several processes run it at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from odop_core.store import host

logger = logging.getLogger(__name__)

Job = Callable[[], object]

_jobs: dict[str, Job] = {}


def register_job(name: str, job: Job) -> None:
    """From now on `job` is called every time. Registered again under the same name, it replaces the former."""
    _jobs[name] = job


def run_jobs() -> None:
    """Call every job, each on its own: one that fails stops no other, and is called again the next time."""
    with host.current_host().background_work():
        for name, job in _jobs.items():
            try:
                job()
            except Exception:
                logger.exception("The job %s failed; it is tried again next time.", name)
