"""Claims: what is said of products, and every step from a draft to a verified claim and back."""

from odop_provenance.claims.errors import (
    AlreadyOver,
    ClaimChanged,
    ClaimRefused,
    CraftOffList,
    IncompleteClaim,
    NoClaim,
    NoEvidence,
    NoReason,
    WrongState,
)
from odop_provenance.claims.records import SYSTEM, ClaimInfo, Place, StepInfo, find_claims, find_steps, list_steps
from odop_provenance.claims.steps import (
    attest_claim,
    claim_origin,
    confirm_claim,
    propose_claim,
    revoke_claim,
    verify_claim,
    withdraw_claim,
)
from odop_provenance.models import ClaimState

__all__ = [
    "SYSTEM", "AlreadyOver", "ClaimChanged", "ClaimInfo", "ClaimRefused", "ClaimState", "CraftOffList",
    "IncompleteClaim", "NoClaim", "NoEvidence", "NoReason", "Place", "StepInfo", "WrongState", "attest_claim",
    "claim_origin", "confirm_claim", "find_claims", "find_steps", "list_steps", "propose_claim", "revoke_claim",
    "verify_claim", "withdraw_claim",
]  # fmt: skip
