"""Signed tokens that end: what a link to a file carries. Nobody makes one or changes one without the host's key.

A token carries its own end, so that a changed setting changes no link that is out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.core import signing


class LinkEnded(PermissionError):
    """The link is too old, or was never one of ours."""


def sign_token(what: Sequence[Any], ends_at: datetime, *, salt: str) -> str:
    """`what` is all that JSON knows; `salt` tells apart what different links are for."""
    return signing.dumps([*what, int(ends_at.timestamp())], salt=salt, compress=False)


def open_token(token: str, *, salt: str, parts: int) -> list[Any]:
    """The `parts` values that were signed. Raises LinkEnded."""
    try:
        *what, ends_at = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError) as error:
        raise LinkEnded("This link is not valid.") from error
    if len(what) != parts:
        raise LinkEnded("This link is not valid.")
    if datetime.now(UTC).timestamp() > ends_at:
        raise LinkEnded("This link has ended. Ask for a new one.")
    return what
