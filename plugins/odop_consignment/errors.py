"""What the functions of this plugin raise. (Here, since `api` knows every part and no part may know `api`.)"""

from __future__ import annotations


class UnknownRow(LookupError):
    """There is no such row; the message names it."""


class WrongChoice(ValueError):
    """The values do not go together, or this is not the moment for it; the message says why and what to do."""


class AlreadyThere(ValueError):
    """There is such a row already; the message says so."""
