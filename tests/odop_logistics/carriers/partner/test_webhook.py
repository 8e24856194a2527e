from __future__ import annotations

import json
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpHeaders
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment import api as consignment
from odop_core.models import Handling, InboxEvent, IntakeRefusal, WorkState
from odop_core.queue import work, worker
from odop_core.security import signatures
from odop_logistics.carriers.partner import webhook
from odop_logistics.carriers.partner.webhook import SIZE_LIMIT
from odop_logistics.events import CarrierReported
from odop_logistics.models import Pickup, PickupState
from odop_logistics.settings import PLUGIN_ID
from tests.factories import announce, offer, order, switch
from tests.fake_store import FakeStore
from tests.gateway import SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _pickup(rows_of_module: None) -> None:
    """A pickup of one kurta that waits for its carrier."""
    switch("odop.notifications", channel="console")
    switch(PLUGIN_ID, partner_secret=SECRET)
    offer()
    announce(order())
    worker.run_due()


@pytest.fixture
def pickup(store: FakeStore) -> Pickup:
    return Pickup.objects.get()


def signed(body: bytes, message_id: str = "m-1", secret: str = SECRET, age: float = 0) -> HttpHeaders:
    headers = signatures.sign_headers(secret, message_id, body, time.time() - age)
    return HttpHeaders({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()})


def collected(pickup: Pickup, **changes: Any) -> bytes:
    content = {"event": "pickup.collected", "pickup": pickup.reference, "tracking_number": "TRACK-1"}
    return json.dumps(content | changes).encode()


def send(body: bytes, **how: Any) -> tuple[int, dict[str, Any]]:
    return webhook.receive_report(signed(body, **how), body)


def refusals() -> dict[str, int]:
    return dict(IntakeRefusal.objects.values_list("reason", "count"))


def carrier_events() -> list[str]:
    return list(InboxEvent.objects.filter(kind=CarrierReported.kind).values_list("state", flat=True))


def test_collected_pickup_is_recorded(pickup: Pickup, store: FakeStore) -> None:
    # when
    answer = send(collected(pickup))
    worker.run_due()

    # then
    pickup.refresh_from_db()
    assert answer == (200, {"accepted": True})
    assert (pickup.state, pickup.tracking_number) == (PickupState.COLLECTED, "TRACK-1")
    assert len(store.fulfillments) == 1


def delivered(pickup: Pickup, **changes: Any) -> bytes:
    content = {"event": "pickup.delivered", "pickup": pickup.reference, "delivered_at": "2026-11-05T15:30:00+05:30"}
    return json.dumps(content | changes).encode()


def sale_state() -> str:
    return consignment.sales_of_order("order-1")[0].state


def test_delivered_pickup_is_a_delivered_sale(pickup: Pickup, store: FakeStore) -> None:
    # when
    send(collected(pickup))
    send(delivered(pickup), message_id="m-2")
    worker.run_due()

    # then
    pickup.refresh_from_db()
    assert pickup.delivered_at == datetime(2026, 11, 5, 10, 0, tzinfo=UTC)
    assert sale_state() == "delivered"


def test_delivered_is_reported_before_collected(pickup: Pickup, store: FakeStore) -> None:
    # when
    send(delivered(pickup))
    worker.run_due()
    send(collected(pickup), message_id="m-2")
    worker.run_due()

    # then: nobody called the carrier off, and the store hears of it
    assert Pickup.objects.get().state == PickupState.COLLECTED
    assert sale_state() == "delivered"
    assert [made.tracking_number for made in store.fulfillments] == ["TRACK-1"]


def test_delivered_with_a_tracking_number_is_collected_too(pickup: Pickup, store: FakeStore) -> None:
    # when
    send(delivered(pickup, tracking_number="TRACK-1"))
    worker.run_due()

    # then
    assert Pickup.objects.get().state == PickupState.COLLECTED
    assert sale_state() == "delivered"


def test_first_moment_of_delivery_counts(pickup: Pickup, store: FakeStore) -> None:
    # when
    send(delivered(pickup))
    send(delivered(pickup, delivered_at="2026-11-06T15:30:00+05:30"), message_id="m-2")
    worker.run_due()

    # then
    assert Pickup.objects.get().delivered_at == datetime(2026, 11, 5, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-05T15:30:00", ""])
def test_moment_without_a_time_zone_is_kept_as_dead(pickup: Pickup, moment: str) -> None:
    # when
    status, _answer = send(delivered(pickup, delivered_at=moment))

    # then
    assert status == 202
    assert carrier_events() == [WorkState.DEAD]


def test_supplier_who_is_ready_gets_no_second_pickup(pickup: Pickup, store: FakeStore) -> None:
    # given
    sales = [sale.id for sale in consignment.sales_of_order("order-1")]

    # when
    consignment.record_ready_on(sales, date(2026, 11, 4), "helpline:1")
    consignment.record_ready(sales, "helpline:1")
    worker.run_due()

    # then
    assert [row.state for row in Pickup.objects.all()] == [PickupState.BOOKED]


def test_tracking_number_may_be_a_number(pickup: Pickup) -> None:
    # when
    send(collected(pickup, tracking_number=1234567890))
    worker.run_due()

    # then
    pickup.refresh_from_db()
    assert pickup.tracking_number == "1234567890"


def test_replayed_message_is_accepted_once(pickup: Pickup, store: FakeStore) -> None:
    # when
    answers = [send(collected(pickup))[1]["accepted"] for _ in range(3)]
    worker.run_due()

    # then
    assert answers == [True, False, False]
    assert len(store.fulfillments) == 1


def test_same_news_in_another_message_changes_nothing(pickup: Pickup, store: FakeStore) -> None:
    # given
    send(collected(pickup), message_id="m-1")
    worker.run_due()

    # when
    send(collected(pickup), message_id="m-2")
    worker.run_due()

    # then
    assert len(store.fulfillments) == 1
    assert carrier_events() == ["done", "done"]


@pytest.mark.parametrize(
    ("how", "reason"),
    [({"secret": "other"}, "bad-signature"), ({"age": 301}, "stale"), ({"age": -301}, "stale")],
)
def test_message_that_is_not_genuine_is_refused_and_counted(pickup: Pickup, how: dict[str, Any], reason: str) -> None:
    # when
    status, _answer = send(collected(pickup), **how)

    # then
    assert status == 401
    assert refusals() == {reason: 1}
    assert carrier_events() == []


def test_unsigned_message_is_refused_and_counted(pickup: Pickup) -> None:
    # when
    status, _answer = webhook.receive_report(HttpHeaders({}), collected(pickup))

    # then
    assert status == 401
    assert refusals() == {"unsigned": 1}


def test_nothing_is_genuine_while_no_secret_is_set(pickup: Pickup) -> None:
    # given
    switch(PLUGIN_ID, partner_secret="")

    # when
    status, _answer = send(collected(pickup))

    # then
    assert status == 401


def test_oversized_message_is_refused_before_it_is_looked_at(pickup: Pickup) -> None:
    # given
    body = b"x" * (SIZE_LIMIT + 1)

    # when
    status, _answer = send(body)

    # then
    assert status == 413
    assert refusals() == {"oversized": 1}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b"[" * 20_000,
        b'{"event": "pickup.collected"}',
        b'{"event": "pickup.lost", "pickup": "P", "tracking_number": "T"}',
        b'{"event": "pickup.collected", "pickup": "P", "tracking_number": ""}',
        b'{"event": "pickup.collected", "pickup": "P", "tracking_number": null}',
        b'{"event": "pickup.collected", "pickup": {}, "tracking_number": "T"}',
        b'{"event": "pickup.collected", "pickup": "\\u0000", "tracking_number": "T"}',
        b'{"event": "pickup.collected", "pickup": "\\ud800", "tracking_number": "T"}',
        json.dumps({"event": "pickup.collected", "pickup": "P" * 200, "tracking_number": "T"}).encode(),
        json.dumps({"event": "pickup.collected", "pickup": "P", "tracking_number": "T" * 200}).encode(),
    ],
)
def test_genuine_message_nobody_understands_is_kept_as_dead(pickup: Pickup, body: bytes) -> None:
    # when
    status, answer = send(body)

    # then
    event = InboxEvent.objects.get(kind=CarrierReported.kind)
    assert (status, answer["accepted"]) == (202, False)
    assert event.state == WorkState.DEAD
    assert event.last_error.startswith("Not a message we know: ")
    assert event.payload == {"body": body.decode("utf-8", "replace")}


@given(body=st.binary(max_size=200))
def test_any_genuine_bytes_are_answered(pickup: Pickup, body: bytes) -> None:
    assert send(body, message_id=str(hash(body)))[0] in {200, 202}


def test_message_nobody_understood_is_dead_again_after_a_replay(pickup: Pickup) -> None:
    # given
    send(b"not json")

    # when
    work.replay_dead(InboxEvent.objects.all())
    worker.run_due()

    # then
    handling = Handling.objects.get(event__kind=CarrierReported.kind)
    assert handling.state == WorkState.DEAD
    assert handling.attempts == 1


def test_pickup_nobody_knows_is_dead_and_named(pickup: Pickup) -> None:
    # when
    send(collected(Pickup(reference="ODOP-9-9-9")))
    worker.run_due()

    # then
    handling = Handling.objects.get(event__kind=CarrierReported.kind)
    assert (handling.state, handling.last_error) == (WorkState.DEAD, "There is no pickup 'ODOP-9-9-9'.")


def test_second_tracking_number_for_one_pickup_is_dead_and_named(pickup: Pickup) -> None:
    # given
    send(collected(pickup), message_id="m-1")
    worker.run_due()

    # when
    send(collected(pickup, tracking_number="TRACK-2"), message_id="m-2")
    worker.run_due()

    # then
    handling = Handling.objects.get(state=WorkState.DEAD)
    assert handling.last_error.endswith("it cannot be collected under TRACK-2.")


def test_messages_of_the_documentation_are_understood() -> None:
    page = (Path(__file__).parents[4] / "docs" / "plugins" / "logistics.md").read_text(encoding="utf-8")
    examples = [line for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    names = {webhook.REPORTS.validate_json(example).event for example in examples}
    assert names == {"pickup.booked", "pickup.failed", "pickup.collected", "pickup.delivered"}
