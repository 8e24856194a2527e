"""Where products come from, as buyers are shown."""

from odop_provenance.origins.product_lists import WantedProducts, count_products, list_products
from odop_provenance.origins.public import ProvenanceInfo, find_provenance

__all__ = ["ProvenanceInfo", "WantedProducts", "count_products", "find_provenance", "list_products"]
