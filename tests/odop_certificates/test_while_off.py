"""What was sold stays checkable while the plugin is off, so nothing that was revoked meanwhile is called genuine.

Bitstring Status List 1.0 asks of an issuer that a revocation reaches the list, whatever else the issuer does.
"""

from __future__ import annotations

import pytest

from odop_certificates.checks import checks
from odop_certificates.checks.outcomes import Outcome
from odop_certificates.models import Certificate, StatusEntry
from odop_certificates.settings import PLUGIN_ID
from odop_core.queue import inbox, worker
from odop_provenance.claims import steps
from tests.factories import announce, switch
from tests.fake_store import FakeStore
from tests.odop_certificates.certified import certified, fulfillment, left, sold, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _off(store: FakeStore) -> None:
    switch(PLUGIN_ID, active=False)


def test_a_claim_that_is_revoked_voids_what_was_sold_under_it() -> None:
    # given
    certificate, (unit,) = certified(), sold()
    worker.run_due()
    assert checks.check_code(unit.serial).outcome is Outcome.GENUINE

    # when
    steps.revoke_claim("product-kurta", by="reviewer", why="It was made elsewhere.")
    worker.run_due()

    # then
    assert checks.check_code(unit.serial).outcome is Outcome.REVOKED
    assert checks.check_code(certificate.code).outcome is Outcome.REVOKED
    assert StatusEntry.objects.filter(revoked_at=None).count() == 0


def test_a_piece_that_comes_back_has_a_void_label() -> None:
    # given
    certified()
    (unit,) = sold()

    # when
    announce(left(minute=5, fulfillments=(fulfillment(("line-kurta", 1), status="RETURNED"),)))
    worker.run_due()

    # then
    assert checks.check_code(unit.serial).outcome is Outcome.RETURNED


def test_nothing_new_is_certified_before_it_is_on_again() -> None:
    # given
    verified()
    worker.run_due()
    assert not Certificate.objects.exists()

    # when
    switch(PLUGIN_ID)
    inbox.resume_waiting()
    worker.run_due()

    # then
    assert Certificate.objects.filter(ended_at=None).exists()
