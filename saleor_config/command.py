"""`odop <name>`: the suite's management commands by their short names, in a Saleor or beside one.

`odop helpline` is `manage.py odop_helpline`. The settings are those of DJANGO_SETTINGS_MODULE; without it, Saleor's
where Saleor can be imported from here, else those of the App beside it.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands, load_command_class

PREFIX = "odop_"
IN_SALEOR, BESIDE_SALEOR = "saleor.settings", "saleor_config.app.settings"


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    # As manage.py does: Saleor is found in the folder where the command is run.
    sys.path.insert(0, str(Path.cwd()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", IN_SALEOR if find_spec("saleor") else BESIDE_SALEOR)
    try:
        django.setup()
        known = _commands()
    except ImproperlyConfigured as error:
        print(f"odop: {error}", file=sys.stderr)  # noqa: T201
        return 1
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        print(_help(known))  # noqa: T201
        return 0
    if arguments[0] not in known:
        print(f"odop does not know {arguments[0]!r}.\n\n{_help(known)}", file=sys.stderr)  # noqa: T201
        return 2
    execute_from_command_line(["odop", PREFIX + arguments[0], *arguments[1:]])
    return 0


def _commands() -> dict[str, str]:
    """Short name to app. Raises ImproperlyConfigured when a setting that must be there is not."""
    return {name.removeprefix(PREFIX): app for name, app in sorted(get_commands().items()) if name.startswith(PREFIX)}


def _help(known: dict[str, str]) -> str:
    lines = [f"  {name:<16} {_summary(name, app)}" for name, app in known.items()]
    return "\n".join(["usage: odop <command> [arguments]", "", *lines, "", "odop <command> --help tells more."])


def _summary(name: str, app: str) -> str:
    text = " ".join(load_command_class(app, PREFIX + name).help.split())
    return text if len(text) <= 90 else text[:89] + "…"
