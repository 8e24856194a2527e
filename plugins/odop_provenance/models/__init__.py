"""Districts and crafts (reference data), artisans, and claims that a product is of them."""

from odop_provenance.models.artisan import Artisan
from odop_provenance.models.claim import Claim, ClaimState
from odop_provenance.models.place import Craft, District

__all__ = ["Artisan", "Claim", "ClaimState", "Craft", "District"]
