"""Certificates hear of orders and of claims by the inbox, as a worker would let it."""

from __future__ import annotations

from typing import Any

import pytest

from odop_certificates.models import Certificate, UnitSerial, UnitState
from odop_core.models import Handling
from odop_core.queue import worker
from odop_provenance import reference
from odop_provenance.claims import steps
from tests.factories import announce
from tests.fake_store import FakeStore
from tests.odop_certificates.certified import BASE, left, verified

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _ready(settings: Any) -> None:
    settings.ODOP_PUBLIC_URL = BASE
    reference.load()


def test_verified_claim_gets_its_certificate(store: FakeStore) -> None:
    # given
    verified()

    # when
    worker.run_due()

    # then
    assert Certificate.objects.get().ended_at is None


def test_order_that_left_gets_its_serials_however_often_it_is_told(store: FakeStore) -> None:
    # given
    verified()
    announce(left(2))
    announce(left(2, minute=5))

    # when
    worker.run_due()
    announce(left(2, minute=10))
    worker.run_due()

    # then
    assert UnitSerial.objects.filter(state=UnitState.ACTIVE).count() == 2
    assert not Handling.objects.exclude(last_error="").exists()


def test_claim_revoked_voids_labels(store: FakeStore) -> None:
    # given
    verified()
    announce(left())
    worker.run_due()

    # when
    steps.revoke_claim("product-kurta", by="reviewer", why="made elsewhere")
    worker.run_due()

    # then
    assert UnitSerial.objects.get().state == UnitState.REVOKED
