"""Thousands of products in one call: worked off in batches, whoever is killed."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest
from django.db.models import Count

from devtools.machine.processes import wait_until
from odop_core.models import Handling, InboxEvent, WorkState
from odop_core.queue import periodic, worker
from odop_provenance.api import claims, reviews
from odop_provenance.api.claims import Place
from odop_provenance.api.reviews import BulkAction, BulkState
from odop_provenance.claims import steps
from odop_provenance.events import ClaimStateChanged, ReviewBatchDue
from odop_provenance.models import BulkItem, BulkReview, Claim, ClaimState, ClaimStep
from odop_provenance.reviews import bulk_reviews
from odop_provenance.settings import PLUGIN_ID
from tests.effort import effort
from tests.factories import make_due, switch
from tests.worker_process import worker_process

PETHA = Place("agra", "petha")
REVIEWED, KILLS = effort(120, nightly=800), effort(2, nightly=4)


def drafts(count: int) -> list[str]:
    """Products of which something was noted."""
    names = [f"product-{number:05}" for number in range(count)]
    for name in names:
        claims.propose_claim(name, PETHA, by="dashboard")
    InboxEvent.objects.all().delete()
    return names


def started(action: BulkAction, product_ids: list[str], **changes: str) -> int:
    return reviews.start_bulk_review(action, product_ids, by="staff", why="The season's list", **changes).id


def finished(review_id: int) -> reviews.BulkReviewInfo:
    found = reviews.find_bulk_review(review_id)
    assert found is not None
    assert found.state is BulkState.FINISHED
    assert found.finished_at is not None
    return found


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_reviews, "BATCH", 2)


@pytest.mark.django_db
def test_noted_claims_are_attested(small_batches: None) -> None:
    # given
    products = drafts(5)

    # when
    begun = reviews.start_bulk_review(BulkAction.ATTEST, products, by="staff", why="The season's list")
    worker.run_due()

    # then
    assert (begun.state, begun.total, begun.waiting) == (BulkState.RUNNING, 5, 5)
    found = finished(begun.id)
    assert (found.done, found.failed, found.waiting, found.errors) == (5, 0, 0, ())
    assert set(Claim.objects.values_list("state", flat=True)) == {ClaimState.ATTESTED}
    assert claims.list_steps(products[0])[-1].by == "staff"


@pytest.mark.django_db
def test_attested_claims_are_verified(small_batches: None) -> None:
    # given
    products = drafts(3)
    started(BulkAction.ATTEST, products)
    worker.run_due()

    # when
    review = started(BulkAction.VERIFY, products, waiver="Audit of the cluster")
    worker.run_due()

    # then
    assert finished(review).done == 3
    assert claims.list_steps(products[0])[-1].why == "The season's list (no evidence needed: Audit of the cluster)"


@pytest.mark.django_db
def test_progress_is_told_between_batches(small_batches: None) -> None:
    # given
    review = started(BulkAction.ATTEST, drafts(5))
    (event,) = InboxEvent.objects.filter(kind=ReviewBatchDue.kind)

    # when
    bulk_reviews.run_batch(ReviewBatchDue.from_json(event.subject, event.payload))

    # then
    found = reviews.find_bulk_review(review)
    assert found is not None
    assert (found.state, found.done, found.waiting) == (BulkState.RUNNING, 2, 3)


@pytest.mark.django_db
def test_product_that_is_refused_fails_alone_and_says_why(small_batches: None) -> None:
    # given
    products = drafts(4)
    claims.propose_claim(products[1], Place("agra"), by="dashboard")
    claims.confirm_claim(products[2], by="somebody")

    # when
    review = started(BulkAction.ATTEST, [*products, "product-unheard-of", products[0]])
    worker.run_due()

    # then
    found = finished(review)
    assert (found.total, found.done, found.failed) == (5, 2, 3)
    errors = {error.product_id: error.message for error in found.errors}
    assert "Name a craft" in errors[products[1]]
    assert "attested" in errors[products[2]]
    assert "Nothing is said" in errors["product-unheard-of"]


@pytest.mark.django_db
def test_what_changed_after_the_call_was_not_meant() -> None:
    # given
    products = drafts(3)
    review = started(BulkAction.ATTEST, [*products, "product-new"])
    claims.propose_claim(products[0], Place("lucknow", "chikankari"), by="dashboard")
    claims.propose_claim("product-new", PETHA, by="dashboard")

    # when
    worker.run_due()

    # then
    found = finished(review)
    assert {error.product_id for error in found.errors} == {products[0], "product-new"}
    assert "changed the claim meanwhile" in found.errors[0].message


@pytest.mark.django_db
def test_only_the_first_errors_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(bulk_reviews, "ERRORS_TOLD", 2)

    # when
    review = started(BulkAction.ATTEST, [f"nothing-{number}" for number in range(5)])
    worker.run_due()

    # then
    found = finished(review)
    assert (len(found.errors), found.failed) == (2, 5)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 4])
def test_review_of_no_or_too_many_products_is_refused(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(bulk_reviews, "MAX_PRODUCTS", 3)

    # when / then
    with pytest.raises(reviews.BulkRefused, match="between 1 and 3"):
        started(BulkAction.ATTEST, [f"product-{number}" for number in range(count)])
    assert not BulkReview.objects.exists()


@pytest.mark.django_db
def test_review_needs_a_reason() -> None:
    with pytest.raises(claims.NoReason):
        reviews.start_bulk_review(BulkAction.VERIFY, ["product-1"], by="staff", why=" ")


@pytest.mark.django_db
def test_latest_reviews_are_listed_first() -> None:
    # given
    first, second = started(BulkAction.ATTEST, ["a"]), started(BulkAction.ATTEST, ["b"])

    # when / then
    assert [found.id for found in reviews.list_bulk_reviews()] == [second, first]
    assert reviews.find_bulk_review(second + 1) is None


@pytest.mark.django_db
def test_review_begun_while_the_plugin_was_off_goes_on_when_it_is_on_again(small_batches: None) -> None:
    # given
    switch(PLUGIN_ID, active=False)
    review = started(BulkAction.ATTEST, drafts(3))
    worker.run_due()
    periodic.run_jobs()
    switch(PLUGIN_ID, active=True)

    # when
    BulkReview.objects.update(moved_at="2026-01-01T00:00:00Z")
    periodic.run_jobs()
    worker.run_due()

    # then
    assert finished(review).done == 3


@pytest.mark.django_db
def test_review_somebody_is_at_is_not_begun_again() -> None:
    # given
    started(BulkAction.ATTEST, drafts(1))
    BulkReview.objects.update(moved_at="2026-01-01T00:00:00Z")

    # when
    periodic.run_jobs()

    # then
    assert InboxEvent.objects.filter(kind=ReviewBatchDue.kind).count() == 1


@pytest.mark.django_db
def test_batch_that_failed_is_done_whole_when_it_is_tried_again(
    small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    review = started(BulkAction.ATTEST, drafts(3))
    real, calls = steps.confirm_claim, []

    def confirm(*args: object, **options: object) -> object:
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("a bug")
        return real(*args, **options)

    monkeypatch.setattr(steps, "confirm_claim", confirm)
    worker.run_due()
    assert not ClaimStep.objects.filter(to_state=ClaimState.ATTESTED).exists()

    # when
    make_due(Handling)
    worker.run_due()

    # then
    assert finished(review).done == 3
    assert ClaimStep.objects.filter(to_state=ClaimState.ATTESTED).count() == 3


def items_done() -> int:
    return BulkItem.objects.filter(state="done").count()


def is_further_than(reached: int) -> bool:
    return items_done() > reached


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120)
def test_killed_workers_lose_and_double_no_product(tmp_path: Path) -> None:
    # given
    products = drafts(REVIEWED)
    process = worker_process(tmp_path / "worker.log", LEASE_SECONDS="2", PERIODIC_SECONDS="1").start()

    # when
    review = started(BulkAction.ATTEST, products)
    for _kill in range(KILLS):
        wait_until(partial(is_further_than, items_done()), 30, "a batch", process)
        time.sleep(0.05)
        process.kill()
        process.start()
    wait_until(lambda: BulkReview.objects.get().state == BulkState.FINISHED, 60, "the review to end", process)
    process.kill()

    # then
    found = finished(review)
    assert (found.done, found.failed) == (REVIEWED, 0)
    steps = ClaimStep.objects.filter(to_state=ClaimState.ATTESTED).values("claim").annotate(times=Count("id"))
    assert [step["times"] for step in steps] == [1] * REVIEWED
    assert InboxEvent.objects.filter(kind=ClaimStateChanged.kind).count() == REVIEWED
    assert not Handling.objects.filter(state=WorkState.DEAD).exists()
