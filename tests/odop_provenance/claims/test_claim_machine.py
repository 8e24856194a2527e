"""Whatever people do to a claim, in any order, the house rules hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from odop_core.india import dates
from odop_core.models import InboxEvent
from odop_provenance import api
from odop_provenance.api import claims
from odop_provenance.api.claims import Place
from odop_provenance.claims import steps
from odop_provenance.claims.steps import MOVES
from odop_provenance.events import ClaimStateChanged
from odop_provenance.models import Claim, ClaimState, ClaimStep, Evidence, EvidenceState
from tests.examples import examples
from tests.odop_provenance.supporting import accepted_photo

PRODUCT = "product-1"
places = st.sampled_from(
    [Place("agra"), Place("agra", "petha"), Place("agra", off_list=True), Place("lucknow", "chikankari")]
)


class ClaimMachine(RuleBasedStateMachine):
    """Merchants, sellers, reviewers and time, each as they please."""

    def __init__(self) -> None:
        super().__init__()
        # Steps cannot be deleted; taking all back at the end makes room for the next example.
        self.before = transaction.savepoint()
        # What was said when somebody last verified it.
        self.verified_place: Place | None = None

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    def attempt(self, act: Any, *args: Any, **options: Any) -> claims.ClaimInfo | None:
        before = self.snapshot()
        try:
            return act(*args, **options)
        except claims.ClaimRefused:
            assert self.snapshot() == before, "a refusal changes nothing"
            return None

    def snapshot(self) -> tuple[list[Any], int, int]:
        return list(Claim.objects.values_list()), ClaimStep.objects.count(), InboxEvent.objects.count()

    @rule(place=places)
    def propose(self, place: Place) -> None:
        self.attempt(claims.propose_claim, PRODUCT, place, by="merchant")

    @rule(place=places)
    def attest(self, place: Place) -> None:
        self.attempt(claims.attest_claim, PRODUCT, place, by="seller")

    @rule()
    def confirm(self) -> None:
        self.attempt(claims.confirm_claim, PRODUCT, by="seller")

    @rule()
    def give_evidence(self) -> None:
        if Claim.objects.exists():
            accepted_photo(PRODUCT)

    @rule(waived=st.booleans(), days=st.sampled_from([None, 0, 30]))
    def verify(self, waived: bool, days: int | None) -> None:
        end = None if days is None else dates.today() + timedelta(days=days)
        proven = Evidence.objects.filter(state=EvidenceState.ACCEPTED).exists()
        found = self.attempt(
            claims.verify_claim, PRODUCT, by="reviewer", why="checked", waiver="known" if waived else "", expires_on=end
        )
        if found:
            assert waived or proven
            self.verified_place = found.place

    @rule()
    def revoke(self) -> None:
        self.attempt(claims.revoke_claim, PRODUCT, by="reviewer", why="wrong")

    @rule(days=st.integers(0, 40))
    def time_passes(self, days: int) -> None:
        steps.expire_claims(dates.today() + timedelta(days=days))

    @invariant()
    def steps_form_a_chain_of_allowed_moves(self) -> None:
        steps = list(ClaimStep.objects.order_by("version"))
        assert [step.version for step in steps] == list(range(1, len(steps) + 1))
        assert [step.from_state for step in steps] == ["", *(step.to_state for step in steps)][: len(steps)]
        assert all(step.to_state in MOVES[step.from_state] for step in steps)
        assert all(step.by for step in steps)

    @invariant()
    def claim_stands_where_its_last_step_left_it(self) -> None:
        claim, last = Claim.objects.first(), ClaimStep.objects.order_by("version").last()
        assert (claim and (claim.state, claim.version)) == (last and (last.to_state, last.version))

    @invariant()
    def every_step_was_announced_once(self) -> None:
        assert InboxEvent.objects.filter(kind=ClaimStateChanged.kind).count() == ClaimStep.objects.count()

    @invariant()
    def what_is_verified_is_what_was_looked_at(self) -> None:
        found = claims.find_claims([PRODUCT]).get(PRODUCT)
        if found and found.state in (ClaimState.VERIFIED, ClaimState.EXPIRED):
            assert found.place == self.verified_place

    @invariant()
    def buyers_are_told_only_what_the_seller_stands_behind(self) -> None:
        found, shown = claims.find_claims([PRODUCT]).get(PRODUCT), api.find_provenance([PRODUCT]).get(PRODUCT)
        assert (shown is not None) == (found is not None and found.state in ("attested", "verified", "expired"))


@pytest.mark.django_db
def test_rules_of_the_house_hold_whatever_people_do() -> None:
    run_state_machine_as_test(ClaimMachine, settings=settings(examples(5, nightly=160), stateful_step_count=20))
