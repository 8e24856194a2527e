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
    ClaimReview,
    WantedClaims,
    count_claims,
    find_lost_verification,
    find_reviews,
    list_claims_for_review,
)

__all__ = [
    "BulkAction", "BulkError", "BulkRefused", "BulkReviewInfo", "BulkState", "ClaimReview", "WantedClaims",
    "count_claims", "find_bulk_review", "find_lost_verification", "find_reviews", "list_bulk_reviews",
    "list_claims_for_review", "start_bulk_review",
]  # fmt: skip
