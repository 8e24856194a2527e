"""Our unsold pieces beside the store's: differences are shown with what is known of them, and nothing is changed."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.api import stock
from odop_consignment.api.stock import Cause, Difference, Reason
from odop_consignment.stock import differences as comparing
from odop_core.store.port import StockLevel, StoreUnavailable
from tests.factories import offer, supplier
from tests.fake_store import FakeStore
from tests.odop_consignment.stock.goods import carry, receive, sell, send_back

pytestmark = pytest.mark.django_db
KURTA = ("variant-kurta", "lucknow")


@pytest.fixture(autouse=True)
def _in_memory(store: FakeStore) -> None:
    """Every test here has a store."""


def only() -> Difference:
    (difference,) = stock.all_differences()
    return difference


def reasons() -> list[Reason]:
    return list(only().reasons)


def test_when_all_agrees_there_is_nothing_to_show() -> None:
    receive(offer(), 5)
    carry()

    assert list(stock.all_differences()) == []


def test_promised_pieces_are_ours_no_more(store: FakeStore) -> None:
    kurtas = offer()
    receive(kurtas, 5)
    carry()
    sell(kurtas, 2)
    store.levels[KURTA] = StockLevel(*KURTA, 5, 2)

    assert list(stock.all_differences()) == []


def test_a_change_under_way_is_named() -> None:
    receive(offer(), 5)

    difference = only()

    assert (difference.ours, difference.store_unsold, difference.pieces) == (5, None, -5)
    assert difference.reasons == (Reason(Cause.UNDER_WAY, -5),)


def test_a_change_the_store_refused_is_named(store: FakeStore) -> None:
    kurtas = offer()
    receive(kurtas, 5)
    carry()
    send_back(kurtas, 3)
    store.levels[KURTA] = StockLevel(*KURTA, 5, 4)
    carry()

    assert reasons() == [Reason(Cause.REFUSED, 3), Reason(Cause.UNEXPLAINED, -4)]


def test_pieces_sold_that_no_note_brought_are_named(store: FakeStore) -> None:
    kurtas = offer()
    receive(kurtas, 2)
    carry()
    store.levels[KURTA] = StockLevel(*KURTA, 2, 5)
    sell(kurtas, 5)

    assert reasons() == [Reason(Cause.SOLD_WITHOUT_LOT, -3)]


def test_goods_never_noted_are_named(store: FakeStore) -> None:
    offer()
    store.levels[KURTA] = StockLevel(*KURTA, 7, 0)

    assert reasons() == [Reason(Cause.NEVER_NOTED, 7)]


def test_what_nobody_knows_is_said_to_be_unexplained(store: FakeStore) -> None:
    receive(offer(), 5)
    carry()
    store.levels[KURTA] = StockLevel(*KURTA, 6, 0)

    assert reasons() == [Reason(Cause.UNEXPLAINED, 1)]


def test_offers_of_several_suppliers_at_one_point_are_compared_together() -> None:
    receive(offer(by=supplier("Shabana")), 2)
    receive(offer(by=supplier("Rehana")), 3)
    carry()

    assert list(stock.all_differences()) == []


def test_a_vendor_who_keeps_their_own_stock_is_left_alone(store: FakeStore) -> None:
    vendor = supplier(model="marketplace_vendor", tax="registered", gstin="09ABCDE1234F1Z5")
    offer(by=vendor)
    store.levels[KURTA] = StockLevel(*KURTA, 7, 0)

    assert list(stock.all_differences()) == []


def test_pages_go_on_where_the_last_one_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "PAGE", 3)
    for number in range(8):
        receive(offer(f"{number}", by=supplier()), 1)
    found, after = [], None

    while True:
        page = stock.differences(limit=2, after=after)
        assert len(page.differences) <= 2
        found += [each.variant_id for each in page.differences]
        after = page.next
        if after is None:
            break

    assert found == [f"variant-{number}" for number in range(8)]


def test_a_page_that_looked_at_enough_says_where_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "PAGE", 2)
    monkeypatch.setattr(comparing, "LOOKED_AT", 4)
    for number in range(6):
        receive(offer(f"{number}", by=supplier()), 1)
    carry()

    assert stock.differences() == stock.DifferencePage((), ("variant-3", "lucknow"))


def test_equal_pairs_cost_the_same_number_of_queries_however_many() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            stock.differences()
        return len(captured)

    receive(offer("0"), 1)
    carry()
    few = queries()
    for number in range(1, 30):
        receive(offer(str(number)), 1)
    carry()

    assert queries() == few


def test_the_command_shows_a_table_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    out = StringIO()
    receive(offer(), 5)

    with pytest.raises(CommandError, match="1 differences"):
        call_command("odop_compare_stock", stdout=out)
    assert "variant-kurta" in out.getvalue()
    assert "under way" in out.getvalue()


def test_the_command_says_that_all_agrees() -> None:
    out = StringIO()

    call_command("odop_compare_stock", stdout=out)

    assert out.getvalue() == "No differences.\n"


def test_the_command_says_when_the_store_is_away(store: FakeStore) -> None:
    receive(offer(), 5)
    store.trouble = StoreUnavailable("away")

    with pytest.raises(CommandError, match="could not be asked"):
        call_command("odop_compare_stock", stdout=StringIO())
