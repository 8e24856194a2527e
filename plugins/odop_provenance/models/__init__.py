"""Districts and crafts (reference data), artisans, claims that a product is of them, and what proves those claims."""

from odop_provenance.models.artisan import Artisan
from odop_provenance.models.bulk import BulkAction, BulkItem, BulkItemState, BulkReview, BulkState
from odop_provenance.models.claim import TOLD, Claim, ClaimState, ClaimStep
from odop_provenance.models.evidence import Evidence, EvidenceKind, EvidenceState
from odop_provenance.models.followed import FollowedProduct
from odop_provenance.models.mark import OPEN_MARKS, MarkKind, MarkRegistration, MarkState
from odop_provenance.models.place import Craft, District

__all__ = [
    "OPEN_MARKS",
    "TOLD",
    "Artisan",
    "BulkAction",
    "BulkItem",
    "BulkItemState",
    "BulkReview",
    "BulkState",
    "Claim",
    "ClaimState",
    "ClaimStep",
    "Craft",
    "District",
    "Evidence",
    "EvidenceKind",
    "EvidenceState",
    "FollowedProduct",
    "MarkKind",
    "MarkRegistration",
    "MarkState",
]
