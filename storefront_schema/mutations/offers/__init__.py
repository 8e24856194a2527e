"""Who supplies which variant."""

from storefront_schema.mutations.offers.offer_create import OfferCreate
from storefront_schema.mutations.offers.offer_update import OfferUpdate

MUTATIONS = {
    "offer_create": OfferCreate,
    "offer_update": OfferUpdate,
}
