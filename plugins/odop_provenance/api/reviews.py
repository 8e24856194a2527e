"""What reviewers work through: the queue of claims, and reviews of many at once."""

from odop_provenance.models import BulkAction, BulkState
from odop_provenance.reviews.bulk_reviews import (
    BulkError,
    BulkRefused,
    BulkReviewInfo,
    find_bulk_review,
    list_bulk_reviews,
    start_bulk_review,
)
from odop_provenance.reviews.claim_lists import (
    CLAIMS,
    ClaimReview,
    find_lost_verification,
    find_reviews,
)

__all__ = [
    "CLAIMS", "BulkAction", "BulkError", "BulkRefused", "BulkReviewInfo", "BulkState", "ClaimReview",
    "find_bulk_review", "find_lost_verification", "find_reviews", "list_bulk_reviews", "start_bulk_review",
]  # fmt: skip
