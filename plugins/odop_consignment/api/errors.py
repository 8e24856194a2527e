"""What the functions of this api raise."""

from __future__ import annotations


class UnknownRow(LookupError):
    """There is no such row; the message names it."""


class WrongChoice(ValueError):
    """The values do not go together, or this is not the moment for it; the message says why and what to do."""


class AlreadyThere(ValueError):
    """There is such a row already; the message says so."""
