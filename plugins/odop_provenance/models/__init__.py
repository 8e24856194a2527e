"""Districts and crafts (reference data), artisans, claims that a product is of them, and what proves those claims."""

from odop_provenance.models.artisan import Artisan
from odop_provenance.models.bulk import BulkAction, BulkItem, BulkItemState, BulkReview, BulkState
from odop_provenance.models.claim import PUBLIC, Claim, ClaimState, ClaimStep
from odop_provenance.models.evidence import Evidence, EvidenceKind, EvidenceState
from odop_provenance.models.mark import OPEN_MARKS, MarkKind, MarkRegistration, MarkState
from odop_provenance.models.place import Craft, District
from odop_provenance.models.profile import ArtisanProfile, ProfilePicture, ProfileState
from odop_provenance.models.synced_product import SyncedProduct

__all__ = [
    "OPEN_MARKS",
    "PUBLIC",
    "Artisan",
    "ArtisanProfile",
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
    "MarkKind",
    "MarkRegistration",
    "MarkState",
    "ProfilePicture",
    "ProfileState",
    "SyncedProduct",
]
