"""`./dev events`: makes docs/events.md from the catalogue of events, so that the page says what the code says.

./dev events            write the page
./dev events --check    change nothing; fail if the page is not what the code says
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

if TYPE_CHECKING:
    from odop_core.events import Event

PAGE = Path(__file__).resolve().parents[1] / "docs" / "events.md"
# From bottom to top.
APPS = (
    "odop_core", "odop_provenance", "odop_consignment", "odop_logistics", "odop_accounts", "odop_notifications",
    "odop_certificates",
)  # fmt: skip
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "saleor_config.app.settings",
    "SECRET_KEY": "signs nothing",
    "DATABASE_URL": "postgres://localhost/none",
}
HEAD = """\
# Events

Made from the code by `./dev events`; do not edit.

What one part of the suite announces and others react to. An event is announced in the transaction of the fact itself,
by one INSERT, and accepted once: `inbox.announce(SalesChanged(order_id="…"), key="…")`. A worker hands it to each
plugin that subscribed to its type (`inbox.subscribe(PLUGIN_ID, SalesChanged, on_sales)` in the app's `handlers.py`),
each in a transaction of its own, tried again until it succeeds, one at a time for each subject. A handler must be
idempotent. What cannot be read is given up, for staff to see. An app's events are classes in its `events.py`.

| Event | In the database | In short |
|---|---|---|
"""


def main(arguments: Sequence[str]) -> int:
    _set_up()
    wanted = page()
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
            return 0
        print("docs/events.md is not what the code says: run ./dev events")
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


def page() -> str:
    """The page, in Markdown. Django must be set up: so all plugins have subscribed."""
    from odop_core.events import CATALOGUE

    found = sorted(
        (event for event in CATALOGUE.values() if event.__module__.startswith("odop_")),
        key=lambda event: APPS.index(event.__module__.split(".")[0]),
    )
    rows = [f"| [{event.__name__}](#{event.__name__.lower()}) | `{event.kind}` | {_doc(event)[0]} |" for event in found]
    return HEAD + "\n".join(rows) + "\n" + "".join(_section(event) for event in found)


def _section(event: type[Event]) -> str:
    from odop_core.queue import inbox

    plugins = sorted({one.plugin_id for one in inbox.subscriptions() if one.event_type is event})
    told, *rest = _doc(event)
    lines = [f"## {event.__name__}", told, *rest, _fields(event)]
    heard = (
        f"Subscribed: {', '.join(f'`{plugin}`' for plugin in plugins)}." if plugins else "No plugin subscribes to it."
    )
    lines.append(f"Defined in `{event.__module__}`. {heard} {_waits(event)}")
    return "\n" + "\n\n".join(lines) + "\n"


def _doc(event: type[Event]) -> list[str]:
    """The paragraphs of its docstring."""
    return [" ".join(part.split()) for part in (inspect.getdoc(event) or "").split("\n\n")]


def _fields(event: type[Event]) -> str:
    hints = get_type_hints(event)
    rows = ["| Field | Type | Meaning |", "|---|---|---|"]
    for name, field in event.model_fields.items():
        must = "" if field.is_required() else " (optional)"
        rows.append(f"| `{name}` | `{_type(hints[name])}`{must} | {' '.join((field.description or '').split())} |")
    return "\n".join(rows)


def _type(hint: object) -> str:
    text = hint.__name__ if isinstance(hint, type) and not hasattr(hint, "__args__") else str(hint)
    return text.replace("typing.", "").replace("|", "\\|")


def _waits(event: type[Event]) -> str:
    waits: timedelta = event.waits_while_off
    if not waits:
        return "While a plugin is off it misses the event: the next one brings what it missed."
    how_long = "as long as it takes" if waits == timedelta.max else f"{waits.days} days"
    return f"It waits {how_long} for a plugin that is off."


def _set_up() -> None:
    import django

    # No database is asked for anything, but the settings want one named.
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
