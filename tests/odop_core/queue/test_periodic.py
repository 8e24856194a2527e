"""Periodic jobs, and that both kinds of worker run them."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from odop_core.queue import periodic, tasks
from tests.fake_store import FakeStore


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What ran, of two jobs; the first of them fails."""
    names: list[str] = []

    def failing() -> None:
        names.append("failing")
        raise RuntimeError("out of order")

    monkeypatch.setattr(periodic, "_jobs", {})
    periodic.register_job("failing", failing)
    periodic.register_job("healthy", lambda: names.append("healthy"))
    return names


def test_job_that_fails_stops_no_other_and_is_called_again(ran: list[str]) -> None:
    # when
    periodic.run_jobs()
    periodic.run_jobs()

    # then
    assert ran == ["failing", "healthy"] * 2


def test_job_registered_again_replaces_the_former(ran: list[str]) -> None:
    # given
    periodic.register_job("failing", lambda: ran.append("mended"))

    # when
    periodic.run_jobs()

    # then
    assert ran == ["mended", "healthy"]


@pytest.mark.django_db
def test_worker_without_celery_runs_them(ran: list[str], store: FakeStore) -> None:
    # when
    call_command("odop_worker", "--once")

    # then
    assert ran == ["failing", "healthy"]


@pytest.mark.django_db
def test_celery_runs_them(ran: list[str], store: FakeStore) -> None:
    # when
    tasks.reconcile()

    # then
    assert ran == ["failing", "healthy"]
