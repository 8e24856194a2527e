"""What suppliers' own systems answer."""

from __future__ import annotations

import pytest

from odop_core.security.signatures import BadSignature
from odop_notifications.channels.port import NothingHere
from odop_notifications.channels.webhook import inbound
from odop_notifications.gateways.http_report import UnreadableReport
from odop_notifications.suppliers import endpoints
from tests.odop_notifications.channels.gateway.test_inbound import RECEIPT, REPLY, reported
from tests.odop_notifications.channels.samples import PHONE, read, settings

pytestmark = pytest.mark.django_db


def test_endpoint_speaks_for_its_own_supplier_only() -> None:
    # given
    endpoint = endpoints.save_endpoint(3, "https://supplier.example/odop")
    heard = reported({**REPLY, "from": PHONE}, path=str(endpoint.supplier_id), secret=endpoint.secret)

    # when
    inbound.verify_report(heard, settings())
    (reply,) = read(inbound, heard, settings())

    # then
    assert (reply.channel, reply.address, reply.text) == ("webhook", "supplier:3", "1")


def test_secret_of_another_endpoint_is_not_believed() -> None:
    # given
    ours, theirs = (endpoints.save_endpoint(supplier, "https://supplier.example/odop") for supplier in (3, 4))

    # then
    with pytest.raises(BadSignature):
        inbound.verify_report(reported(REPLY, path=str(ours.supplier_id), secret=theirs.secret), settings())


@pytest.mark.parametrize("path", ["", "999", "x"])
def test_unknown_endpoint_has_nothing(path: str) -> None:
    with pytest.raises(NothingHere):
        inbound.verify_report(reported(REPLY, path=path), settings())


def test_endpoint_cannot_say_what_became_of_messages() -> None:
    with pytest.raises(UnreadableReport, match="replies only"):
        read(inbound, reported(RECEIPT, path="1"), settings())
