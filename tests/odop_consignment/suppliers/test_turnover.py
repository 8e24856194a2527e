from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.api import WrongChoice, regimes
from odop_consignment.api.turnover import declarations_of, declare_turnover, turnover_of
from odop_consignment.models import Supplier, Turnover
from odop_consignment.offers import regime_changes
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.suppliers import turnover
from odop_consignment.suppliers.onboarding import may_sell
from odop_core.events import NotificationRequested
from odop_core.india import dates, financial_years
from odop_core.india.rules import load_seed
from odop_core.models import InboxEvent
from odop_core.security.encryption import digest_text
from tests.examples import examples
from tests.factories import supplier, switch
from tests.odop_consignment.suppliers.onboarded import CLERK, OTHER_PAN, PAN, api, gstin, row

LAKH = 10_000_000
TODAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "today", lambda: TODAY)


def seller(pan: str = PAN, **changes: str) -> Supplier:
    return row(supplier(pan=pan, pan_digest=digest_text(pan), **changes).id)


def enrolled(**changes: str) -> Supplier:
    return seller(model="enrolled_supplier", tax="enrolled", enrolment="EN1", **changes)


def told(occasion: str) -> int:
    return sum(
        event.payload["occasion"] == occasion for event in InboxEvent.objects.filter(kind=NotificationRequested.kind)
    )


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2026, 3, 31, 18, 29, 59, tzinfo=UTC), 2025),
        (datetime(2026, 3, 31, 18, 30, tzinfo=UTC), 2026),
        (datetime(2027, 3, 31, 18, 29, 59, tzinfo=UTC), 2026),
    ],
)
def test_financial_year_begins_at_midnight_in_india(moment: datetime, year: int) -> None:
    assert financial_years.year_of(dates.indian_day(moment)) == year


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)))
def test_every_day_is_in_exactly_one_financial_year(day: date) -> None:
    year = financial_years.year_of(day)
    assert financial_years.first_day(year) <= day <= financial_years.last_day(year)
    assert (financial_years.first_day(year + 1) - financial_years.last_day(year)).days == 1


def test_year_as_people_write_it() -> None:
    assert (financial_years.format_year(2026), financial_years.format_year(2099)) == ("2026-27", "2099-00")


@pytest.mark.django_db
def test_warned_once_at_80_percent_and_stopped_at_100() -> None:
    person = seller()
    turnover.add_sale(person, 32 * LAKH - 1, TODAY)
    assert (told("turnover_warning"), turnover_of(person.pk).percent) == (0, 79)

    turnover.add_sale(person, 1, TODAY)
    turnover.add_sale(person, 1, TODAY)
    assert told("turnover_warning") == 1
    assert may_sell(row(person.pk))

    turnover.add_sale(person, 8 * LAKH - 1, TODAY)
    assert told("turnover_stopped") == 1
    assert (person.stopped_in_year, turnover.is_stopped(person)) == (2026, True)
    assert not may_sell(row(person.pk))
    assert "100 % of the limit of ₹40,00,000.00" in str(turnover_of(person.pk).words)
    assert "सीमा" in turnover_of(person.pk).words.in_language("hi")


@pytest.mark.django_db
def test_cancelled_sale_does_not_count() -> None:
    person = seller()
    turnover.add_sale(person, 40 * LAKH, TODAY)
    turnover.add_sale(person, -LAKH, TODAY)
    assert not turnover.is_stopped(row(person.pk))
    assert turnover_of(person.pk).sold_paise == 39 * LAKH


@pytest.mark.django_db
def test_all_suppliers_of_one_pan_are_one_person() -> None:
    one, other, stranger = seller(), seller(), seller(OTHER_PAN)
    turnover.add_sale(one, 25 * LAKH, TODAY)
    turnover.add_sale(other, 15 * LAKH, TODAY)
    assert [turnover.is_stopped(row(each.pk)) for each in (one, other, stranger)] == [True, True, False]
    assert told("turnover_stopped") == 2


@pytest.mark.django_db
def test_corrected_pan_parts_what_was_one_person() -> None:
    one, other = seller(), seller()
    turnover.add_sale(one, 25 * LAKH, TODAY)
    turnover.add_sale(other, 15 * LAKH, TODAY)
    api.change_supplier(other.pk, pan=OTHER_PAN, by=CLERK)
    assert [turnover.is_stopped(row(each.pk)) for each in (one, other)] == [False, False]
    assert turnover_of(other.pk).sold_paise == 15 * LAKH


@pytest.mark.django_db
def test_declared_sales_elsewhere_count_and_the_last_word_holds() -> None:
    person = seller()
    turnover.add_sale(person, 10 * LAKH, TODAY)
    status = declare_turnover(person.pk, year=2026, elsewhere_paise=30 * LAKH, by=CLERK)
    assert status.is_reached
    assert turnover.is_stopped(row(person.pk))
    declare_turnover(person.pk, year=2026, elsewhere_paise=3 * LAKH, by=CLERK)
    assert not turnover.is_stopped(row(person.pk))
    assert [each.elsewhere_paise for each in declarations_of([person.pk])[person.pk]] == [30 * LAKH, 3 * LAKH]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"elsewhere_paise": -1}, {"year": 2027}, {"year": 2016}, {"declared_on": date(2026, 11, 2)}]
)
def test_declarations_are_of_years_that_began(wrong: dict[str, object]) -> None:
    values = {"year": 2026, "elsewhere_paise": 0} | wrong
    with pytest.raises(WrongChoice):
        declare_turnover(seller().pk, by=CLERK, **values)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_stop_ends_with_the_financial_year(monkeypatch: pytest.MonkeyPatch) -> None:
    person = seller()
    turnover.add_sale(person, 40 * LAKH, TODAY)
    monkeypatch.setattr(dates, "today", lambda: date(2027, 4, 1))
    assert not turnover.is_stopped(row(person.pk))
    regime_changes.apply_due_regimes()
    assert row(person.pk).stopped_in_year is None


@pytest.mark.django_db
def test_enrolled_supplier_beyond_the_limit_last_year_stays_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    person = enrolled()
    turnover.add_sale(person, 20 * LAKH, TODAY)
    assert turnover.is_stopped(row(person.pk))
    monkeypatch.setattr(dates, "today", lambda: date(2027, 4, 1))
    regime_changes.apply_due_regimes()
    assert turnover.is_stopped(row(person.pk))


@pytest.mark.django_db
def test_registration_lifts_the_stop_from_its_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    person = seller()
    turnover.add_sale(person, 40 * LAKH, TODAY)
    regimes.record_regime(
        person.pk, valid_from=date(2026, 11, 2), supply_model="marketplace_vendor", tax_regime="registered",
        gstin=gstin(), by=CLERK,
    )  # fmt: skip
    assert turnover.is_stopped(row(person.pk))
    monkeypatch.setattr(dates, "today", lambda: date(2026, 11, 2))
    regime_changes.apply_due_regimes()
    assert not turnover.is_stopped(row(person.pk))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "limit"),
    [
        ({}, 40 * LAKH),
        ({"model": "enrolled_supplier", "tax": "enrolled", "enrolment": "EN1"}, 20 * LAKH),
        ({"model": "marketplace_vendor", "tax": "registered", "gstin": gstin()}, None),
        ({"state_code": "05"}, 20 * LAKH),
        ({"state_code": "13"}, 10 * LAKH),
    ],
)
def test_limit_follows_from_regime_and_state(changes: dict[str, str], limit: int | None) -> None:
    status = turnover_of(seller(**changes).pk)
    assert status.limit_paise == limit
    assert bool(status.citation) is (limit is not None)
    assert ("no limit applies" in str(status.words)) is (limit is None)


@pytest.mark.django_db
def test_limit_of_enrolled_suppliers_and_the_alert_are_the_merchants_choice() -> None:
    switch(PLUGIN_ID, enrolled_turnover_limit="gst.goods.turnover_limit_paise", turnover_alert_percent=50)
    person = enrolled()
    turnover.add_sale(person, 20 * LAKH, TODAY)
    assert (turnover_of(person.pk).limit_paise, told("turnover_warning")) == (40 * LAKH, 1)


@pytest.mark.django_db
def test_regime_nobody_recorded_has_no_limit() -> None:
    assert turnover_of(Supplier.objects.create(name="New", phone="+919800000001").pk).limit_paise is None


amounts = st.lists(st.integers(-5 * LAKH, 15 * LAKH), min_size=1, max_size=12)


@pytest.mark.django_db
@examples(5, nightly=160)
@given(amounts, st.integers(0, 45 * LAKH))
def test_stopped_exactly_while_the_sum_is_at_the_limit(sales: list[int], elsewhere: int) -> None:
    with transaction.atomic():
        people = [seller(), seller()]
        declare_turnover(people[0].pk, year=2026, elsewhere_paise=elsewhere, by=CLERK)
        total = elsewhere
        for number, paise in enumerate(sales):
            turnover.add_sale(people[number % 2], paise, TODAY)
            total += paise
            stopped = [turnover.is_stopped(row(person.pk)) for person in people]
            assert stopped == [total >= 40 * LAKH] * 2
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_sales_at_once_never_both_miss_the_limit() -> None:
    # given
    load_seed()
    people = [seller(), seller()]

    def sell(number: int) -> None:
        try:
            turnover.add_sale(row(people[number % 2].pk), 2 * LAKH, TODAY)
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sell, range(20)))

    # then
    assert sum(Turnover.objects.values_list("sold_paise", flat=True)) == 40 * LAKH
    assert [turnover.is_stopped(row(person.pk)) for person in people] == [True, True]
    assert told("turnover_stopped") == 2
    _clean()


@pytest.mark.django_db(transaction=True)
def test_sales_of_two_people_in_any_order_do_not_wait_for_each_other() -> None:
    # given
    people = [seller(), seller(OTHER_PAN)]

    def sell(number: int) -> None:
        both = people if number % 2 else people[::-1]
        try:
            with transaction.atomic():
                turnover.lock_turnover(person.pk for person in both)
                for person in both:
                    turnover.add_sale(row(person.pk), 100, TODAY)
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(sell, range(24)))

    # then
    assert sorted(Turnover.objects.values_list("sold_paise", flat=True)) == [2400, 2400]
    _clean()


def _clean() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE odop_consignment_supplier CASCADE")


@pytest.mark.django_db
def test_nobody_lifts_their_own_stop_by_declaring_less() -> None:
    # given
    load_seed()
    consignor = enrolled(user_id="VXNlcjo3")
    declare_turnover(consignor.pk, year=2026, elsewhere_paise=20 * LAKH, by="VXNlcjo3")
    assert not may_sell(row(consignor.pk))

    # then
    with pytest.raises(WrongChoice, match="staff"):
        declare_turnover(consignor.pk, year=2026, elsewhere_paise=0, by="VXNlcjo3")
    assert not may_sell(row(consignor.pk))
    declare_turnover(consignor.pk, year=2026, elsewhere_paise=LAKH, by=CLERK)
    assert may_sell(row(consignor.pk))
