"""What of provenance waits for a reviewer. Each function is one query."""

from __future__ import annotations

from odop_core.waiting import Waiting, count_waiting
from odop_provenance.models import Claim, ClaimState, MarkRegistration, MarkState


def claims_to_review(using: str = "default") -> Waiting:
    """The seller says so, and no reviewer has looked."""
    return count_waiting(Claim.objects.using(using).filter(state=ClaimState.ATTESTED), "changed_at")


def marks_to_review(using: str = "default") -> Waiting:
    return count_waiting(MarkRegistration.objects.using(using).filter(state=MarkState.SUBMITTED), "submitted_at")
