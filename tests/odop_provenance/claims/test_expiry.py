"""Until when a verification holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from odop_core.india import dates
from odop_provenance import api
from odop_provenance.api import claims
from odop_provenance.claims import steps
from odop_provenance.models import Claim, ClaimState
from odop_provenance.settings import PLUGIN_ID
from tests.factories import switch
from tests.odop_provenance.claims.petha import SEEN, announced, attested, verified


@pytest.mark.django_db
def test_nothing_is_verified_until_a_day_that_is_past() -> None:
    attested()

    with pytest.raises(claims.AlreadyOver):
        claims.verify_claim(
            "product-1", by="reviewer", why=SEEN, waiver="x", expires_on=dates.today() - timedelta(days=1)
        )


@pytest.mark.django_db
def test_verification_ends_with_its_last_indian_day() -> None:
    # given
    today = dates.today()
    verified("product-1", expires_on=today)
    verified("product-2", expires_on=today + timedelta(days=1))
    verified("product-3")

    # when
    ended = steps.expire_claims(today), steps.expire_claims(today + timedelta(days=1))
    again = steps.expire_claims(today + timedelta(days=1))

    # then
    assert (ended, again) == ((0, 1), 0)
    found = api.find_provenance(["product-1", "product-2", "product-3"])
    assert [found[f"product-{n}"].state for n in (1, 2, 3)] == ["expired", "verified", "verified"]
    assert claims.list_steps("product-1")[-1].by == steps.SYSTEM
    assert announced("product-1")[-1] == ("verified", "expired")


@pytest.mark.django_db
def test_verification_that_is_over_is_not_told_even_before_a_worker_noticed() -> None:
    # given
    verified()
    yesterday = dates.today() - timedelta(days=1)

    # when
    Claim.objects.update(expires_on=yesterday)

    # then
    assert not api.find_provenance(["product-1"])["product-1"].is_verified
    assert claims.find_claims(["product-1"])["product-1"].state == ClaimState.EXPIRED


@pytest.mark.django_db
def test_expired_claim_can_be_attested_and_verified_anew() -> None:
    # given
    verified(expires_on=dates.today())
    steps.expire_claims(dates.today() + timedelta(days=1))

    # when
    now = claims.verify_claim("product-1", by="reviewer", why="Looked again", waiver="x")

    # then
    assert (now.state, now.expires_on) == (ClaimState.VERIFIED, None)


@pytest.mark.django_db
def test_merchant_can_set_how_long_verifications_hold() -> None:
    # given
    switch(PLUGIN_ID, verification_days=30)

    # when / then
    assert verified().expires_on == dates.today() + timedelta(days=30)


@pytest.mark.django_db
def test_periodic_job_lets_verifications_end() -> None:
    # given
    from odop_core.queue import periodic

    verified()
    Claim.objects.update(expires_on=dates.today() - timedelta(days=1))

    # when
    periodic.run_jobs()

    # then
    assert Claim.objects.get().state == ClaimState.EXPIRED
