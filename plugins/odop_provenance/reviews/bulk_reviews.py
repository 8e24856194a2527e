"""Attesting or verifying thousands of products in one call.

The call writes down what is wanted, a row per product, and returns. A worker then takes a batch at a time: the claims'
steps, the rows' outcomes, the counts and the announcement of the next batch are one transaction, so a kill at any
moment costs one batch's work and doubles nothing. One product that is refused fails alone, and its row says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F

from odop_core.models import Handling, InboxEvent, WorkState
from odop_core.models.work import OPEN_STATES
from odop_core.plugin.configuration import is_active
from odop_core.queue import inbox
from odop_core.security.interests import OwnInterest
from odop_provenance.claims import steps
from odop_provenance.claims.errors import ClaimRefused, NoReason
from odop_provenance.events import ReviewBatchDue
from odop_provenance.models import BulkAction, BulkItem, BulkItemState, BulkReview, BulkState, Claim
from odop_provenance.settings import PLUGIN_ID

BATCH = 100
INSERT_BATCH = 1000
MAX_PRODUCTS = 100_000
ERRORS_TOLD = 100
# No claim has this version: what was said of a product only after the review began was not meant.
NEVER_SEEN = -1
# After so long without a move, somebody must have lost the thread.
STUCK_AFTER = timedelta(minutes=1)


class BulkRefused(ValueError):
    """The review cannot be begun; the message is for the person who tried."""


@dataclass(frozen=True)
class BulkError:
    product_id: str
    message: str


@dataclass(frozen=True)
class BulkReviewInfo:
    """How far a bulk review has come. `errors` are the first hundred; `failed` counts them all."""

    id: int
    action: BulkAction
    state: BulkState
    by: str
    why: str
    total: int
    done: int
    failed: int
    errors: tuple[BulkError, ...]
    started_at: datetime
    finished_at: datetime | None

    @property
    def waiting(self) -> int:
        return self.total - self.done - self.failed


@transaction.atomic
def start_bulk_review(
    action: BulkAction,
    product_ids: Iterable[str],
    *,
    by: str,
    why: str,
    waiver: str = "",
    expires_on: date | None = None,
) -> BulkReviewInfo:
    """Attest the noted claims of these products, or verify the attested ones, in the background.

    What somebody changes after this call is not what was meant: that product fails. Raises BulkRefused, NoReason.
    """
    if not why.strip():
        raise NoReason("Say what was checked.")
    review = BulkReview.objects.create(action=action, by=by, why=why, waiver=waiver, expires_on=expires_on)
    for some in _batches(product_ids):
        _write_down(review, some)
    total = review.items.count()
    if not 0 < total <= MAX_PRODUCTS:
        raise BulkRefused(f"Name between 1 and {MAX_PRODUCTS:,} products.")
    BulkReview.objects.filter(pk=review.pk).update(total=total)
    _announce(review.pk, 0)
    return _told(review.pk)


def find_bulk_review(review_id: int, using: str = "default") -> BulkReviewInfo | None:
    """How far a review has come; None when there is none of this id."""
    row = BulkReview.objects.using(using).filter(pk=review_id).first()
    if row is None:
        return None
    failed = row.items.filter(state=BulkItemState.FAILED).order_by("product_id")[:ERRORS_TOLD]
    return BulkReviewInfo(
        id=row.pk,
        action=BulkAction(row.action),
        state=BulkState(row.state),
        by=row.by,
        why=row.why,
        total=row.total,
        done=row.done,
        failed=row.failed,
        errors=tuple(BulkError(item.product_id, item.error) for item in failed),
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def list_bulk_reviews(limit: int = 20, using: str = "default") -> list[BulkReviewInfo]:
    """The latest reviews, the newest first."""
    ids = BulkReview.objects.using(using).order_by("-id").values_list("id", flat=True)[:limit]
    return [found for review_id in ids if (found := find_bulk_review(review_id, using))]


def run_batch(event: ReviewBatchDue) -> None:
    """Work off the next batch of a review, in the transaction of the event's handling."""
    review = BulkReview.objects.select_for_update().filter(pk=event.review_id, state=BulkState.RUNNING).first()
    if review is None:
        return
    items = list(review.items.filter(state=BulkItemState.WAITING).order_by("product_id")[:BATCH])
    for item in items:
        _act(review, item)
    BulkItem.objects.bulk_update(items, ["state", "error"])
    failed = sum(item.state == BulkItemState.FAILED for item in items)
    moved: dict[str, object] = {"moved_at": datetime.now(UTC)}
    if not review.items.filter(state=BulkItemState.WAITING).exists():
        moved |= {"state": BulkState.FINISHED, "finished_at": moved["moved_at"]}
    BulkReview.objects.filter(pk=review.pk).update(
        done=F("done") + len(items) - failed, failed=F("failed") + failed, **moved
    )
    if "state" not in moved:
        _announce(review.pk, review.done + review.failed + len(items))


def resume_stuck_reviews() -> None:
    """Go on with reviews whose next batch nobody has in hand: its event fell into a time when the plugin was off.

    A batch that was given up is left to the person who replays it.
    """
    if not is_active(PLUGIN_ID):
        return
    stuck = BulkReview.objects.filter(state=BulkState.RUNNING, moved_at__lt=datetime.now(UTC) - STUCK_AFTER)
    for review in stuck:
        if not _is_in_hand(str(review.pk)):
            _announce(review.pk, review.done + review.failed, again=datetime.now(UTC))


def _is_in_hand(subject: str) -> bool:
    unfinished = [*OPEN_STATES, WorkState.DEAD]
    events = InboxEvent.objects.filter(kind=ReviewBatchDue.kind, subject=subject)
    return (
        events.filter(state__in=unfinished).exists()
        or Handling.objects.filter(event__in=events, state__in=unfinished).exists()
    )


def _batches(product_ids: Iterable[str]) -> Iterator[list[str]]:
    """Of a known size, and no more products than are taken in any case."""
    remaining = islice(product_ids, MAX_PRODUCTS + 1)
    while some := list(islice(remaining, INSERT_BATCH)):
        yield some


def _write_down(review: BulkReview, product_ids: list[str]) -> None:
    """A product that is named twice is one."""
    versions = dict(Claim.objects.filter(product_id__in=product_ids).values_list("product_id", "version"))
    BulkItem.objects.bulk_create(
        [BulkItem(review=review, product_id=name, seen=versions.get(name)) for name in product_ids],
        ignore_conflicts=True,
    )


def _act(review: BulkReview, item: BulkItem) -> None:
    seen = NEVER_SEEN if item.seen is None else item.seen
    try:
        with transaction.atomic():
            if review.action == BulkAction.ATTEST:
                steps.confirm_claim(item.product_id, by=review.by, why=review.why, version=seen)
            else:
                steps.verify_claim(
                    item.product_id,
                    by=review.by,
                    why=review.why,
                    version=seen,
                    expires_on=review.expires_on,
                    waiver=review.waiver,
                )
    except (ClaimRefused, OwnInterest) as refusal:
        item.state, item.error = BulkItemState.FAILED, str(refusal)[:255]
    else:
        item.state = BulkItemState.DONE


def _announce(review_id: int, position: int, again: datetime | None = None) -> None:
    suffix = f":{again:%Y%m%dT%H%M}" if again else ""
    event = ReviewBatchDue(review_id=review_id)
    inbox.announce(event, key=f"{event.kind}:{review_id}:{position}{suffix}")


def _told(review_id: int) -> BulkReviewInfo:
    found = find_bulk_review(review_id)
    assert found is not None
    return found
