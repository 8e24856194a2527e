"""Mutations, one file each. The names here are those of the GraphQL fields, in Python's spelling."""

from storefront_schema.mutations.artisan_create import ArtisanCreate
from storefront_schema.mutations.artisan_update import ArtisanUpdate
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.dead_letter_replay import DeadLetterReplay
from storefront_schema.mutations.evidence_accept import EvidenceAccept
from storefront_schema.mutations.evidence_erase import EvidenceErase
from storefront_schema.mutations.evidence_reject import EvidenceReject
from storefront_schema.mutations.evidence_upload import EvidenceUpload
from storefront_schema.mutations.mark_create import MarkCreate
from storefront_schema.mutations.mark_refuse import MarkRefuse
from storefront_schema.mutations.mark_verify import MarkVerify
from storefront_schema.mutations.mark_withdraw import MarkWithdraw
from storefront_schema.mutations.offer_create import OfferCreate
from storefront_schema.mutations.offer_update import OfferUpdate
from storefront_schema.mutations.pickup_collect import PickupCollect
from storefront_schema.mutations.provenance_bulk import ProvenanceBulk
from storefront_schema.mutations.provenance_claim_attest import ProvenanceClaimAttest
from storefront_schema.mutations.provenance_claim_create import ProvenanceClaimCreate
from storefront_schema.mutations.provenance_claim_revoke import ProvenanceClaimRevoke
from storefront_schema.mutations.provenance_claim_verify import ProvenanceClaimVerify
from storefront_schema.mutations.sale_assign import SaleAssign
from storefront_schema.mutations.supplier_create import SupplierCreate
from storefront_schema.mutations.supplier_update import SupplierUpdate

# What both hosts offer. Beside Saleor there is also `odop_plugin_update`.
MUTATIONS: dict[str, type[StaffMutation]] = {
    "artisan_create": ArtisanCreate,
    "artisan_update": ArtisanUpdate,
    "provenance_claim_create": ProvenanceClaimCreate,
    "provenance_claim_attest": ProvenanceClaimAttest,
    "provenance_claim_verify": ProvenanceClaimVerify,
    "provenance_claim_revoke": ProvenanceClaimRevoke,
    "provenance_bulk": ProvenanceBulk,
    "evidence_upload": EvidenceUpload,
    "evidence_accept": EvidenceAccept,
    "evidence_reject": EvidenceReject,
    "evidence_erase": EvidenceErase,
    "mark_create": MarkCreate,
    "mark_verify": MarkVerify,
    "mark_refuse": MarkRefuse,
    "mark_withdraw": MarkWithdraw,
    "supplier_create": SupplierCreate,
    "supplier_update": SupplierUpdate,
    "offer_create": OfferCreate,
    "offer_update": OfferUpdate,
    "sale_assign": SaleAssign,
    "pickup_collect": PickupCollect,
    "dead_letter_replay": DeadLetterReplay,
}
