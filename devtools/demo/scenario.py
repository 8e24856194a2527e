"""Plays the recorded orders into a running mart, with all that goes wrong on a real network.

Deliveries are posted in rounds, one of each story at a time, and the worker may finish in between: so each order lives
through its states as it did. On the way one webhook comes twice, two of one order come the wrong way round, one comes
from a forger, and one order's webhooks never come at all. `comparison.py` then looks at what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from itertools import zip_longest

from devtools.demo.app_server import report_collected
from devtools.demo.expectations import ExpectedOrder, Suppliers, expected
from devtools.demo.mart import Mart
from devtools.machine.processes import wait_until
from devtools.replay import Delivery, Recording, new_key, recent_recordings, recorded_ids
from devtools.sample import sample_catalogue

LOST = "hindi-buyer"  # its webhooks never reach us: the reconciler must find the order
TWICE = "single-line"
SWAPPED = "telephone-order"
COLLECTED = ("several-suppliers", "single-line")  # the partner collects these and reports tracking numbers
FOUND_SECONDS = 30.0


@dataclass
class Scenario:
    """One run: what was posted, what was answered, and what differs from what we expected."""

    mart: Mart
    stories: list[Recording] = field(default_factory=lambda: recent_recordings(datetime.now(UTC)))
    delivered: list[Delivery] = field(default_factory=list)
    accepted: int = 0
    repeats: int = 0
    refused: int = 0
    reconciled: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def orders(self) -> dict[str, ExpectedOrder]:
        return expected(self.delivered, Suppliers.of(sample_catalogue(), recorded_ids()))

    def story_of(self, order_number: str) -> Recording:
        return next(story for story in self.stories if order_number in story.order_numbers)

    def run(self, progress: Callable[[float], None]) -> None:
        """`progress` is told how much is done, from 0 to 1."""
        rounds = list(zip_longest(*(self._script(story) for story in self.stories)))
        for number, turn in enumerate(rounds):
            for delivery in filter(None, turn):
                self._post(delivery)
            self.mart.settle()
            progress((number + 1) / (len(rounds) + 2))
        self._forge_one()
        self._repeat_one()
        self._reconcile_the_lost_one()
        progress((len(rounds) + 1) / (len(rounds) + 2))
        self._collect()
        self.mart.settle()
        progress(1.0)

    def _script(self, story: Recording) -> Sequence[Delivery]:
        if story.slug == LOST:
            return ()
        if story.slug == SWAPPED:
            return story.deliveries[::-1]
        return story.deliveries

    def _post(self, delivery: Delivery) -> None:
        answer = self.mart.saleor.deliver(delivery, self.mart.webhook_url)
        if answer.status_code != 200:
            self.problems.append(f"{delivery.event} was answered {answer.status_code}: {answer.text[:200]}")
            return
        if answer.json()["accepted"]:
            self.accepted += 1
        else:
            self.repeats += 1
        self.delivered.append(delivery)

    def _repeat_one(self) -> None:
        first = next(story for story in self.stories if story.slug == TWICE).deliveries[0]
        before = self.repeats
        self._post(first)
        if self.repeats != before + 1:
            self.problems.append("A webhook that came twice was not recognised as a repeat.")

    def _forge_one(self) -> None:
        answer = self.mart.saleor.deliver(self.stories[0].deliveries[0], self.mart.webhook_url, signed_by=new_key())
        self.refused += answer.status_code == 401
        if answer.status_code != 401:
            self.problems.append(f"A forged webhook was answered {answer.status_code}, not refused.")

    def _reconcile_the_lost_one(self) -> None:
        """Saleor knows the order, nobody told us. The worker looks now and then; this looks as far back as needed."""
        from django.core.management import call_command

        from odop_core.models import OrderRecord

        lost = next(story for story in self.stories if story.slug == LOST)
        for delivery in lost.deliveries:
            self.mart.saleor.play(delivery)

        def found() -> bool:
            call_command("odop_reconcile", since=lost.recorded_on, stdout=StringIO())
            return OrderRecord.objects.filter(number=lost.order_numbers[0]).exists()

        wait_until(found, FOUND_SECONDS, f"the reconciler to find order {lost.order_numbers[0]}", self.mart.worker)
        self.reconciled += 1
        self.delivered += lost.deliveries
        self.mart.settle()

    def _collect(self) -> None:
        """The partner comes for some of the goods; each pickup must become a fulfilment in Saleor."""
        from odop_consignment import api as consignment
        from odop_logistics import api as logistics

        for story in self.stories:
            if story.slug not in COLLECTED:
                continue
            order = next(order for order in self.orders.values() if order.number == story.order_numbers[0])
            sales = [sale.id for sale in consignment.sales_of_order(order.id)]
            references = sorted({pickup.reference for pickup in logistics.pickups_of_sales(sales).values()})
            for number, reference in enumerate(references):
                answer = report_collected(
                    self.mart.url, self.mart.gateway.secret, reference, f"TRACK{order.number}{number}"
                )
                if answer.status_code != 200:
                    self.problems.append(f"The partner's report on {reference} was answered {answer.status_code}.")
