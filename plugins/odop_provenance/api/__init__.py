"""What other parts of the suite may ask of provenance. Everything here is plain data, never a model.

What the other plugins need is named here; what GraphQL needs besides is in the module of its subject: `api.claims`,
`api.evidence` and so on. Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads
from a replica).
"""

from odop_provenance.artisans.records import (
    ArtisanChanges,
    ArtisanInfo,
    UnknownArtisan,
    change_artisan,
    find_artisans,
    save_artisan,
)
from odop_provenance.claims.steps import claim_origin
from odop_provenance.marks.badges import find_badges
from odop_provenance.models import ClaimState
from odop_provenance.origins.facts import ClaimFacts, find_claim_facts
from odop_provenance.origins.public import ProvenanceInfo, find_provenance
from odop_provenance.places.records import (
    CraftInfo,
    DistrictInfo,
    UnknownPlace,
    find_craft,
    find_district_by_code,
    list_crafts,
)

__all__ = [
    "ArtisanChanges", "ArtisanInfo", "ClaimFacts", "ClaimState", "CraftInfo", "DistrictInfo", "ProvenanceInfo",
    "UnknownArtisan", "UnknownPlace", "change_artisan", "claim_origin", "find_artisans", "find_badges",
    "find_claim_facts", "find_craft", "find_district_by_code", "find_provenance", "list_crafts", "save_artisan",
]  # fmt: skip
