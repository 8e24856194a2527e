"""Where products come from, as buyers are shown."""

from odop_provenance.origins.product_lists import PRODUCTS
from odop_provenance.origins.public import ProvenanceInfo, find_provenance

__all__ = ["PRODUCTS", "ProvenanceInfo", "find_provenance"]
