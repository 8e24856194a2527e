"""Why something about a supplier is refused, in both languages: suppliers themselves read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from odop_consignment.errors import WrongChoice


@dataclass(frozen=True)
class Words:
    """One sentence in English and in Hindi."""

    en: str
    hi: str


class SupplierRefused(WrongChoice):
    """The message says what to do, and `message_hi` says it in Hindi."""

    def __init__(self, message: str, message_hi: str) -> None:
        super().__init__(message)
        self.message_hi = message_hi

    @classmethod
    def because(cls, beginning: Words, reasons: Iterable[Words]) -> SupplierRefused:
        """One refusal for all that is wrong: "Not yet: this; that"."""
        found = list(reasons)
        return cls(
            f"{beginning.en} {' '.join(each.en for each in found)}",
            f"{beginning.hi} {' '.join(each.hi for each in found)}",
        )


class NeedsSecondPerson(SupplierRefused):
    """Who began it may not also decide it."""


class NeedsReason(SupplierRefused):
    """This step needs a reason, for the supplier to read."""

    def __init__(self) -> None:
        super().__init__("Say why, in words the supplier can act on.", "कारण लिखें, जिसे आपूर्तिकर्ता समझ सके।")
