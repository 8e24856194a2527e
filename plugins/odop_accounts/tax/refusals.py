"""Why a tax cannot be reckoned, or a rule not taken. People read these."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from odop_core.i18n import Text, TextError, _, in_lines


class TaxRefusal(TextError):
    """Base of them all."""


class NoRate(TaxRefusal, LookupError):
    """No GST rate is known for the goods: they are not sold. Base of the reasons."""


class NoHsn(NoRate):
    """Nobody has recorded what the goods are."""

    def __init__(self) -> None:
        super().__init__(
            _("No HSN code is recorded for these goods. Record it first: without it the GST is not known.")
        )


class UnknownHsn(NoRate):
    """No rule covers this HSN code on that day."""

    def __init__(self, hsn: str, on: date) -> None:
        super().__init__(
            _(
                "No GST rate is recorded for HSN code {hsn} on {day}. Correct the code, or have the rate added.",
                hsn=hsn,
                day=on,
            )
        )


class HsnTooShort(NoRate):
    """There are rates for parts of this HSN code only."""

    def __init__(self, hsn: str) -> None:
        super().__init__(
            _("HSN code {hsn} has several GST rates. Record all 6 or 8 digits of it, so that one remains.", hsn=hsn)
        )


class UnknownEntry(NoRate):
    """The goods are said to fall under an entry that no rule names."""

    def __init__(self, entry: str, hsn: str, on: date) -> None:
        super().__init__(
            _(
                "There is no GST entry “{entry}” for HSN code {hsn} on {day}. Choose one of the list, or none.",
                entry=entry,
                hsn=hsn,
                day=on,
            )
        )


class PriceInGap(NoRate):
    """The price with tax lies where no rate fits it."""

    def __init__(self, price: str, low: str, high: str) -> None:
        super().__init__(
            _(
                "At {price} a piece with GST, neither rate fits. Set {low} or less, or more than {high}.",
                price=price,
                low=low,
                high=high,
            )
        )


class NoRule(TaxRefusal, LookupError):
    """No rule of this kind holds on that day."""

    def __init__(self, kind: Text, on: date) -> None:
        super().__init__(_("No rule for {kind} is recorded for {day}. Have it added.", kind=kind, day=on))


class BadHsn(TaxRefusal, ValueError):
    """It is no HSN code."""

    def __init__(self, text: str) -> None:
        super().__init__(_("“{text}” is not an HSN code: it has 4, 6 or 8 digits.", text=text))


class BadRules(TaxRefusal, ValueError):
    """New rules that are not taken; `reasons` says all that is wrong with them."""

    def __init__(self, reasons: Iterable[Text]) -> None:
        self.reasons = list(reasons)
        super().__init__(in_lines(self.reasons))
