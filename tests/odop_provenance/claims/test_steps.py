"""How a claim moves, who may move it at the same time, and what stays on record."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from odop_core.models import InboxEvent
from odop_core.queue import worker
from odop_provenance import api
from odop_provenance.api import claims
from odop_provenance.api.claims import Place
from odop_provenance.claims import steps
from odop_provenance.models import Claim, ClaimState, ClaimStep
from tests.odop_provenance.claims.petha import PETHA, SEEN, announced, attested, verified
from tests.odop_provenance.supporting import accepted_photo, artisan

LEATHER = Place("agra", "leather-products")


@pytest.mark.django_db
def test_every_step_says_who_when_and_why() -> None:
    # given
    claims.propose_claim("product-1", PETHA, by="dashboard", why="Attributes were set")

    # when
    claims.confirm_claim("product-1", by="seller", why="We know the supplier")
    claims.verify_claim("product-1", by="reviewer", why=SEEN, waiver="seen in person")
    claims.revoke_claim("product-1", by="boss", why="Not from Agra after all")

    # then
    steps = claims.list_steps("product-1")
    assert [(step.from_state, step.to_state, step.by) for step in steps] == [
        ("", "draft", "dashboard"),
        ("draft", "attested", "seller"),
        ("attested", "verified", "reviewer"),
        ("verified", "revoked", "boss"),
    ]
    assert [step.why for step in steps] == [
        "Attributes were set", "We know the supplier", f"{SEEN} (no evidence needed: seen in person)",
        "Not from Agra after all",
    ]  # fmt: skip
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert announced() == [("", "draft"), ("draft", "attested"), ("attested", "verified"), ("verified", "revoked")]


@pytest.mark.django_db
def test_draft_is_not_told_to_buyers() -> None:
    # when
    claims.propose_claim("product-1", PETHA, by="dashboard")

    # then
    assert api.find_provenance(["product-1"]) == {}
    assert claims.find_claims(["product-1"])["product-1"].state == ClaimState.DRAFT


@pytest.mark.django_db
def test_verified_claim_is_told_as_such() -> None:
    # when
    verified(expires_on=date(2999, 1, 1))

    # then
    found = api.find_provenance(["product-1"])["product-1"]
    assert (found.state, found.is_verified, found.expires_on) == (ClaimState.VERIFIED, True, date(2999, 1, 1))
    assert found.verified_at is not None


@pytest.mark.django_db
@pytest.mark.parametrize("act", [claims.propose_claim, claims.attest_claim])
@pytest.mark.parametrize(
    ("place", "change"),
    [
        (Place("lucknow", "chikankari"), "district: agra → lucknow; craft: petha → chikankari"),
        (LEATHER, "craft: petha → leather-products"),
        (Place("agra", off_list=True), "craft: petha → not on the ODOP list"),
        (Place("agra", "petha", "shabana"), "artisan: nobody → shabana"),
    ],
)
def test_verified_claim_said_differently_is_only_attested_and_says_what_changed(
    act: Callable[..., steps.ClaimInfo], place: Place, change: str
) -> None:
    # given
    artisan()
    verified()
    accepted_photo("product-1")

    # when
    now = act("product-1", place, by="merchant", why="Edited in the Dashboard")

    # then
    assert (now.state, now.place, now.verified_at) == (ClaimState.ATTESTED, place, None)
    assert claims.list_steps("product-1")[-1].why == f"Edited in the Dashboard. {change}"
    assert announced()[-1] == ("verified", "attested")
    with pytest.raises(claims.NoEvidence):
        claims.verify_claim("product-1", by="reviewer", why=SEEN)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [claims.propose_claim, claims.attest_claim])
def test_verified_claim_said_again_stays_verified(act: Callable[..., steps.ClaimInfo]) -> None:
    # given
    before = verified()

    # when
    after = act("product-1", PETHA, by="merchant")

    # then
    assert after == before


@pytest.mark.django_db
def test_verified_claim_that_is_no_longer_complete_is_a_draft() -> None:
    # given
    verified()

    # when
    now = claims.propose_claim("product-1", Place("agra"), by="dashboard")

    # then
    assert now.state == ClaimState.DRAFT
    assert api.find_provenance(["product-1"]) == {}


@pytest.mark.django_db
def test_draft_without_craft_cannot_be_attested_as_it_is() -> None:
    # given
    claims.propose_claim("product-1", Place("agra"), by="dashboard")

    # when / then
    with pytest.raises(claims.IncompleteClaim):
        claims.confirm_claim("product-1", by="seller")
    with pytest.raises(claims.IncompleteClaim, match="craft of Agra"):
        claims.attest_claim("product-1", Place("agra"), by="seller")


@pytest.mark.django_db
def test_product_off_the_list_is_told_so_and_names_no_craft() -> None:
    # when
    attested(place=Place("agra", off_list=True))

    # then
    assert api.find_provenance(["product-1"])["product-1"].off_list
    with pytest.raises(claims.CraftOffList):
        attested(place=Place("agra", "petha", off_list=True))


@pytest.mark.django_db
def test_verifying_needs_accepted_evidence_or_a_reason() -> None:
    # given
    attested()

    # when / then
    with pytest.raises(claims.NoEvidence):
        claims.verify_claim("product-1", by="reviewer", why=SEEN, waiver=" ")
    accepted_photo("product-1")
    assert claims.verify_claim("product-1", by="reviewer", why=SEEN).state == ClaimState.VERIFIED


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "verified", "revoked"])
def test_only_what_the_seller_attests_is_verified(state: str) -> None:
    # given
    {"draft": lambda: claims.propose_claim("product-1", PETHA, by="x"), "verified": verified, "revoked": attested}[
        state
    ]()
    if state == "revoked":
        claims.revoke_claim("product-1", by="x", why="Wrong")

    # when / then
    with pytest.raises(claims.WrongState, match=state):
        claims.verify_claim("product-1", by="reviewer", why=SEEN, waiver="seen in person")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act",
    [
        lambda: claims.verify_claim("product-1", by="reviewer", why=" ", waiver="seen in person"),
        lambda: claims.revoke_claim("product-1", by="reviewer", why=""),
    ],
)
def test_reviewer_says_why(act: Callable[[], object]) -> None:
    attested()

    with pytest.raises(claims.NoReason):
        act()


@pytest.mark.django_db
def test_product_nobody_spoke_of_cannot_be_reviewed() -> None:
    with pytest.raises(claims.NoClaim):
        claims.verify_claim("product-1", by="reviewer", why=SEEN)


@pytest.mark.django_db
def test_reviewer_decides_only_about_what_they_saw() -> None:
    # given
    seen = attested().version
    attested(place=LEATHER)

    # when / then
    with pytest.raises(claims.ClaimChanged):
        claims.verify_claim("product-1", by="reviewer", why=SEEN, waiver="x", version=seen)
    with pytest.raises(claims.ClaimChanged):
        claims.revoke_claim("product-1", by="reviewer", why="Wrong", version=seen)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [lambda: ClaimStep.objects.update(why="x"), lambda: ClaimStep.objects.all().delete()])
def test_steps_cannot_be_rewritten(act: Callable[[], object]) -> None:
    # given
    attested()

    # when / then
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        act()
    assert ClaimStep.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"off_list": True},
        {"craft": None},
        {"state": "verified"},
        {"expires_on": date(2999, 1, 1)},
    ],
)
def test_database_refuses_claims_that_make_no_sense(values: dict[str, object]) -> None:
    # given
    attested()

    # when / then
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(**values)


@pytest.mark.django_db
def test_failed_step_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    attested()

    def broken(*_args: object, **_kwargs: object) -> bool:
        raise RuntimeError("no inbox")

    monkeypatch.setattr(steps.inbox, "announce", broken)

    # when
    with pytest.raises(RuntimeError):
        claims.revoke_claim("product-1", by="x", why="Wrong")

    # then
    assert claims.find_claims(["product-1"])["product-1"].state == ClaimState.ATTESTED
    assert len(claims.list_steps("product-1")) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_decides() -> None:
    # given
    seen = attested().version

    # when
    outcomes = overlapping(
        lambda: claims.verify_claim("product-1", by="first", why=SEEN, waiver="x", version=seen),
        lambda: claims.revoke_claim("product-1", by="second", why="Wrong", version=seen),
    )

    # then
    assert [type(outcome).__name__ for outcome in outcomes] == ["ClaimInfo", "ClaimChanged"]
    assert len(claims.list_steps("product-1")) == 2


@pytest.mark.django_db(transaction=True)
def test_claim_begun_twice_at_once_is_one() -> None:
    # when
    outcomes = overlapping(lambda: attested(place=PETHA), lambda: attested(place=LEATHER))

    # then
    assert [type(outcome).__name__ for outcome in outcomes] == ["ClaimInfo"] * 2
    assert [step.to_state for step in claims.list_steps("product-1")] == ["attested", "attested"]


def overlapping(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """What each returned or raised, when the second begins before the first has committed."""
    outcomes: list[object] = [None, None]

    def run_second() -> None:
        try:
            outcomes[1] = second()
        except Exception as error:
            outcomes[1] = error
        finally:
            connection.close()

    thread = threading.Thread(target=run_second)
    with transaction.atomic():
        outcomes[0] = first()
        thread.start()
        thread.join(timeout=0.5)
        assert thread.is_alive(), "the second waits for the first"
    thread.join()
    return outcomes


@pytest.mark.django_db
def test_announcements_harm_nobody_who_does_not_listen() -> None:
    # given
    verified()

    # when
    worker.run_due()

    # then
    assert not InboxEvent.objects.exclude(state="done").exists()
