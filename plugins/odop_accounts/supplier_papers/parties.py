"""The two parties of such a paper: the shop under its GSTIN in the supplier's State, and the supplier."""

from __future__ import annotations

from typing import Any

from odop_accounts.invoices.drafts import SellerOfRecord
from odop_accounts.invoices.facts import shop
from odop_consignment.api.errors import UnknownRow, WrongChoice
from odop_consignment.api.offers import SupplierParty, corporation, supplier_party
from odop_core.i18n import _


def find_supplier(supplier_id: int) -> SupplierParty:
    """Raises UnknownRow."""
    found = supplier_party(supplier_id)
    if found is None:
        raise UnknownRow(_("There is no supplier {supplier}.", supplier=supplier_id))
    return found


def shop_near(supplier: SupplierParty) -> SellerOfRecord:
    """Under its GSTIN in the supplier's State, else under the first. Raises WrongChoice."""
    gstins = corporation().gstins
    found = shop(next((gstin for gstin in gstins if gstin[:2] == supplier.state_code), ""))
    if found is None:
        raise WrongChoice(_("The corporation has no GSTIN. Record the corporation's GSTINs."))
    return found


def as_party(supplier: SupplierParty) -> dict[str, Any]:
    """The supplier on a paper."""
    return {
        "name": supplier.name,
        "lines": [supplier.address] if supplier.address else [],
        "state": supplier.state_code,
        "pin": "",
        "city": "",
        "country": "IN",
        "gstin": supplier.gstin,
    }
