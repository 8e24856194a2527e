"""The labels of the pieces of an order line: their buyer's secret."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_certificates.models import UnitSerial
from odop_certificates.units import records, serials
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from storefront_schema.viewer import ANONYMOUS, Viewer
from tests import factories
from tests.odop_certificates.certified import fulfillment, left, verified
from tests.storefront_schema.client import (
    APP,
    BUYER,
    NEWCOMER,
    OTHER_BUYER,
    STAFF,
    Answer,
    answer_to,
    everybody_but,
    staff,
)

LABELS = "serial label url qrSvgUrl qrPngUrl jwt status issuedAt endedAt confirmedAt"


def labels(viewer: Viewer, *lines: str) -> Answer:
    question = f"""query($lines: [_Any!]!) {{
        _entities(representations: $lines) {{ ... on OrderLine {{ certificates {{ {LABELS} }} }} }}
    }}"""
    return answer_to(question, viewer, lines=[{"__typename": "OrderLine", "id": line} for line in lines])


def of_kurta(viewer: Viewer) -> list[dict[str, Any]]:
    answer = labels(viewer, "line-kurta")
    assert answer.messages == []
    assert answer.data is not None
    found: list[dict[str, Any]] = answer.data["_entities"][0]["certificates"]
    return found


def ended(viewer: Viewer) -> list[str | None]:
    question = """query($lines: [_Any!]!) {
        _entities(representations: $lines) { ... on OrderLine { certificates { endReason } } }
    }"""
    answer = answer_to(question, viewer, lines=[{"__typename": "OrderLine", "id": "line-kurta"}])
    assert answer.data is not None
    return [label["endReason"] for label in answer.data["_entities"][0]["certificates"]]


@pytest.fixture
def _sold() -> None:
    """Two pieces of a verified product went to the buyer."""
    verified()
    order = left(2, user_id="user-1")
    factories.announce(order)
    worker.run_due()


@pytest.mark.usefixtures("_sold")
@pytest.mark.parametrize("viewer", [BUYER, STAFF, APP, staff(Permission.MANAGE_PROVENANCE)])
def test_the_orders_customer_and_staff_see_the_labels(viewer: Viewer) -> None:
    # when
    first, second = of_kurta(viewer)

    # then
    row = UnitSerial.objects.get(serial=first["serial"])
    assert first["label"].replace("-", "") == row.serial
    assert first["url"].endswith(f"/o/{row.serial}")
    assert (first["qrSvgUrl"], first["qrPngUrl"]) == (f"{first['url']}/qr.svg", f"{first['url']}/qr.png")
    assert (first["jwt"], first["status"]) == (row.token, "ACTIVE")
    assert second["serial"] != first["serial"]


@pytest.mark.usefixtures("_sold")
@pytest.mark.parametrize(
    "viewer",
    [ANONYMOUS, OTHER_BUYER, NEWCOMER, Viewer("app"), everybody_but(Permission.MANAGE_PROVENANCE)],
    ids=["anonymous", "other buyer", "newcomer", "app", "other staff"],
)
def test_nobody_else_sees_them(viewer: Viewer) -> None:
    # when
    answer = labels(viewer, "line-kurta")

    # then
    assert answer.is_refused
    assert answer.data == {"_entities": [{"certificates": None}]}


def test_the_labels_of_a_guests_order_are_for_staff_only() -> None:
    # given
    verified()
    factories.announce(left(1, user_id=None))
    worker.run_due()

    # when / then
    assert labels(ANONYMOUS, "line-kurta").is_refused
    assert labels(BUYER, "line-kurta").is_refused
    assert len(of_kurta(STAFF)) == 1


def test_pieces_of_a_product_that_was_not_verified_have_no_labels() -> None:
    # given
    provenance.claim_origin("product-kurta", district_slug="lucknow")
    serials.sync_serials(left(1))

    # when / then
    assert of_kurta(STAFF) == []


def test_a_piece_that_came_back_has_a_void_label() -> None:
    # given
    verified()
    serials.sync_serials(left(1))
    serials.sync_serials(left(1, minute=9, fulfillments=(fulfillment(("line-kurta", 1), id="F2", status="RETURNED"),)))

    # when
    (label,) = of_kurta(STAFF)

    # then
    assert label["status"] == "RETURNED"
    assert label["endedAt"] is not None
    assert ended(STAFF) == ["the piece was returned"]


@pytest.mark.usefixtures("_sold")
def test_why_a_label_was_voided_is_told_to_staff_only() -> None:
    # given
    records.revoke_unit(UnitSerial.objects.earliest("pk").serial, "A complaint of the buyer's neighbour.")

    # when / then
    assert ended(STAFF) == ["A complaint of the buyer's neighbour.", None]
    assert ended(BUYER) == [None, None]


@pytest.mark.parametrize("viewer", [BUYER, STAFF], ids=["buyer", "staff"])
def test_the_queries_do_not_grow_with_the_lines(viewer: Viewer) -> None:
    # given
    names = [f"kurta-{number}" for number in range(8)]
    lines = [factories.line(name) for name in names]
    for name in names:
        verified(f"product-{name}")
    sent = fulfillment(*((line, 1) for line in lines))
    factories.announce(factories.order(*lines, user_id="user-1", fulfillments=(sent,)))
    worker.run_due()

    def count(*asked: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = labels(viewer, *asked)
        assert answer.messages == []
        assert answer.data is not None
        assert all(entity["certificates"] for entity in answer.data["_entities"])
        return len(queries)

    # when
    one = count("line-kurta-0")

    # then
    assert count(*(f"line-{name}" for name in names)) == one <= 4
