"""Claims of origin, their evidence, and registrations of marks."""

from storefront_schema.mutations.provenance.artisan_create import ArtisanCreate
from storefront_schema.mutations.provenance.artisan_update import ArtisanUpdate
from storefront_schema.mutations.provenance.provenance_claim_attest import ProvenanceClaimAttest
from storefront_schema.mutations.provenance.provenance_claim_bulk_update import ProvenanceClaimBulkUpdate
from storefront_schema.mutations.provenance.provenance_claim_revoke import ProvenanceClaimRevoke
from storefront_schema.mutations.provenance.provenance_claim_set import ProvenanceClaimSet
from storefront_schema.mutations.provenance.provenance_claim_verify import ProvenanceClaimVerify
from storefront_schema.mutations.provenance.provenance_evidence_accept import ProvenanceEvidenceAccept
from storefront_schema.mutations.provenance.provenance_evidence_upload import ProvenanceEvidenceUpload
from storefront_schema.mutations.provenance.provenance_mark_create import ProvenanceMarkCreate
from storefront_schema.mutations.provenance.provenance_mark_verify import ProvenanceMarkVerify
from storefront_schema.mutations.provenance.steps import (
    ProvenanceEvidenceErase,
    ProvenanceEvidenceReject,
    ProvenanceMarkReject,
    ProvenanceMarkRevoke,
)

MUTATIONS = {
    "artisan_create": ArtisanCreate,
    "artisan_update": ArtisanUpdate,
    "provenance_evidence_accept": ProvenanceEvidenceAccept,
    "provenance_evidence_erase": ProvenanceEvidenceErase,
    "provenance_evidence_reject": ProvenanceEvidenceReject,
    "provenance_evidence_upload": ProvenanceEvidenceUpload,
    "provenance_mark_create": ProvenanceMarkCreate,
    "provenance_mark_reject": ProvenanceMarkReject,
    "provenance_mark_verify": ProvenanceMarkVerify,
    "provenance_mark_revoke": ProvenanceMarkRevoke,
    "provenance_claim_bulk_update": ProvenanceClaimBulkUpdate,
    "provenance_claim_attest": ProvenanceClaimAttest,
    "provenance_claim_set": ProvenanceClaimSet,
    "provenance_claim_revoke": ProvenanceClaimRevoke,
    "provenance_claim_verify": ProvenanceClaimVerify,
}
