"""Money as whole paise. Never floats, never fractions of a paisa."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

from odop_core.india.numbers import read_decimal

PAISE_PER_RUPEE = 100
_BEFORE = re.compile(r"^(?:₹|rs\.?|inr|रु\.?|रुपये|रुपए)\s*", re.IGNORECASE)
_AFTER = re.compile(r"(?:\s*(?:/[-=–]?|₹|rs\.?|inr|rupees|रुपये|रुपए|रु\.?|only|मात्र))+$", re.IGNORECASE)
# What the database's money columns hold (64 bits), and more than the world's money.
LARGEST_PAISE = 2**63 - 1
# Refuses to lose a digit. Python's usual context would round away what is beyond its 28.
EXACT = Context(prec=60, traps=[InvalidOperation, Inexact, Overflow])


class NotMoney(ValueError):
    """The value is no amount of money in whole paise; the message names it."""


def paise(amount: Decimal | int | str | float) -> int:
    """Rupees to paise, exactly: `paise("1180.50") == 118050`.

    Floats are read by their shortest decimal text (a JSON number 0.1 is ten paise). Saleor keeps three decimals; a
    third that is not zero is refused with NotMoney rather than rounded, since somebody's books would then be wrong.
    """
    exact = in_coins(amount)
    if exact != exact.to_integral_value():
        raise NotMoney(f"{amount!r} is not a whole number of paise.")
    return int(exact)


def read_rupees(text: str) -> int:
    """Rupees as somebody wrote them, to paise: "1,180.50", "₹ 1,00,000/-", "Rs. 500", "५०० रुपये".

    Raises NotMoney; also for "5,00" and "1.180,50", where nobody knows what is meant.
    """
    bare = _AFTER.sub("", _BEFORE.sub("", text.strip(), count=1), count=1)
    amount = read_decimal(bare)
    if amount is None:
        raise NotMoney(f"{text!r} is not an amount of money.")
    return paise(amount)


def in_coins(amount: Decimal | int | str | float, coins: int = PAISE_PER_RUPEE) -> Decimal:
    """An amount of a currency's main unit in the smallest coins, so many to one: exactly, perhaps with a fraction.

    Raises NotMoney for what is no amount, or more than anybody has.
    """
    try:
        exact = EXACT.multiply(Decimal(str(amount)), coins)
    except ArithmeticError as error:
        raise NotMoney(f"{amount!r} is not an amount of money.") from error
    if not exact.is_finite() or abs(exact) > LARGEST_PAISE:
        raise NotMoney(f"{amount!r} is not an amount of money that anybody could have.")
    return exact


def rupees(amount_paise: int) -> Decimal:
    """Paise to rupees with two decimals."""
    return Decimal(amount_paise).scaleb(-2)


def format_inr(amount_paise: int) -> str:
    """Indian grouping: `format_inr(12345678) == "₹1,23,456.78"`."""
    sign = "-" if amount_paise < 0 else ""
    whole, fraction = divmod(abs(amount_paise), PAISE_PER_RUPEE)
    digits = str(whole)
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return f"{sign}₹{','.join([*groups, tail])}.{fraction:02d}"
