"""What happened to pieces, as EPCIS 2.0 events in JSON-LD, for partners who trace goods across companies.

Steps and dispositions are of GS1's Core Business Vocabulary (CBV 2.0). No place smaller than the district is named: a
workshop is often somebody's home. Nor is anything of the buyer.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Q

from odop_certificates.credentials import addresses, vocabulary
from odop_certificates.credentials.content import timestamp
from odop_certificates.history import unit_history
from odop_certificates.history.unit_history import History
from odop_certificates.models import UnitSerial, UnitState
from odop_certificates.proof import payloads
from odop_certificates.units import records
from odop_certificates.units.records import UnitInfo

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
# Of the place where it happened, all of it in India; `eventTime` itself is written in UTC.
INDIAN_OFFSET = "+05:30"
A_MOMENT = timedelta(seconds=1)
BATCH = 500
EARLIER = timedelta(days=180)


def epcis_document(units: Iterable[UnitInfo], created: datetime) -> dict[str, Any]:
    return {**_head(created), "epcisBody": {"eventList": list(epcis_events(units))}}


def epcis_stream(since: datetime, until: datetime, created: datetime) -> Iterator[str]:
    """The same document piece by piece, of all that happened to pieces in [since, until): memory stays flat."""
    head = json.dumps({**_head(created), "epcisBody": {"eventList": []}}, ensure_ascii=False)
    yield head.removesuffix("]}}")
    separator = ""
    for event in epcis_events(_units_of(since, until)):
        if since <= datetime.fromisoformat(event["eventTime"]) < until:
            yield separator + "\n" + json.dumps(event, ensure_ascii=False)
            separator = ","
    yield "\n]}}\n"


def epcis_events(units: Iterable[UnitInfo]) -> Iterator[dict[str, Any]]:
    """Those of each piece in the order they happened."""
    for batch in _batches(units):
        histories = unit_history.find_histories(batch)
        for unit in batch:
            yield from _of_unit(unit, histories[unit.serial])


def _of_unit(unit: UnitInfo, known: History) -> Iterator[dict[str, Any]]:
    origin = payloads.read_payload(unit.token)["credentialSubject"]
    facts = {"odop:district": origin["district"]["name"], "odop:lgdCode": origin["district"]["lgdCode"]}
    if "craft" in origin:
        facts["odop:craft"] = origin["craft"]["name"]
    # The carrier takes it over. (CBV's `collecting` is of what is picked up to be disposed of or recycled.)
    steps = [("accepting", known.collected_at, "in_progress"), ("shipping", known.left_at, "in_transit")]
    steps += [("receiving", known.delivered_at, "retail_sold")]
    happened = [(step, at, disposition) for step, at, disposition in steps if at]
    yield _event(unit, "commissioning", _commissioned_at(unit, known), "ADD", disposition="active", ilmd=facts)
    for step, at, disposition in sorted(happened, key=lambda each: each[1]):
        yield _event(unit, step, at, "OBSERVE", disposition=disposition)
    if known.ended_at and unit.state == UnitState.RETURNED:
        yield _event(unit, "receiving", known.ended_at, "OBSERVE", id_of="returning", disposition="returned")
    if known.ended_at:
        yield _event(unit, "decommissioning", known.ended_at, "DELETE", disposition="inactive")


def _commissioned_at(unit: UnitInfo, known: History) -> datetime:
    """When the piece began to have its serial: before anything happened to it under that.

    Serials are given out when the store's news that a piece left reaches us, which is a little after it did.
    """
    first = min(filter(None, (known.collected_at, known.left_at, known.delivered_at)))
    return min(unit.issued_at, first - A_MOMENT)


def _event(unit: UnitInfo, step: str, at: datetime, action: str, id_of: str = "", **more: Any) -> dict[str, Any]:
    """The id is made of the piece and the step, so that an event exported twice is the same event."""
    return {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{unit.url}#{id_of or step}:{action}')}",
        "eventTime": timestamp(at),
        "eventTimeZoneOffset": INDIAN_OFFSET,
        "epcList": [unit.url],
        "action": action,
        "bizStep": step,
        **more,
    }


def _head(created: datetime) -> dict[str, Any]:
    return {
        "@context": [CONTEXT, {"odop": vocabulary.namespace(addresses.base_address())}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": timestamp(created),
    }


def _units_of(since: datetime, until: datetime) -> Iterator[UnitInfo]:
    """Pieces of which something may have happened in that time, read as they are needed.

    What is collected or comes back does so months after it was sold, not years; that is what EARLIER allows for.
    """
    recent = Q(issued_at__gte=since - EARLIER, issued_at__lt=until) | Q(ended_at__gte=since, ended_at__lt=until)
    left = Q(dispatch__left_at__gte=since - EARLIER, dispatch__left_at__lt=until)
    return records.iterate_units(UnitSerial.objects.filter(recent | left).order_by("id"))


def _batches(units: Iterable[UnitInfo]) -> Iterator[list[UnitInfo]]:
    pieces = iter(units)
    while batch := list(islice(pieces, BATCH)):
        yield batch
