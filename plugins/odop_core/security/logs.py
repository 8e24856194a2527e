"""The last net under everything logged: what the suite, its web server and Celery write is masked as it is written.

Each host installs it at start-up. Saleor's own loggers are its own business; those that write down the addresses of
requests are not, since an address of ours may hold a code that still answers.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from odop_core.security.foreign_text import mask_text

GUARDED = (
    "odop_", "saleor_config", "storefront_schema", "devtools", "django.request", "django.security", "django.server",
    "gunicorn", "uvicorn", "hypercorn", "daphne", "celery", "py.warnings",
)  # fmt: skip
# Longer than any line of ours; what is behind helps nobody.
LONGEST = 10_000
# It takes its records apart, so what they are made of is masked, one by one.
TAKEN_APART = "uvicorn.access"
# Before each line of a traceback, so that no error of somebody else's passes for a record.
MARGIN = "| "

_Trouble = tuple[type[BaseException], BaseException, TracebackType | None]


def guard_logs() -> None:
    """From now on, in this process. A second call changes nothing."""
    made_before = logging.getLogRecordFactory()
    if getattr(made_before, "masks_foreign_text", False):
        return

    def make_record(*args: Any, **values: Any) -> logging.LogRecord:
        record = made_before(*args, **values)
        if record.name.startswith(GUARDED):
            mask_record(record)
        return record

    make_record.masks_foreign_text = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(make_record)


def mask_record(record: logging.LogRecord) -> None:
    """Whatever a record says, on one line; its traceback, if it has one, on lines of their own."""
    if record.name == TAKEN_APART and isinstance(record.args, tuple):
        record.args = tuple(mask_text(arg, LONGEST) if isinstance(arg, str) else arg for arg in record.args)
    else:
        _mask_message(record)
    trouble: Any = record.exc_info
    if trouble and trouble[1] is not None:
        record.exc_text = _masked_traceback(trouble)


def _mask_message(record: logging.LogRecord) -> None:
    try:
        said = record.getMessage()
    except Exception:  # logging itself would complain of it, and show all of it
        said = f"{record.msg} {record.args if not isinstance(record.args, Mapping) else dict(record.args)}"
    record.msg, record.args = mask_text(said, LONGEST), ()


def _masked_traceback(trouble: _Trouble) -> str:
    lines = "".join(traceback.format_exception(*trouble)).splitlines()
    return "\n".join(f"{MARGIN}{_indent(line)}{mask_text(line, LONGEST)}" for line in lines if line.strip())


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))
