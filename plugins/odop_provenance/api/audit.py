"""What was done to claims of origin, for the audit feed."""

from __future__ import annotations

from odop_core.database.audit import AuditSource, Change, Summary
from odop_core.i18n import Text, _, pgettext, quoted, quoted_or_empty
from odop_provenance.models import ClaimState, ClaimStep

_NAMES = {
    ClaimState.DRAFT.value: pgettext("claim", "a draft"),
    ClaimState.ATTESTED.value: pgettext("claim", "attested"),
    ClaimState.VERIFIED.value: pgettext("claim", "verified"),
    ClaimState.REVOKED.value: pgettext("claim", "revoked"),
    ClaimState.EXPIRED.value: pgettext("claim", "expired"),
}


def _summarize_step(row: ClaimStep) -> Summary:
    why = quoted_or_empty(row.why)
    after = _name(row.to_state)
    if row.from_state == row.to_state:
        return Summary(_("What is claimed of the product's origin was changed."), why)
    if not row.from_state:
        return Summary(_("A claim of origin was written; it is {after}.", after=after), why)
    before = _name(row.from_state)
    sentence = _("The claim of origin was {before} and is now {after}.", before=before, after=after)
    return Summary(sentence, why, (Change("status", before, after),))


def _name(state: str) -> Text:
    return _NAMES.get(state) or quoted(state)


CLAIM_STEPS = AuditSource(
    ClaimStep, of="Product", at="at", by="by", object="claim__product_id", is_store_id=True, summarize=_summarize_step
)

__all__ = ["CLAIM_STEPS"]
