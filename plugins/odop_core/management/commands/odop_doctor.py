"""Says, before the first order does, whether everything the suite needs is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from odop_core.health import Check, Problem, registered_checks
from odop_core.plugin import configuration
from odop_core.security import encryption
from odop_core.security.encryption import EncryptedTextField
from odop_core.security.foreign_text import mask_text
from odop_core.store import host


class Command(BaseCommand):
    help = (
        "Check the database, the encryption keys, the task broker and the plugins' settings. Fails if one is not well."
    )
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        well = self._report("Database", _database)
        for title, check in [*CHECKS, *registered_checks()] if well else CHECKS_WITHOUT_DATABASE:
            well = self._report(title, check) and well
        if not well:
            raise CommandError("Not everything is well; see above.")

    def _report(self, title: str, check: Callable[[], str]) -> bool:
        try:
            note = check()
        except Exception as error:  # every problem is to be shown, not only the first
            self.stdout.write(self.style.ERROR(f"✗ {title}: {mask_text(error)}"))
            return False
        self.stdout.write(f"✓ {title}: {note}")
        return True


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
    except Exception as error:
        raise Problem(
            f"PostgreSQL cannot be reached. Check DATABASE_URL and that the server runs. ({error})"
        ) from error
    return f"PostgreSQL {version}"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise Problem(f"{len(missing)} migrations are missing. Run: python manage.py migrate")
    return "up to date"


def _encryption() -> str:
    """Reads the newest row of every table with something encrypted, so that a wrong key shows before it is needed."""
    read = 0
    for model in apps.get_models():
        if any(isinstance(field, EncryptedTextField) for field in model._meta.concrete_fields):
            read += len(model._default_manager.order_by("-pk")[:1])
    encryption.decrypt(encryption.encrypt("check", "check"), "check")
    return f"keys fit ({read} rows read)"


def _broker() -> str:
    url = getattr(settings, "CELERY_BROKER_URL", None)
    if not url:
        return "none set: tasks run where they are called, or `odop_worker` does the work"
    from celery import current_app

    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=5)
    except Exception as error:
        raise Problem(
            f"The task broker cannot be reached. Check CELERY_BROKER_URL and that Redis runs. ({error})"
        ) from error
    return "reachable"


def _plugins() -> str:
    models = [model for _plugin_id, model in sorted(configuration.known_models().items())]
    for model in models:
        configuration.load_settings(model)
    switched_off = [model.plugin_id for model in models if not configuration.is_active(model.plugin_id)]
    return f"{len(models)} configured" + (f", switched off: {', '.join(switched_off)}" if switched_off else "")


def _advice() -> str:
    """What the suite's system checks say; warnings are shown, not counted as problems."""
    messages = [message for message in run_checks(databases=["default"]) if str(message.id).startswith("odop_")]
    if errors := [str(message.msg) for message in messages if message.is_serious()]:
        raise Problem(" ".join(errors))
    return " ".join(f"{message.msg} {message.hint or ''}".strip() for message in messages) or "nothing to say"


def _store() -> str:
    host.current_host().store()
    return f"reached through {getattr(host.current_host(), '__name__', 'its host')}"


CHECKS_WITHOUT_DATABASE: list[tuple[str, Check]] = [("Task broker", _broker)]
CHECKS: list[tuple[str, Check]] = [
    ("Migrations", _migrations),
    ("Encryption keys", _encryption),
    ("Plugin settings", _plugins),
    ("Store", _store),
    ("Advice", _advice),
    *CHECKS_WITHOUT_DATABASE,
]
