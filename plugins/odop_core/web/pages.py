"""What small pages need that are shown to anybody: templates that escape everything, one style sheet, and the headers
that keep anything else from running. A folder holds the templates of a plugin's pages and their `style.css`."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from django.template import Engine


@cache
def engine(folder: Path) -> Engine:
    """Our own: a host's template settings are its own business."""
    return Engine(dirs=[str(folder)], autoescape=True)


@cache
def style(folder: Path) -> str:
    return (folder / "style.css").read_text(encoding="utf-8").replace("\n", "")


@cache
def security_headers(folder: Path) -> dict[str, str]:
    """Nothing is loaded and no script runs; the one style sheet is named by its hash, and the address, which may hold a
    code, is told to nobody."""
    digest = base64.b64encode(hashlib.sha256(style(folder).encode()).digest()).decode()
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
    }
