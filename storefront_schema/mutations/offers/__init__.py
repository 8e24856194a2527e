"""Who supplies which variant, and where it is collected."""

from storefront_schema.mutations.offers.offer_bulk_upsert import OfferBulkUpsert
from storefront_schema.mutations.offers.offer_create import OfferCreate
from storefront_schema.mutations.offers.offer_update import OfferUpdate
from storefront_schema.mutations.offers.pickup_point_create import PickupPointCreate
from storefront_schema.mutations.offers.steps import OfferActivate, OfferDeactivate

MUTATIONS = {
    "offer_create": OfferCreate,
    "offer_update": OfferUpdate,
    "offer_activate": OfferActivate,
    "offer_deactivate": OfferDeactivate,
    "offer_bulk_upsert": OfferBulkUpsert,
    "pickup_point_create": PickupPointCreate,
}
