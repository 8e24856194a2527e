"""What other currencies were worth in rupees, day by day.

The rate of a sale is that of the Indian day of its order. Which source is right is the accountant's to say: for exports
of goods the rate that the customs notify (CGST Rules 2017, r.34), which holds until the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from odop_consignment.errors import WrongChoice
from odop_consignment.models import ExchangeRate
from odop_consignment.stock.remarks import clean_remark
from odop_core.collector import Collector
from odop_core.i18n import _
from odop_core.india.dates import today
from odop_core.money import RUPEES, is_known_currency
from odop_core.normalization import latin_digits, normalize_text

DECIMALS = 8
# No currency is worth a crore of rupees; who writes more means something else.
LARGEST = Decimal(10_000_000)
LONGEST_SPAN_DAYS = 366
LONGEST_SOURCE = 128


@dataclass(frozen=True)
class RateInfo:
    """So many rupees for one main unit of a currency on an Indian day. `recorded_by` is a user's ID."""

    currency: str
    day: date
    rate: Decimal
    source: str
    recorded_by: str


def rate_on(currency: str, day: date) -> ExchangeRate | None:
    """The rate of an Indian day; None when nobody has recorded one."""
    return ExchangeRate.objects.filter(currency=currency, day=day).order_by("-id").first()


def record_rate(
    currency: str, day: date, rate: str | Decimal, *, source: str, by: str, until: date | None = None
) -> list[ExchangeRate]:
    """Record so many rupees for one main unit of a currency: on this Indian day, or on each until another.

    A day for which the same is recorded already is left as it is; another rate corrects it for what is not settled
    yet. Returns the rows of all these days. Raises WrongChoice.
    """
    with Collector(WrongChoice, several=WrongChoice.of_all) as each:
        code = each(_clean_currency, currency)
        exact = each(_clean_rate, rate)
        source = each(_clean_source, source)
        days = each(_days, day, until or day)
    return [_record(code, one, exact, source, by) for one in days]


def rate_info(row: ExchangeRate) -> RateInfo:
    return RateInfo(row.currency, row.day, row.rate, row.source, row.recorded_by)


def _record(currency: str, day: date, rate: Decimal, source: str, by: str) -> ExchangeRate:
    known = rate_on(currency, day)
    if known and (known.rate, known.source) == (rate, source):
        return known
    return ExchangeRate.objects.create(currency=currency, day=day, rate=rate, source=source, recorded_by=by)


def _clean_currency(currency: str) -> str:
    code = currency.strip().upper()
    if code == RUPEES or not is_known_currency(code):
        text = _("{code} is no other currency. Use a code such as USD.", code=repr(currency))
        raise WrongChoice.about("currency", text)
    return code


def _clean_source(source: str) -> str:
    clean = clean_remark(source, LONGEST_SOURCE)
    if not clean:
        raise WrongChoice.about("source", _("Say where the rate comes from, such as a notification and its date."))
    return clean


def _clean_rate(rate: str | Decimal) -> Decimal:
    try:
        exact = Decimal(latin_digits(normalize_text(str(rate))).strip())
    except InvalidOperation:
        exact = Decimal("NaN")
    if not exact.is_finite() or not 0 < exact < LARGEST or exact != round(exact, DECIMALS):
        text = _(
            "{rate} is no rate. Write the rupees for 1 of the currency, with at most {decimals} decimals.",
            rate=repr(str(rate)),
            decimals=DECIMALS,
        )
        raise WrongChoice.about("rate", text)
    return exact


def _days(first: date, last: date) -> list[date]:
    if last < first:
        raise WrongChoice.about("until", _("The last day is before the first."))
    if last > today():
        late = "until" if first <= today() else "day"
        raise WrongChoice.about(late, _("The rate of a day that is still to come is not known."))
    count = (last - first).days + 1
    if count > LONGEST_SPAN_DAYS:
        raise WrongChoice.about("until", _("Record at most {days} days at once.", days=LONGEST_SPAN_DAYS))
    return [first + timedelta(days=number) for number in range(count)]
