"""Triggers: what the database itself guards, written as SQL in an app's `migrations/triggers.sql`."""

from __future__ import annotations

import re
from pathlib import Path

from django.db.migrations import RunSQL

_FUNCTION = re.compile(r"CREATE FUNCTION (\w+)\(\)")
_TRIGGER = re.compile(r"^CREATE (?:CONSTRAINT )?TRIGGER (\w+)", re.MULTILINE)


def create_triggers(file: Path) -> RunSQL:
    """The operation of a migration that makes the functions and triggers of a file, and takes them away again."""
    sql = file.read_text(encoding="utf-8")
    drop = "".join(f"DROP FUNCTION {name}() CASCADE;\n" for name in reversed(_FUNCTION.findall(sql)))
    return RunSQL(sql, drop)


def list_triggers(file: Path) -> list[str]:
    """The names of the triggers that a file makes."""
    return _TRIGGER.findall(file.read_text(encoding="utf-8"))
