"""The day a carrier comes: named, reminded of, and missed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from odop_core.events import NotificationRequested
from odop_core.india import dates
from odop_core.models import InboxEvent
from odop_core.queue import inbox, periodic, worker
from odop_logistics import api
from odop_logistics.carriers.partner import webhook
from odop_logistics.events import CarrierReported
from odop_logistics.models import Pickup
from odop_logistics.pickups import appointments
from odop_logistics.settings import PLUGIN_ID
from odop_notifications.models import Call, Message
from tests.factories import cancelled, line, offer, order, supplier, switch
from tests.gateway import Gateway, answer
from tests.odop_logistics.happenings import happen, only

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
EVENING = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 17:30 in India


def notified() -> list[tuple[str, str]]:
    rows = InboxEvent.objects.filter(kind=NotificationRequested.kind).order_by("id")
    return [(event.payload["occasion"], event.payload["facts"]["date"]) for event in rows]


def in_days(days: int) -> date:
    return dates.today() + timedelta(days=days)


def slashed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.fixture
def pickup() -> Pickup:
    """Two kurtas wait for a carrier."""
    offer(by=supplier("Shabana", language="en"))
    happen(order(line(quantity=2)))
    return only()


def says(**event: str) -> None:
    """The partner reports."""
    body = webhook.REPORTS.validate_json(json.dumps(event))
    key = f"partner:{InboxEvent.objects.count()}"
    inbox.announce(CarrierReported(pickup=event["pickup"], report=body.model_dump(mode="json")), key=key)
    worker.run_due()


def test_partner_may_name_the_day_when_it_is_asked(partner: Gateway) -> None:
    # given
    day = in_days(3)
    offer()
    partner.answers.append(answer(200, json.dumps({"reference": "P-1", "pickup_on": str(day)}).encode()))

    # when
    happen(order())

    # then
    pickup = only()
    assert (pickup.state, pickup.carrier_reference, pickup.pickup_on) == ("booked", "P-1", day)
    assert notified() == [("pickup_booked", slashed(day))]


@pytest.mark.parametrize("named", [None, "", "soon", 25, "2026-13-45", ["2026-11-25"]])
def test_no_day_or_nonsense_is_no_appointment(partner: Gateway, named: object) -> None:
    # given
    offer()
    partner.answers.append(answer(200, json.dumps({"pickup_on": named}).encode()))

    # when
    happen(order())

    # then
    assert (only().state, only().pickup_on, notified()) == ("booked", None, [])


def test_supplier_reads_what_is_collected_and_when(pickup: Pickup) -> None:
    # when
    for _ in range(2):
        says(event="pickup.booked", pickup=pickup.reference, pickup_on=str(in_days(2)))

    # then
    message = Message.objects.get(occasion="pickup_booked")
    assert f"order 1 (kurta, pieces: 2) will be collected on {slashed(in_days(2))}" in message.text
    assert (message.state, only().state, only().pickup_on) == ("sent", "booked", in_days(2))


def test_another_day_is_named_too(pickup: Pickup) -> None:
    for days in (2, 4):
        says(event="pickup.booked", pickup=pickup.reference, pickup_on=str(in_days(days)))

    assert notified() == [("pickup_booked", slashed(in_days(days))) for days in (2, 4)]


def test_each_supplier_at_one_point_hears_of_their_own_goods() -> None:
    # given
    offer("kurta", by=supplier("Shabana"))
    offer("stole", by=supplier("Ramesh"))
    happen(order(line("kurta"), line("stole", 3)))

    # when
    api.record_booked(only().reference, in_days(2))

    # then
    events = InboxEvent.objects.filter(kind=NotificationRequested.kind).order_by("id")
    assert [(e.payload["facts"]["product"], e.payload["facts"]["quantity"]) for e in events] == [
        ("kurta", "1"), ("stole", "3"),
    ]  # fmt: skip


def test_supplier_is_reminded_once_the_evening_before(pickup: Pickup, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    api.record_booked(pickup.reference, in_days(5))
    Pickup.objects.update(pickup_on=date(2026, 11, 24))
    clock = Clock(monkeypatch)

    # when
    clock.at(EVENING - timedelta(hours=1))
    assert appointments.remind_suppliers() == 0
    clock.at(EVENING)
    assert [appointments.remind_suppliers(), appointments.remind_suppliers()] == [1, 0]

    # then
    assert notified()[1:] == [("pickup_tomorrow", "24/11/2026")]


def test_who_hears_today_of_tomorrow_is_not_reminded(pickup: Pickup, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    api.record_booked(pickup.reference, in_days(1))

    # when
    Clock(monkeypatch).at(dates.start_of_day(dates.today()) + timedelta(hours=18))

    # then
    assert appointments.remind_suppliers() == 0


def test_nobody_is_reminded_while_the_plugin_is_off(pickup: Pickup, monkeypatch: pytest.MonkeyPatch) -> None:
    api.record_booked(pickup.reference, in_days(5))
    Pickup.objects.update(pickup_on=date(2026, 11, 24))
    Clock(monkeypatch).at(EVENING)
    switch(PLUGIN_ID, active=False)

    periodic.run_jobs()

    assert Pickup.objects.get().reminded_for is None


def test_what_was_called_off_is_not_reminded_of(pickup: Pickup, monkeypatch: pytest.MonkeyPatch) -> None:
    api.record_booked(pickup.reference, in_days(5))
    Pickup.objects.update(pickup_on=date(2026, 11, 24))
    happen(cancelled(order(line(quantity=2))))

    Clock(monkeypatch).at(EVENING)

    assert appointments.remind_suppliers() == 0


def test_missed_pickup_is_shown_notified_and_called_about(pickup: Pickup) -> None:
    # given
    api.record_booked(pickup.reference, in_days(1))

    # when
    for _ in range(2):
        says(event="pickup.failed", pickup=pickup.reference, reason=" the shop\nwas closed ")

    # then
    pickup.refresh_from_db()
    assert (pickup.state, pickup.failure, pickup.pickup_on) == ("failed", "the shop was closed", None)
    assert notified()[1:] == [("pickup_missed", slashed(in_days(1)))]
    call = Call.objects.get()
    assert (call.reason, call.detail, call.order_number) == ("pickup_missed", "the shop was closed", "1")


def test_missed_pickup_can_be_booked_again_and_collected(pickup: Pickup) -> None:
    says(event="pickup.failed", pickup=pickup.reference, reason="rain")
    says(event="pickup.booked", pickup=pickup.reference, pickup_on=str(in_days(3)))
    assert (only().state, only().failure) == ("booked", "")

    says(event="pickup.collected", pickup=pickup.reference, tracking_number="T1")
    assert only().state == "collected"


@pytest.mark.parametrize(
    "late", [{"event": "pickup.booked", "pickup_on": "2026-11-25"}, {"event": "pickup.failed", "reason": "x"}]
)
def test_what_is_reported_after_the_collection_changes_nothing(pickup: Pickup, late: dict[str, str]) -> None:
    # given
    says(event="pickup.collected", pickup=pickup.reference, tracking_number="T1")

    # when
    says(pickup=pickup.reference, **late)

    # then
    assert (only().state, only().pickup_on, only().failure) == ("collected", None, "")
    assert not InboxEvent.objects.filter(state="dead").exists()
    assert "pickup_missed" not in dict(notified())


def test_carrier_who_comes_though_it_was_called_off_is_shown(pickup: Pickup) -> None:
    # given
    happen(cancelled(order(line(quantity=2))))

    # then
    with pytest.raises(api.WrongMoment, match="called off"):
        api.record_booked(pickup.reference, in_days(1))


def test_staff_name_no_day_that_is_over_and_always_a_reason(pickup: Pickup) -> None:
    with pytest.raises(api.WrongMoment, match="over"):
        api.record_booked(pickup.reference, in_days(-1))
    for reason in (" ", "2341 2341 2346"):
        with pytest.raises(api.WrongMoment, match="Say why"):
            api.record_missed(pickup.reference, reason)
    with pytest.raises(api.UnknownPickup):
        api.record_missed("ODOP-0", "rain")


def test_no_aadhaar_number_is_kept_of_a_reason() -> None:
    report = webhook.REPORTS.validate_python(
        {"event": "pickup.failed", "pickup": "P", "reason": "he showed 2341 2341 2346"}
    )
    kept = report.model_dump()["reason"]
    assert kept.startswith("he showed ")
    assert not any(char.isdigit() for char in kept)


class Clock:
    """What time it is, for reminders."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def at(self, moment: datetime) -> None:
        class Then(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return moment.astimezone(dates.IST)

        self._monkeypatch.setattr(appointments, "datetime", Then)
