"""What may not be sold to whom, as plain data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from odop_consignment.checkout.refusals import find_refused_variants, record_refusals
from odop_consignment.checkout.rules import Destination
from odop_consignment.models import CheckoutRefusal
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.supplier_search import find_suppliers
from odop_core.database.filters import Moments, RowID, StoreID
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_core.i18n import Text, _
from odop_core.plugin.configuration import is_active
from odop_core.store.orders import Address


@dataclass(frozen=True)
class RefusalInfo:
    """A buyer was told that this variant cannot be sold to their State. States are GST codes, "" when unknown."""

    id: int
    variant_id: str
    supplier_id: int
    tax_regime: str
    supplier_state_code: str
    bill_state_code: str
    ship_state_code: str
    refused_at: datetime


def refuse(variant_ids: Collection[str], billing: Address | None, shipping: Address | None) -> dict[str, Text]:
    """Why some of these variants cannot be sold to these addresses, by variant; say it with `refusal_of`. Nothing is
    refused while the plugin is off. At most two queries; when something is refused, one more and one INSERT."""
    to = Destination.of(billing, shipping)
    refused = find_refused_variants(variant_ids, to)
    if not refused or not is_active(PLUGIN_ID):
        return {}
    record_refusals(refused.values(), to)
    return {variant_id: found.why for variant_id, found in refused.items()}


def refusal_of(product_name: str, why: Text) -> Text:
    """What the buyer is told of a product that cannot be sold there."""
    return _("“{product}” {why}", product=product_name, why=why)


REFUSALS = RowList(
    CheckoutRefusal,
    rows=lambda using: CheckoutRefusal.objects.using(using).all(),
    show=lambda rows, _using: [
        RefusalInfo(
            row.pk, row.variant_id, row.supplier_id, row.tax_regime, row.supplier_state_code, row.bill_state_code,
            row.ship_state_code, row.refused_at,
        )
        for row in rows
    ],
    filters={
        "supplier_id": RowID("supplier_id", "Whose goods they would have been.", of="Supplier"),
        "variant_id": StoreID("variant_id", "The product variant in the store."),
        "created_at": Moments("refused_at", "When the buyer was told."),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
)  # fmt: skip
