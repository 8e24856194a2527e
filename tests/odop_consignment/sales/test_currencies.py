"""Sales of a channel in another currency: kept in it, and in rupees by the rate of the day.

A real Saleor's order of 100 dollars once became a sale of 100 rupees.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from odop_consignment.api import sales as more
from odop_consignment.api import turnover
from odop_consignment.api.errors import WrongChoice
from odop_consignment.api.exchange_rates import MissingRate, missing_rates, record_exchange_rate
from odop_consignment.models import ExchangeRate, Sale, SaleTerms
from odop_consignment.sales import settlements
from odop_consignment.sales.sync import sync_sales
from odop_core.india import dates, financial_years
from odop_core.money import Money
from odop_core.store.orders import OrderLine
from tests.factories import MOMENT, cancelled, line, offer, order
from tests.odop_consignment.sales.order_states import returned, sent

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 1)
ISSUE = "Record a rate for USD of 2026-11-01"


def dollars(quantity: int = 1, cents: int = 10_000, net: int = 8_000) -> OrderLine:
    return line(
        "kurta", quantity, currency="USD", unit_price_gross=cents, unit_price_net=net,
        total_gross=cents * quantity, total_net=net * quantity,
    )  # fmt: skip


def record(rate: str = "84", currency: str = "USD", day: date = DAY, **more: Any) -> None:
    record_exchange_rate(currency, day, rate, source="Customs notification", by="accountant", **more)


def sale() -> Sale:
    return Sale.objects.select_related("terms").get()


def sold_in_this_year(supplier_id: int) -> int:
    return turnover.turnover_of(supplier_id, financial_years.year_of(DAY)).sold_paise


def test_the_rate_of_the_day_makes_rupees_of_dollars() -> None:
    # given
    by = offer("kurta").supplier_id
    record("84.105")

    # when
    sync_sales(order(dollars(2)))

    # then: net 160.00 dollars at 84.105, and 10 % of it
    terms = sale().terms
    assert (terms.gross, terms.net) == (Money(20_000, "USD"), Money(16_000, "USD"))
    assert (terms.gross_paise, terms.net_paise) == (1_682_100, 1_345_680)
    assert (terms.commission_paise, terms.charges_paise) == (134_568, 0)
    assert terms.exchange_rate
    assert terms.exchange_rate.rate == Decimal("84.105")
    assert sold_in_this_year(by) == 1_345_680
    assert not sale().issue


def test_the_words_of_the_terms_say_which_rate_it_was() -> None:
    offer("kurta")
    record("84.105")

    sync_sales(order(dollars()))

    explained = more.explain_sale(sale().pk)
    assert explained
    words = str(explained.words)
    assert "The buyer pays USD 100.00 (USD 80.00 without GST)" in words
    assert "1 USD was ₹84.105 on 1 November 2026 (Customs notification): ₹8,410.50" in words


def test_without_a_rate_the_sale_waits_for_one_and_its_supplier_for_nobody() -> None:
    # given
    by = offer("kurta").supplier_id

    # when
    sync_sales(order(dollars()))

    # then: it is sold, to be supplied, and nothing is known in rupees
    found = sale()
    assert found.state == "placed"
    assert found.supplier_id == by
    assert str(found.issue).startswith(ISSUE)
    assert (found.terms.gross, found.terms.gross_paise, found.terms.commission_paise) == (
        Money(10_000, "USD"),
        None,
        None,
    )
    assert missing_rates() == [MissingRate("USD", DAY, 1)]
    assert sold_in_this_year(by) == 0
    info = more.sales_by_id([found.pk])[found.pk]
    assert (info.total_gross, info.gross_paise) == (Money(10_000, "USD"), None)
    explained = more.explain_sale(found.pk)
    assert explained
    assert explained.left_paise is None


def test_recording_the_rate_settles_what_waited() -> None:
    # given
    by = offer("kurta").supplier_id
    sync_sales(order(dollars()))

    # when
    record("84")

    # then
    found = sale()
    assert (found.terms.gross_paise, found.terms.net_paise, found.terms.commission_paise) == (840_000, 672_000, 67_200)
    assert not found.issue
    assert missing_rates() == []
    assert sold_in_this_year(by) == 672_000


def test_a_rate_of_another_day_or_currency_settles_nothing() -> None:
    # given
    offer("kurta")
    sync_sales(order(dollars()))

    # when
    record("84", day=DAY - timedelta(days=1))
    record("90", currency="EUR")

    # then
    assert sale().terms.gross_paise is None
    assert str(sale().issue).startswith(ISSUE)


@pytest.mark.parametrize("undone", ["cancelled", "returned"])
def test_what_was_undone_before_the_rate_was_known_counts_in_no_turnover(undone: str) -> None:
    # given
    by = offer("kurta").supplier_id
    told = order(dollars(2))
    sync_sales(told)
    if undone == "cancelled":
        sync_sales(cancelled(told))
    else:
        told = sent(told, "lucknow", kurta=2)
        sync_sales(told)
        sync_sales(returned(told, "lucknow", kurta=2))

    # when
    record("84")

    # then
    assert sold_in_this_year(by) == 0


def test_the_day_is_the_indian_day_of_the_order() -> None:
    # given: half past one at night in India is still the day before in UTC
    offer("kurta")
    late = datetime.combine(DAY, MOMENT.timetz()).replace(hour=20)
    sync_sales(order(dollars(), created_at=late, updated_at=late))

    # when / then
    assert missing_rates() == [MissingRate("USD", DAY + timedelta(days=1), 1)]


@pytest.mark.parametrize(
    ("currency", "minor", "rate", "paise"), [("JPY", 10_000, "0.55", 550_000), ("KWD", 12_345, "274.5", 338_870)]
)
def test_currencies_without_and_with_three_decimals(currency: str, minor: int, rate: str, paise: int) -> None:
    # given
    offer("kurta")
    record(rate, currency)

    # when
    sync_sales(
        order(
            line(
                "kurta", currency=currency, unit_price_gross=minor, unit_price_net=minor, total_gross=minor,
                total_net=minor,
            )
        )
    )  # fmt: skip

    # then
    assert (sale().terms.gross, sale().terms.gross_paise) == (Money(minor, currency), paise)


def test_a_correction_holds_for_what_is_not_settled() -> None:
    # given
    offer("kurta")
    record("84")
    sync_sales(order(dollars(), number=1))

    # when
    record("83")
    record("83")
    sync_sales(order(line("kurta", currency="USD", id="line-2"), number=2))

    # then
    first, second = SaleTerms.objects.order_by("id")
    assert (first.exchange_rate.rate, second.exchange_rate.rate) == (84, 83)
    assert ExchangeRate.objects.count() == 2


def test_many_days_are_recorded_at_once() -> None:
    record("84", until=DAY + timedelta(days=14))

    assert ExchangeRate.objects.count() == 15


def test_more_orders_than_one_transaction_takes_are_settled_by_and_by(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(settlements, "ORDERS_AT_ONCE", 1)
    offer("kurta")
    for number in (1, 2):
        sync_sales(order(line("kurta", currency="USD", id=f"line-{number}"), number=number))

    # when
    record("84")
    assert missing_rates()
    settlements.settle_sales()

    # then
    assert missing_rates() == []


@pytest.mark.parametrize(
    ("currency", "rate", "source", "words"),
    [
        ("INR", "1", "RBI", "no other currency"),
        ("XYZ", "84", "RBI", "no other currency"),
        ("dollars", "84", "RBI", "no other currency"),
        ("USD", "0", "RBI", "is no rate"),
        ("USD", "-84", "RBI", "is no rate"),
        ("USD", "NaN", "RBI", "is no rate"),
        ("USD", "84,10", "RBI", "is no rate"),
        ("USD", "84.123456789", "RBI", "is no rate"),
        ("USD", "100000000", "RBI", "is no rate"),
        ("USD", "84", "  ", "Say where the rate comes from"),
    ],
)
def test_what_is_no_rate_is_refused(currency: str, rate: str, source: str, words: str) -> None:
    with pytest.raises(WrongChoice, match=words):
        record_exchange_rate(currency, DAY, rate, source=source, by="accountant")


def test_no_day_to_come_has_a_rate() -> None:
    with pytest.raises(WrongChoice, match="still to come"):
        record("84", day=dates.today() + timedelta(days=1))


def test_a_rate_and_settled_terms_never_change() -> None:
    # given
    offer("kurta")
    record("84")
    sync_sales(order(dollars()))

    # when / then
    with pytest.raises(DatabaseError), transaction.atomic():
        ExchangeRate.objects.update(rate=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        SaleTerms.objects.update(gross_paise=1)


def test_terms_that_wait_take_nothing_but_their_rupees() -> None:
    # given
    offer("kurta")
    sync_sales(order(dollars()))

    # when / then
    with pytest.raises(DatabaseError), transaction.atomic():
        SaleTerms.objects.update(seller_name="somebody else")
    with pytest.raises(DatabaseError), transaction.atomic():
        SaleTerms.objects.update(gross_minor=1)


def test_the_command_records_a_rate_and_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    # given
    offer("kurta")
    sync_sales(order(dollars()))

    # when
    call_command("odop_record_rate")
    call_command("odop_record_rate", "usd", "2026-11-01", "84.10", source="RBI")

    # then
    said = capsys.readouterr().out
    assert "1 sales wait for a rate for USD of 2026-11-01." in said
    assert "1 USD = ₹84.1 on 2026-11-01" in said
    assert said.endswith("No sale waits for a rate.\n")
    with pytest.raises(CommandError, match="is no rate"):
        call_command("odop_record_rate", "USD", "2026-11-01", "many", source="RBI")
