"""Answering by a link with a one-time code, as the page of it (`pages/`) sees it: the port to whoever keeps the codes.

`answers.links` has these two functions. Opening a link answers nothing: programs that look ahead open links too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Protocol, cast

from odop_notifications.models import Meaning

# What the page's buttons mean.
CHOICES = (Meaning.READY, Meaning.READY_ON, Meaning.CALL_ME, Meaning.CANNOT)


class NoSuchLink(LookupError):
    """No link has this code, or it has run out."""


class BadDay(ValueError):
    """A day in the past, or too far away."""


@dataclass(frozen=True)
class OneTap:
    """What the page may show to whoever holds the link: nothing of the buyer, no number and no address.

    `answered` is what was answered before; another answer replaces it while `is_open`.
    """

    name: str
    text: str
    language: str
    order_number: str = ""
    is_open: bool = True
    answered: Meaning | None = None
    day: date | None = None


class Links(Protocol):
    def open(self, code: str) -> OneTap:
        """Raises NoSuchLink."""

    def answer(self, code: str, meaning: Meaning, day: date | None) -> OneTap:
        """`day` (of India) is given with READY_ON only. Repeating it changes nothing. Raises NoSuchLink and BadDay."""


def links() -> Links:
    """Whoever keeps the codes."""
    return cast(Links, import_module("odop_notifications.answers.links"))
