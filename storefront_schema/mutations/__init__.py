"""Mutations, one file each. The names here are those of the GraphQL fields, in Python's spelling."""

from storefront_schema.mutations.artisan_create import ArtisanCreate
from storefront_schema.mutations.artisan_update import ArtisanUpdate
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.consignor_create import ConsignorCreate
from storefront_schema.mutations.consignor_update import ConsignorUpdate
from storefront_schema.mutations.dead_letter_replay import DeadLetterReplay
from storefront_schema.mutations.offer_create import OfferCreate
from storefront_schema.mutations.offer_update import OfferUpdate
from storefront_schema.mutations.pickup_collect import PickupCollect
from storefront_schema.mutations.provenance_claim_create import ProvenanceClaimCreate
from storefront_schema.mutations.provenance_claim_revoke import ProvenanceClaimRevoke
from storefront_schema.mutations.sale_assign import SaleAssign

# What both hosts offer. Beside Saleor there is also `odop_plugin_update`.
MUTATIONS: dict[str, type[StaffMutation]] = {
    "artisan_create": ArtisanCreate,
    "artisan_update": ArtisanUpdate,
    "provenance_claim_create": ProvenanceClaimCreate,
    "provenance_claim_revoke": ProvenanceClaimRevoke,
    "consignor_create": ConsignorCreate,
    "consignor_update": ConsignorUpdate,
    "offer_create": OfferCreate,
    "offer_update": OfferUpdate,
    "sale_assign": SaleAssign,
    "pickup_collect": PickupCollect,
    "dead_letter_replay": DeadLetterReplay,
}
