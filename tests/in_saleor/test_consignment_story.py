"""One piece, from the supplier to the account: in a really running Saleor with the suite in its process, and beside it
as an App with its own processes and database. Both are told the same story, and must show the same.

The App's Saleor is the same one, so there too it is the suite in its process that has the last piece sold once."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from beside import running_beside
from mart_steps import BOOKMARK, DOCUMENTS, DUPATTA, LAMP, Mart, differences, does, gstin, is_refused, sales_of
from one_piece import Story, Told, lots, sell_under_composition

from devtools.machine.gateway import Gateway
from devtools.machine.processes import Process
from devtools.recorder.shopper import STAFF_PERMISSIONS, Shopper
from devtools.saleor.api import SaleorApi, SaleorRefused
from devtools.saleor.database import database_server
from devtools.saleor.environment import find_saleor
from devtools.saleor.server import RunningSaleor, running_saleor
from odop_core.india.dates import today

pytestmark = pytest.mark.story
logger = logging.getLogger(__name__)

PASSWORD = "for this test only"
# The address of our GraphQL, and the suite's worker.
Host = tuple[str, Process]


@pytest.fixture(scope="module")
def shop() -> Iterator[RunningSaleor]:
    saleor = find_saleor()
    settings = {"ODOP_PERIODIC_SECONDS": "2", "ENABLE_RESTRICT_WRITER_MIDDLEWARE": "True"}
    name = f"odop_one_piece_{saleor.slug}_{os.getpid()}"
    with (
        database_server() as server,
        running_saleor(server, saleor, database=name, fresh=True, settings=settings) as running,
    ):
        yield running


@pytest.fixture(scope="module", params=["in-Saleor", "beside-Saleor"])
def mart(
    request: pytest.FixtureRequest, shop: RunningSaleor, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mart]:
    host = in_saleor(shop) if request.param == "in-Saleor" else beside_saleor(shop, tmp_path_factory.mktemp("app"))
    with shop.app(*STAFF_PERMISSIONS) as staff, host as (url, worker):
        asha, ravi = (partial(signed_in, shop, url, email) for email in hired(shop))
        buyer = Shopper(staff, staff, shop.catalogue, settle=lambda: None)
        yield Mart(request.param, staff, asha, ravi, buyer, worker)


@contextmanager
def in_saleor(shop: RunningSaleor) -> Iterator[Host]:
    yield shop.api_url, shop.worker


@contextmanager
def beside_saleor(shop: RunningSaleor, logs: Path) -> Iterator[Host]:
    gateway = Gateway("whsec_T25lIHBpZWNlIGJlc2lkZQ==")
    with gateway.serving(), running_beside(shop, gateway, logs) as app:
        yield f"{app.url}/graphql/", app.worker


def hired(shop: RunningSaleor) -> tuple[str, str]:
    """Two members of staff; asked again they are the same."""
    emails = ("asha@example.com", "ravi@example.com")
    for email in emails:
        shop.run("devtools.saleor.setup", "admin", email, PASSWORD)
    return emails


def signed_in(shop: RunningSaleor, url: str, email: str) -> SaleorApi:
    """Saleor's token is good for our GraphQL, wherever that is."""
    return replace(SaleorApi.signed_in(shop.api_url, email, PASSWORD), url=url)


@pytest.fixture(scope="module")
def told(mart: Mart) -> Told:
    return Story(mart).tell()


def test_nobody_is_taken_on_by_one_person_or_before_all_is_there(told):
    # then
    by_herself, too_early = told.refusals["by who submitted"], told.refusals["too early"]
    logger.info("%s\n%s", by_herself, too_early)
    assert "second person" in by_herself
    assert "The PAN is not verified." in too_early
    assert "The signed agreement is missing." in too_early


def test_saleors_stock_and_ours_agree_after_every_act(told):
    for seen in told.seen:
        logger.info("%-28s Saleor %d, promised %d, ours unsold %d", seen.act, seen.saleor, seen.allocated, seen.ours)
        assert seen.saleor - seen.allocated == seen.ours, seen


def test_saleor_sells_the_last_piece_once(told):
    # then
    assert sum(sale["quantity"] for name in ("two", "last") for sale in told.sold[name] if is_dupatta(sale)) == 3
    assert len(told.losers) == 5
    assert all("INSUFFICIENT_STOCK" in words for words in told.losers)


def test_every_piece_is_somewhere(mart, told):
    # when
    (lot,) = lots(mart, told)

    # then: five came; two are sold, one was torn, one went home, and the one that came back lies here
    assert lot == {
        "received": 5,
        "countAdjustment": 0,
        "sold": 2,
        "writtenOff": 1,
        "returnedToSupplier": 1,
        "available": 1,
    }
    (bookmarks,) = lots(mart, told, BOOKMARK)
    assert bookmarks == {
        "received": 1,
        "countAdjustment": 0,
        "sold": 1,
        "writtenOff": 0,
        "returnedToSupplier": 0,
        "available": 0,
    }


def test_nothing_differs_from_saleor(mart, told):
    ours = [mart.buyer.ids.variants[sku] for sku in (DUPATTA, BOOKMARK)]
    assert [one for one in differences(mart) if one["variant"]["id"] in ours] == []


def test_every_sale_is_explained_to_the_paisa(mart, told):
    # given
    two, bookmark = sorted(told.sold["two"], key=lambda sale: not is_dupatta(sale))
    (last,) = told.sold["last"]
    for sale in (two, bookmark, last):
        logger.info("%s\n%s", sale["terms"]["explanation"], sale["terms"]["inHindi"])

    # then: 15 % of 2,800 is 420, but at most 300 a sale
    assert money(two) == ("₹2,940.00", "₹2,800.00", "₹300.00", "₹50.00", "₹2,450.00")
    assert two["terms"]["rule"] == "craft chikankari"
    assert "Commission 15 % of ₹2,800.00 (craft chikankari" in two["terms"]["explanation"]
    assert "at most ₹300.00 a sale: ₹300.00" in two["terms"]["explanation"]
    assert "Packing ₹25.00 × 2" in two["terms"]["explanation"]
    assert "कमीशन ₹2,800.00 का 15 %" in two["terms"]["inHindi"]

    # and: 15 % of 1,400 is 210
    assert money(last) == ("₹1,470.00", "₹1,400.00", "₹210.00", "₹25.00", "₹1,165.00")

    # and: 12 % of 300 is 36, but at least 40 a sale
    assert money(bookmark) == ("₹315.00", "₹300.00", "₹40.00", "₹25.00", "₹235.00")
    assert bookmark["terms"]["rule"] == "all"
    assert "at least ₹40.00 a sale" in bookmark["terms"]["explanation"]


def test_the_corporation_sold_for_her(told):
    # given
    terms = [sale["terms"] for name in ("two", "last") for sale in told.sold[name]]

    # then
    assert {(one["sellerName"], one["sellerGstin"], one["supplyModel"]) for one in terms} == {
        ("ODOP Mart Corporation (sample)", "09AAACZ9999Z1ZA", "CONSIGNMENT")
    }


def test_her_registration_tomorrow_changes_nothing_of_yesterday(mart, told):
    # given
    registered = {"supplyModel": "MARKETPLACE_VENDOR", "taxRegime": "REGISTERED", "gstin": gstin()}
    yesterday, tomorrow = ((today() + timedelta(days=days)).isoformat() for days in (-1, 1))

    # when
    refused = is_refused(mart.asha, "RecordRegime", id=told.supplier, input={"validFrom": yesterday, **registered})
    does(mart.asha, "RecordRegime", id=told.supplier, input={"validFrom": tomorrow, **registered})

    # then
    logger.info("%s", refused)
    her = mart.asha().query(DOCUMENTS["Regimes"], id=told.supplier)["supplier"]
    assert her["taxRegime"] == "UNREGISTERED"
    assert [(one["validFrom"], one["taxRegime"]) for one in her["regimes"]] == [
        ("2026-04-01", "UNREGISTERED"), (tomorrow, "REGISTERED"),
    ]  # fmt: skip
    for name, order in told.orders.items():
        assert [sale["terms"] for sale in sales_of(mart, order["id"])] == [sale["terms"] for sale in told.sold[name]]


def test_a_vendor_under_composition_sells_in_their_state_only(mart, told):
    # given
    sell_under_composition(mart)

    # when
    with pytest.raises(SaleorRefused) as refusal:
        mart.buyer.buy("asha", {LAMP: 1})

    # then
    logger.info("%s", refusal.value)
    assert "Brass lamp" in str(refusal.value)
    assert "can be sold inside Uttar Pradesh only" in str(refusal.value)
    assert "not sent to Delhi" in str(refusal.value)
    assert mart.buyer.buy("priya", {LAMP: 1})["number"]


def is_dupatta(sale: dict[str, Any]) -> bool:
    return str(sale["productName"]).startswith("Chikankari dupatta")


def money(sale: dict[str, Any]) -> tuple[str, ...]:
    """What the buyer paid, that without GST, commission, charges, and what is left for the supplier."""
    terms = sale["terms"]
    amounts = (sale["totalGross"], sale["totalNet"], terms["commission"], terms["charges"], terms["supplierAmount"])
    return tuple(amount["text"] for amount in amounts)
