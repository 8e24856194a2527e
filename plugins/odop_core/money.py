"""Money with its currency, in whole minor units (paise, cents, fils; yen have none): cents are never taken for paise.

How many digits a currency has is what Saleor takes, too: Unicode's CLDR, by Babel (two for rupees and dollars, none for
yen, three for Kuwaiti dinars). A bare number of paise is rupees (`odop_core.india.money`); what a buyer pays in the
store is `Money`, and becomes paise only by a rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.numbers import get_currency_precision, is_currency

from odop_core.india.money import PAISE_PER_RUPEE, NotMoney, format_inr, in_coins

RUPEES = "INR"


class MixedCurrencies(ValueError):
    """Amounts of two currencies were added or compared."""


@dataclass(frozen=True, slots=True)
class Money:
    """So many minor units of a currency, which is named by its code of ISO 4217 ("USD")."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._minor_of(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._minor_of(other), self.currency)

    def __mul__(self, pieces: int) -> Money:
        return Money(self.minor * pieces, self.currency)

    def __str__(self) -> str:
        """As people in India read it: "₹1,23,456.78", "USD 1,234.50", "JPY 1,500"."""
        if self.currency == RUPEES:
            return format_inr(self.minor)
        return f"{self.currency} {self.amount:,}"

    @property
    def amount(self) -> Decimal:
        """In the currency's main unit, with as many decimals as it has."""
        return Decimal(self.minor).scaleb(-digits_of(self.currency))

    def _minor_of(self, other: Money) -> int:
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self} and {other} are of different currencies.")
        return other.minor


def money(amount: Decimal | int | str | float, currency: str) -> Money:
    """Exactly this amount of the main unit: `money("10.5", "USD") == Money(1050, "USD")`.

    Raises NotMoney where the currency has no such small coin: rounded, somebody's books would be wrong. Floats are read
    by their shortest decimal text.
    """
    exact = in_coins(amount, 10 ** digits_of(currency))
    if exact != exact.to_integral_value():
        raise NotMoney(f"{amount!r} is not a whole number of the smallest coins of {currency}.")
    return Money(int(exact), currency)


def rounded_money(amount: Decimal | int | str | float, currency: str) -> Money:
    """The nearest amount that can be paid, halves away from zero: of what was computed, such as a discounted price."""
    return Money(int(in_coins(amount, 10 ** digits_of(currency)).to_integral_value(ROUND_HALF_UP)), currency)


def paise_at_rate(paid: Money, rate: Decimal) -> int:
    """What an amount comes to in paise at so many rupees for one main unit of its currency.

    Reckoned exactly and rounded once, to the nearest paisa, halves away from zero.
    """
    exact = Fraction(paid.minor, 10 ** digits_of(paid.currency)) * Fraction(rate) * PAISE_PER_RUPEE
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def digits_of(currency: str) -> int:
    """How many decimals amounts of a currency have."""
    return int(get_currency_precision(currency))


def is_known_currency(code: str) -> bool:
    """Whether there is such a currency, or was."""
    return bool(is_currency(code))
