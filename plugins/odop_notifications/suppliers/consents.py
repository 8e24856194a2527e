"""Whether somebody may be notified, by their consents. The only place that reads the ledger of consents."""

from __future__ import annotations

from odop_consignment import api as consignment
from odop_consignment.api import Purpose
from odop_notifications.models.template import Category


def consent_refusal(supplier_id: int | None, category: str) -> str:
    """Why a message of this category must not be sent; "" when it may.

    Promotion needs a consent, given and not withdrawn (TRAI directions of 2023-06-02 and 2023-11-07). What they must
    know of their own sales follows from the contract and needs none (TCCCPR 2018, service messages); who says that they
    want no messages gets none all the same, and is called or visited instead. What the law makes us say
    (transactional, government) is said in any case.
    """
    if category == Category.PROMOTIONAL:
        has_agreed = supplier_id is not None and consignment.last_consent(supplier_id, Purpose.PROMOTION)
        return "" if has_agreed else "A promotional message needs the recipient's consent, and there is none."
    if category != Category.SERVICE or supplier_id is None:
        return ""
    if consignment.last_consent(supplier_id, Purpose.MESSAGES) is not False:
        return ""
    return "They took back their consent to messages about their sales: somebody must talk to them."
