"""EPCIS documents: our own check of their shape. (The published schema is GS1's, and not copied here.)"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from odop_certificates.history import epcis
from odop_certificates.history.unit_history import History
from odop_certificates.models import UnitState
from odop_certificates.units import records, serials
from tests.factories import MOMENT
from tests.odop_certificates.certified import fulfillment, left, sold, verified

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check_document(document: dict[str, Any]) -> list[dict[str, Any]]:
    assert document.keys() == {"@context", "type", "schemaVersion", "creationDate", "epcisBody"}
    assert (document["type"], document["schemaVersion"]) == ("EPCISDocument", "2.0")
    assert document["@context"][0] == epcis.CONTEXT
    assert TIME.fullmatch(document["creationDate"])
    events: list[dict[str, Any]] = document["epcisBody"]["eventList"]
    for event in events:
        check_event(event)
    assert len({event["eventID"] for event in events}) == len(events)
    return events


def check_order(events: list[dict[str, Any]]) -> None:
    """Of one piece: nothing happens to it before it has its serial, or after that is void."""
    times = [event["eventTime"] for event in events]
    assert times == sorted(times)
    assert events[0]["bizStep"] == "commissioning"
    assert all(time > times[0] for time in times[1:])


def check_event(event: dict[str, Any]) -> None:
    needed = {"type", "eventID", "eventTime", "eventTimeZoneOffset", "epcList", "action", "bizStep", "disposition"}
    assert needed <= event.keys() <= needed | {"ilmd"}
    assert event["type"] == "ObjectEvent"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", event["eventID"])
    assert TIME.fullmatch(event["eventTime"])
    assert event["eventTimeZoneOffset"] == "+05:30"
    assert event["bizStep"] in {"commissioning", "accepting", "shipping", "receiving", "decommissioning"}
    assert event["epcList"]
    assert all(epc.startswith("https://") for epc in event["epcList"])
    assert ("ilmd" in event) == (event["action"] == "ADD")


def steps(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(event["bizStep"], event["action"]) for event in events]


def test_piece_that_left() -> None:
    # given
    verified(district="agra", craft="petha")
    unit = records.find_unit(sold()[0].serial)

    # when
    events = check_document(epcis.epcis_document([unit], NOW))

    # then
    assert steps(events) == [("commissioning", "ADD"), ("shipping", "OBSERVE")]
    check_order(events)
    assert events[0]["ilmd"] == {"odop:district": "Agra", "odop:lgdCode": 118, "odop:craft": "Petha"}
    assert epcis.epcis_document([unit], NOW) == epcis.epcis_document([unit], NOW)


def test_piece_that_came_back() -> None:
    # given
    verified()
    unit = sold()[0]
    serials.sync_serials(left(minute=5, fulfillments=(fulfillment(("line-kurta", 1), id="F2", status="RETURNED"),)))

    # when
    events = check_document(epcis.epcis_document([records.find_unit(unit.serial)], NOW))

    # then
    assert steps(events)[2:] == [("receiving", "OBSERVE"), ("decommissioning", "DELETE")]
    assert events[2]["disposition"] == "returned"
    check_order(events)


@pytest.mark.parametrize("hours", [-30, -1, 0, 2])
def test_carrier_accepts_the_goods_and_the_buyer_receives_them(hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """CBV 2.0: `accepting` is when goods change possession; `collecting` is of what is to be disposed of."""
    # given
    verified()
    unit = records.find_unit(sold()[0].serial)
    known = History(
        unit.ordered_at, unit.left_at + timedelta(hours=hours), unit.left_at, unit.left_at + timedelta(days=9),
        delivered_at=unit.left_at + timedelta(days=2),
    )  # fmt: skip
    monkeypatch.setattr(epcis.unit_history, "find_histories", lambda _units: {unit.serial: known})

    # when
    returned = replace(unit, state=UnitState.RETURNED)
    events = check_document(epcis.epcis_document([returned], NOW))

    # then
    check_order(events)
    assert {event["bizStep"] for event in events} >= {"accepting", "shipping", "receiving"}
    assert [event["disposition"] for event in events if event["bizStep"] == "receiving"] == ["retail_sold", "returned"]


def test_nothing_of_the_buyer_is_told() -> None:
    # given
    verified()
    sent = left(user_email="buyer@example.in")
    serials.sync_serials(sent)

    # then
    text = json.dumps(epcis.epcis_document(records.find_units_of_lines(["line-kurta"])["line-kurta"], NOW))
    assert "buyer" not in text
    assert sent.number not in re.findall(r'"(\w+)"', text)


def test_period_is_streamed_and_has_only_what_happened_in_it() -> None:
    # given
    verified()
    sold(3)
    sold(2, number=2, minute=600)

    # when
    text = "".join(epcis.epcis_stream(MOMENT, MOMENT + timedelta(hours=1), NOW))

    # then
    assert steps(check_document(json.loads(text))) == [("shipping", "OBSERVE")] * 3


def test_empty_period_is_a_document_too() -> None:
    assert check_document(json.loads("".join(epcis.epcis_stream(MOMENT, MOMENT, NOW)))) == []


def test_number_of_queries_does_not_grow_with_the_pieces(django_assert_max_num_queries: Any) -> None:
    # given
    verified()
    sold(40)

    # when
    with django_assert_max_num_queries(8):
        text = "".join(epcis.epcis_stream(MOMENT, MOMENT + timedelta(hours=1), NOW))

    # then
    assert len(check_document(json.loads(text))) == 40


def test_command_writes_a_serial_or_a_period(capsys: pytest.CaptureFixture[str]) -> None:
    # given
    verified()
    serial = sold()[0].serial

    # when
    call_command("odop_epcis", serial=serial)
    one = capsys.readouterr().out
    call_command("odop_epcis", since="2026-11-01", until="2026-11-02")
    period = capsys.readouterr().out

    # then
    assert len(check_document(json.loads(one))) == 2
    assert check_document(json.loads(period)) == check_document(json.loads(one))
