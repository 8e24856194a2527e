"""Claims of origin, their evidence, and registrations of marks."""

from storefront_schema.mutations.provenance.artisan_create import ArtisanCreate
from storefront_schema.mutations.provenance.artisan_update import ArtisanUpdate
from storefront_schema.mutations.provenance.evidence_accept import EvidenceAccept
from storefront_schema.mutations.provenance.evidence_upload import EvidenceUpload
from storefront_schema.mutations.provenance.mark_create import MarkCreate
from storefront_schema.mutations.provenance.mark_verify import MarkVerify
from storefront_schema.mutations.provenance.provenance_bulk import ProvenanceBulk
from storefront_schema.mutations.provenance.provenance_claim_attest import ProvenanceClaimAttest
from storefront_schema.mutations.provenance.provenance_claim_create import ProvenanceClaimCreate
from storefront_schema.mutations.provenance.provenance_claim_revoke import ProvenanceClaimRevoke
from storefront_schema.mutations.provenance.provenance_claim_verify import ProvenanceClaimVerify
from storefront_schema.mutations.provenance.steps import EvidenceErase, EvidenceReject, MarkRefuse, MarkWithdraw

MUTATIONS = {
    "artisan_create": ArtisanCreate,
    "artisan_update": ArtisanUpdate,
    "evidence_accept": EvidenceAccept,
    "evidence_erase": EvidenceErase,
    "evidence_reject": EvidenceReject,
    "evidence_upload": EvidenceUpload,
    "mark_create": MarkCreate,
    "mark_refuse": MarkRefuse,
    "mark_verify": MarkVerify,
    "mark_withdraw": MarkWithdraw,
    "provenance_bulk": ProvenanceBulk,
    "provenance_claim_attest": ProvenanceClaimAttest,
    "provenance_claim_create": ProvenanceClaimCreate,
    "provenance_claim_revoke": ProvenanceClaimRevoke,
    "provenance_claim_verify": ProvenanceClaimVerify,
}
