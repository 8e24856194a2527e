"""What an orchestrator is told."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from saleor_config.app import health


def test_a_process_that_answers_is_live(client: Client) -> None:
    assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_with_a_migrated_database_it_is_ready(client: Client) -> None:
    assert client.get("/health/ready").json() == {"status": "ready"}


@pytest.mark.django_db
def test_missing_migrations_are_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda _self, _targets: ["one", "two"])

    # when
    answer = client.get("/health/ready")

    # then
    assert answer.status_code == 503
    assert "2 migrations" in answer.json()["reason"]


def test_a_database_that_is_away_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def away(_connection: object) -> None:
        raise OperationalError

    monkeypatch.setattr(health, "MigrationExecutor", away)

    # when
    answer = client.get("/health/ready")

    # then
    assert answer.status_code == 503
    assert "DATABASE_URL" in answer.json()["reason"]
