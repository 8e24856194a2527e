"""What the functions of this plugin raise. (Here, since `api` knows every part and no part may know `api`.)

Each refusal says what is wrong and what to do, in a sentence that can be read in every language of the suite: suppliers
and whoever enters their documents read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from odop_core.i18n import Text, TextError, _, in_lines


class Refusal(TextError):
    """Base of them all. `errors` are those it stands for, where that is more than itself; `field` is the value it is
    about, by the name that forms have for it, where it is about one."""

    errors: Sequence[Refusal]
    field: str | None = None

    @classmethod
    def about(cls, field: str, text: Text) -> Self:
        refusal = cls(text)
        refusal.field = field
        return refusal

    @classmethod
    def of_all(cls, errors: Sequence[Refusal]) -> Self:
        """One that stands for several; its text has a line for each."""
        refusal = cls(in_lines([error.text for error in errors]))
        refusal.errors = list(errors)
        return refusal

    @classmethod
    def because(cls, reasons: Iterable[Text]) -> Self:
        """One refusal for all that is wrong: "Not yet: this. That."; its `errors` are each by itself."""
        reasons = list(reasons)
        refusal = cls(_("Not yet: {reasons}", reasons=reasons))
        if len(reasons) > 1:
            refusal.errors = [cls(reason) for reason in reasons]
        return refusal


class UnknownRow(Refusal, LookupError):
    """There is no such row; the message names it."""


class WrongChoice(Refusal, ValueError):
    """The values do not go together, or this is not the moment for it; the message says why and what to do."""


class AlreadyThere(Refusal, ValueError):
    """There is such a row already; the message says so."""
