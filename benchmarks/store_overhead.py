"""Saleor with the suite against the same Saleor without it: two web servers, one database, request by request in turn.

    python -m benchmarks.store_overhead [--rounds 30]

Needs a Saleor (`SALEOR_HOME`). Each round asks both servers the same thing, the order alternating, so that a machine
that slows down slows both; what is told are medians and the median of the ratios pair by pair. It also measures how
long a paid order takes to reach the message gateway, worker running.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from devtools.machine.gateway import Received
from devtools.machine.processes import LOOPBACK, Process, free_port, wait_for_http, wait_until
from devtools.recorder.shopper import STAFF_PERMISSIONS, Shopper
from devtools.saleor.api import SaleorApi
from devtools.saleor.catalogue import CHANNEL
from devtools.saleor.database import database_server
from devtools.saleor.environment import find_saleor
from devtools.saleor.server import RunningSaleor, running_saleor

BASKET = {"LKO-CHK-DUP-WHT": 1, "AZM-BLK-VASE-10": 1}
EXTRA_PRODUCTS = 100
CARD = "id name slug thumbnail { url } category { name } pricing { priceRange { start { gross { amount } } } }"
PROVENANCE = "provenance { district { name } craft { name } artisan { name } }"
PRODUCTS = "query Page($channel: String!) { products(first: 100, channel: $channel) { edges { node { %s } } } }"

CLAIM = """
mutation Claim($input: ProvenanceClaimSetInput!) {
  provenanceClaimSet(input: $input) { errors { field message code } }
}
"""
PRODUCT_TYPE = "{ products(first: 1) { edges { node { productType { id } category { id } } } } channels { id slug } }"
CREATE = """
mutation Create($products: [ProductBulkCreateInput!]!) {
  productBulkCreate(products: $products) { results { product { id } } errors { path message code } }
}
"""
STOCKS = "query Stocks($id: ID!) { productVariant(id: $id) { stocks { warehouse { id } } } }"
RESTOCK = """
mutation Restock($variant: ID!, $stocks: [StockInput!]!) {
  productVariantStocksUpdate(variantId: $variant, stocks: $stocks) { errors { field message code } }
}
"""


@dataclass
class Pairs:
    """Seconds of the same work on both servers, pair by pair."""

    what: str
    budget: str
    with_suite: list[float] = field(default_factory=list)
    without: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(ours / bare for ours, bare in zip(self.with_suite, self.without, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    saleor = find_saleor()
    arrivals: dict[str, list[float]] = defaultdict(list)

    def arrived(message: Received) -> None:
        arrivals[str(message.content.get("order"))].append(time.monotonic())

    # The reconciler rests: it would find the bare server's orders, and work on them while we measure.
    settings = {"ODOP_PERIODIC_SECONDS": "3600"}
    with (
        database_server() as server,
        running_saleor(
            server, saleor, database="odop_benchmark", fresh=True, on_message=arrived, settings=settings
        ) as shop,
        bare_server(shop) as bare_url,
        shop.app(*STAFF_PERMISSIONS, "MANAGE_PROVENANCE", "MANAGE_PRODUCTS") as staff,
    ):
        _fill(shop, staff)
        _restock(shop, staff)
        products = _products(shop.api_url, bare_url, rounds)
        checkout, latencies = _checkouts(shop, bare_url, staff, rounds, arrivals)
    report(saleor.version, [products, checkout], latencies)


@contextmanager
def bare_server(shop: RunningSaleor) -> Iterator[str]:
    """The same Saleor on the same database, from its own environment, where nobody has heard of the suite."""
    port = free_port()
    environment = {**shop.environment, "DJANGO_SETTINGS_MODULE": "saleor.settings"}
    serve = ["-m", "uvicorn", "saleor.asgi:application", "--host", LOOPBACK, "--port", str(port), "--ws", "none"]
    log = shop.web.log_path.with_name("bare.log")
    with Process(
        "The bare web server", [str(shop.saleor.python), *serve], environment, log, cwd=shop.saleor.home
    ) as web:
        wait_for_http(f"http://{LOOPBACK}:{port}/health/", 180, web)
        yield f"http://{LOOPBACK}:{port}/graphql/"


def _fill(shop: RunningSaleor, staff: SaleorApi) -> None:
    """A hundred more products, and a claim for each, so that the list really has a hundred."""
    found = staff.query(PRODUCT_TYPE)
    node = found["products"]["edges"][0]["node"]
    channel = next(channel["id"] for channel in found["channels"] if channel["slug"] == CHANNEL)
    listing = [{"channelId": channel, "isPublished": True, "visibleInListings": True, "isAvailableForPurchase": True}]
    wanted = [
        {
            "name": f"Benchmark {number}",
            "productType": node["productType"]["id"],
            "category": node["category"]["id"],
            "channelListings": listing,
            "attributes": [],
            # A product that cannot be bought is not listed.
            "variants": [
                {
                    "attributes": [],
                    "sku": f"BENCH-{number}",
                    "channelListings": [{"channelId": channel, "price": "100"}],
                }
            ],
        }
        for number in range(EXTRA_PRODUCTS)
    ]
    for start in range(0, EXTRA_PRODUCTS, 25):
        made = staff.mutate(CREATE, products=wanted[start : start + 25])["results"]
        for result in made:
            staff.mutate(CLAIM, input={"productId": result["product"]["id"], "district": "lucknow"})


def _restock(shop: RunningSaleor, staff: SaleorApi) -> None:
    """The sample shop has a few pieces of each; we buy many."""
    for sku in BASKET:
        variant = shop.catalogue.variants[sku]
        held = staff.query(STOCKS, id=variant)["productVariant"]["stocks"]
        stocks = [{"warehouse": stock["warehouse"]["id"], "quantity": 10_000} for stock in held]
        staff.mutate(RESTOCK, variant=variant, stocks=stocks)


def _products(ours: str, bare: str, rounds: int) -> Pairs:
    pairs = Pairs("products(first: 100), with provenance", "≤ 1.10")
    with_suite = SaleorApi(ours)
    without = SaleorApi(bare)
    listed = with_suite.query(PRODUCTS % f"id {PROVENANCE}", channel=CHANNEL)["products"]["edges"]
    claimed = sum(edge["node"]["provenance"] is not None for edge in listed)
    # The sample catalogue has two products that nobody claims.
    assert len(listed) == 100, f"only {len(listed)} products on the page"
    assert claimed >= 98, f"only {claimed} products on the page have a claim"
    _in_turn(
        pairs,
        rounds,
        lambda: _seconds(lambda: with_suite.query(PRODUCTS % f"{CARD} {PROVENANCE}", channel=CHANNEL)),
        lambda: _seconds(lambda: without.query(PRODUCTS % CARD, channel=CHANNEL)),
    )
    return pairs


def _checkouts(
    shop: RunningSaleor, bare_url: str, staff: SaleorApi, rounds: int, arrivals: dict[str, list[float]]
) -> tuple[Pairs, list[float]]:
    """Only `checkoutComplete` is timed; for orders on our server also the time until the gateway has the message."""
    pairs = Pairs("checkoutComplete, paid, two suppliers", "≤ 1.05")
    latencies: list[float] = []

    def buy(url: str, messages: bool) -> float:
        shopper = TimedShopper(staff, staff, shop.catalogue, settle=lambda: None)
        shopper.anybody = TimedApi(url)
        order = shopper.buy("asha", BASKET)
        completed = shopper.anybody.finished_at
        if messages:
            wait_until(lambda: len(shop.gateway.messages(order["number"])) == len(BASKET), 60, "both messages")
            latencies.append(max(arrivals[order["number"]]) - completed)
        return shopper.anybody.seconds

    _in_turn(pairs, rounds, lambda: buy(shop.api_url, True), lambda: buy(bare_url, False))
    return pairs, latencies


class TimedApi(SaleorApi):
    """Remembers how long the last mutation took and (monotonic) when it ended."""

    seconds = 0.0
    finished_at = 0.0

    def mutate(self, document: str, **variables: object) -> dict[str, object]:
        started = time.monotonic()
        payload = super().mutate(document, **variables)
        self.finished_at = time.monotonic()
        self.seconds = self.finished_at - started
        return payload


class TimedShopper(Shopper):
    """A buyer whose anonymous calls are timed; the last of them is `checkoutComplete`."""

    anybody: TimedApi


def _in_turn(pairs: Pairs, rounds: int, ours: Callable[[], float], bare: Callable[[], float]) -> None:
    for number in range(-2, rounds):  # two rounds to warm up
        one, other = (ours(), bare()) if number % 2 else (bare(), ours())
        mine, theirs = (one, other) if number % 2 else (other, one)
        if number >= 0:
            pairs.with_suite.append(mine)
            pairs.without.append(theirs)


def _seconds(act: Callable[[], object]) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started


def report(version: str, measured: list[Pairs], latencies: list[float]) -> None:
    table = Table("Path", "with the suite, median", "without, median", "ratio, median of pairs", "budget")
    for pairs in measured:
        table.add_row(
            pairs.what,
            f"{statistics.median(pairs.with_suite) * 1000:.0f} ms",
            f"{statistics.median(pairs.without) * 1000:.0f} ms",
            f"{pairs.ratio:.2f}",
            pairs.budget,
        )
    console = Console()
    console.print(f"Saleor {version}, {len(measured[0].with_suite)} pairs each")
    console.print(table)
    latencies.sort()
    p95 = latencies[int(len(latencies) * 0.95)]
    console.print(
        f"Paid order to both messages at the gateway: median {statistics.median(latencies):.2f} s, "
        f"p95 {p95:.2f} s (budget < 1 s), {len(latencies)} orders"
    )


if __name__ == "__main__":
    main()
