"""The occasions on which somebody is told something, and what can be said of each.

A variable's sample shows staff what a template will look like. `cut` says whether a value that is too long for its
place may be shortened with "...": a product's name may, a number or a date may not. `typed` says that its form is
known, as that of a bank's reference, an order's number or a link: its digits are nobody's Aadhaar or telephone number,
however much they look like one. `secret`: whoever knows it gets in; it is shown to nobody but the recipient, and it is
blanked once it is of no use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

BOUGHT = "bought"
REMINDER = "reminder"
CANCELLED = "cancelled"
PICKUP_BOOKED = "pickup_booked"
PICKUP_TOMORROW = "pickup_tomorrow"
PICKUP_MISSED = "pickup_missed"
COLLECTED = "collected"
DELIVERED = "delivered"
RETURNED = "returned"
STATEMENT_ISSUED = "statement_issued"
PAYOUT_SENT = "payout_sent"
AGREEMENT_TO_SIGN = "agreement_to_sign"
STOCK_LOW = "stock_low"
SHELF_OVER = "shelf_over"
BANK_CHANGED = "bank_changed"
TURNOVER_WARNING = "turnover_warning"
TURNOVER_STOPPED = "turnover_stopped"
CANNOT_SUPPLY = "cannot_supply"
ENDPOINT_DISABLED = "endpoint_disabled"
OBJECTION_ANSWERED = "objection_answered"
SIGN_IN_CODE = "sign_in_code"
PHONE_CHANGED = "phone_changed"


@dataclass(frozen=True)
class Variable:
    name: str
    sample: str
    cut: bool = False
    typed: bool = False
    secret: bool = False


@dataclass(frozen=True)
class Occasion:
    name: str
    means: str
    variables: dict[str, Variable]
    # What it asks for is void once the sale is called off.
    asks_for_goods: bool = False
    # It is of no use later: it keeps to no courtesy hours, and is given up after this time.
    good_for: timedelta | None = None

    @property
    def secrets(self) -> list[str]:
        return [variable.name for variable in self.variables.values() if variable.secret]


NAME = Variable("name", "शबाना बानो", cut=True)
PRODUCT = Variable("product", "Chikankari Kurta", cut=True)
QUANTITY = Variable("quantity", "2")
ORDER = Variable("order", "1047", typed=True)
# With slashes: to a network, 24-11-2026 may look like a telephone number.
DATE = Variable("date", "24/11/2026")
AMOUNT = Variable("amount", "12,345.50")
PERIOD = Variable("period", "11/2026")
REFERENCE = Variable("reference", "UTIBR52026112400", typed=True)
LINK = Variable("link", "https://odop.example/a/7Q2K", typed=True)
ANSWER_LINK = Variable("answer_link", "https://odop.example/a/7Q2K", typed=True)
AGREEMENT = Variable("reference", "AG/26-27/0042", cut=True, typed=True)
VERSION = Variable("version", "2")
ACCOUNT = Variable("account", "XXXX 6789")
PERCENT = Variable("percent", "80")
LIMIT = Variable("limit", "40,00,000.00")
YEAR = Variable("year", "2026-27")
REASON = Variable("reason", "410 Gone", cut=True)

CODE = Variable("code", "482913", typed=True, secret=True)
PHONE = Variable("phone", "XXXXXXXXX3210", typed=True)

_SALE = (NAME, PRODUCT, QUANTITY, ORDER)
_PICKUP = (NAME, ORDER, DATE, PRODUCT, QUANTITY)


def _occasion(
    name: str, means: str, *variables: Variable, asks_for_goods: bool = False, good_for: timedelta | None = None
) -> Occasion:
    return Occasion(name, means, {variable.name: variable for variable in variables}, asks_for_goods, good_for)


OCCASIONS = {
    occasion.name: occasion
    for occasion in (
        _occasion(BOUGHT, "something of theirs was bought", *_SALE, ANSWER_LINK, asks_for_goods=True),
        _occasion(REMINDER, "they have not answered yet", *_SALE, ANSWER_LINK, asks_for_goods=True),
        _occasion(CANCELLED, "what was bought was called off", *_SALE),
        _occasion(PICKUP_BOOKED, "a carrier will come", *_PICKUP, asks_for_goods=True),
        _occasion(PICKUP_TOMORROW, "a carrier comes tomorrow", *_PICKUP, asks_for_goods=True),
        _occasion(PICKUP_MISSED, "the carrier came and got nothing", *_PICKUP, asks_for_goods=True),
        _occasion(COLLECTED, "the carrier has the goods", *_SALE),
        _occasion(DELIVERED, "the buyer has the goods", *_SALE),
        _occasion(RETURNED, "the goods come back", *_SALE),
        _occasion(STATEMENT_ISSUED, "an account sales was issued", NAME, PERIOD, AMOUNT, LINK),
        _occasion(PAYOUT_SENT, "money was sent", NAME, AMOUNT, REFERENCE),
        _occasion(AGREEMENT_TO_SIGN, "an agreement waits for their signature", NAME, AGREEMENT, VERSION),
        _occasion(STOCK_LOW, "few pieces are left", NAME, PRODUCT, QUANTITY),
        _occasion(SHELF_OVER, "goods lie unsold for longer than agreed", NAME, PRODUCT, QUANTITY, DATE),
        _occasion(BANK_CHANGED, "another bank account is paid into from a day on", NAME, ACCOUNT, DATE),
        _occasion(TURNOVER_WARNING, "their sales come near the limit of the law", NAME, PERCENT, LIMIT, YEAR),
        _occasion(TURNOVER_STOPPED, "their sales are beyond the limit: no more are made", NAME, PERCENT, LIMIT, YEAR),
        _occasion(CANNOT_SUPPLY, "to staff: a supplier cannot supply", *_SALE),
        _occasion(OBJECTION_ANSWERED, "staff answered what they objected to", NAME),
        _occasion(SIGN_IN_CODE, "they asked for a one-time code", CODE, good_for=timedelta(minutes=10)),
        _occasion(PHONE_CHANGED, "to the number before: another number is theirs now", NAME, PHONE),
        _occasion(ENDPOINT_DISABLED, "their webhook endpoint was switched off", NAME, LINK, REASON),
    )
}


class UnknownOccasion(LookupError):
    """There is no such occasion; the message names those there are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no occasion {name!r}; there are {', '.join(OCCASIONS)}.")


def find_occasion(name: str) -> Occasion:
    """Raises UnknownOccasion."""
    if name not in OCCASIONS:
        raise UnknownOccasion(name)
    return OCCASIONS[name]
