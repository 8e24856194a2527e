"""Links to evidence that soon end: the only way to a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings as django_settings

from odop_core.files import storage
from odop_core.plugin import configuration
from odop_core.web import addresses
from odop_provenance.evidence.records import NoSuchEvidence
from odop_provenance.models import Evidence, EvidenceState
from odop_provenance.settings import PLUGIN_ID, ProvenanceSettings


@dataclass(frozen=True)
class EvidenceLink:
    url: str
    ends_at: datetime


def make_evidence_link(evidence_id: int, using: str = "default") -> EvidenceLink:
    """A link to the file that ends soon (setting `evidence_link_minutes`). Raises NoSuchEvidence."""
    if found := make_evidence_links([evidence_id], using):
        return found[evidence_id]
    raise NoSuchEvidence("There is no such evidence.")


def make_evidence_links(evidence_ids: Iterable[int], using: str = "default") -> dict[int, EvidenceLink]:
    """The same for many, by the id of the evidence; erased files have none. One query; storage is not asked."""
    rows = Evidence.objects.using(using).filter(pk__in=list(evidence_ids)).exclude(state=EvidenceState.ERASED)
    minutes = configuration.load_settings(ProvenanceSettings).evidence_link_minutes
    ends_at = datetime.now(UTC) + timedelta(minutes=minutes)
    return {row.pk: EvidenceLink(_address(row, minutes * 60), ends_at) for row in rows}


def _address(row: Evidence, seconds: int) -> str:
    return (
        storage.make_direct_link(row.stored_as, seconds)
        or f"{own_address()}/evidence/{storage.sign_token(row.pk, seconds)}"
    )


def own_address() -> str:
    """Where this host serves `evidence.urls`, without a slash at its end."""
    return str(getattr(django_settings, "ODOP_APP_URL", "")) or addresses.below_saleor(PLUGIN_ID)
