"""Money as whole paise. Never floats, never fractions of a paisa."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation, Overflow

PAISE_PER_RUPEE = 100
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
    exact = _in_paise(amount)
    if exact != exact.to_integral_value():
        raise NotMoney(f"{amount!r} is not a whole number of paise.")
    return int(exact)


def rounded_paise(amount: Decimal | int | str | float) -> int:
    """Rupees to the nearest paisa, halves away from zero: for computed amounts such as a discounted unit price."""
    return int(_in_paise(amount).to_integral_value(ROUND_HALF_UP))


def _in_paise(amount: Decimal | int | str | float) -> Decimal:
    try:
        exact = EXACT.multiply(Decimal(str(amount)), PAISE_PER_RUPEE)
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
