"""The migrations: one for each app until the first release, with the triggers as SQL beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests.effort import NIGHTLY

FUNCTION = re.compile(r"CREATE FUNCTION (\w+)")
OURS = [config.label for config in apps.get_app_configs() if config.label.startswith("odop_")]


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("label", OURS)
def test_an_app_has_one_migration(label: str) -> None:
    loader = MigrationLoader(None)

    assert [name for app, name in loader.disk_migrations if app == label] == ["0001_initial"]


@pytest.mark.django_db
def test_migrations_can_be_taken_back_and_leave_no_function() -> None:
    # given: by day one on which no other stands, as Django takes seconds to think all of them away
    taken_back = OURS if NIGHTLY else ["odop_accounts"]
    theirs = {name for label in taken_back for name in FUNCTION.findall(_triggers_of(label))}
    assert theirs <= _functions()
    assert theirs

    # when
    MigrationExecutor(connection).migrate([(label, None) for label in taken_back])

    # then (the test's transaction brings it all back)
    assert not theirs & _functions()
    assert not (NIGHTLY and _functions())


@pytest.mark.parametrize("label", [label for label in OURS if label != "odop_app"])
def test_each_trigger_says_what_it_guards(label: str) -> None:
    text = _triggers_of(label)

    functions = text.count("CREATE FUNCTION")
    explained = text.count("-- Guards:")

    assert explained >= functions - 1  # two functions may keep one promise


def _triggers_of(label: str) -> str:
    file = Path(apps.get_app_config(label).path) / "migrations" / "triggers.sql"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _functions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'odop%'")
        return {name for (name,) in cursor.fetchall()}
