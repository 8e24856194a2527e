"""What the functions of this plugin raise. (Here, since `api` knows every part and no part may know `api`.)

Each refusal says what is wrong and what to do, in English and in `message_hi` in Hindi, because suppliers and whoever
enters their papers read it; "" only where none but the corporation's own staff can see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from odop_consignment.words import Words


class Refusal(Exception):
    """Base of them all."""

    def __init__(self, message: str, message_hi: str = "") -> None:
        super().__init__(message)
        self.message_hi = message_hi

    @property
    def words(self) -> Words:
        return Words(str(self), self.message_hi)

    @classmethod
    def because(cls, beginning: Words, reasons: Iterable[Words]) -> Self:
        """One refusal for all that is wrong: "Not yet: this; that"."""
        found = list(reasons)
        return cls(
            f"{beginning.en} {' '.join(each.en for each in found)}",
            f"{beginning.hi} {' '.join(each.hi for each in found)}",
        )


class UnknownRow(Refusal, LookupError):
    """There is no such row; the message names it."""


class WrongChoice(Refusal, ValueError):
    """The values do not go together, or this is not the moment for it; the message says why and what to do."""


class AlreadyThere(Refusal, ValueError):
    """There is such a row already; the message says so."""
