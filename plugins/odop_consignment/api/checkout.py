"""What may not be sold to whom, as plain data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from odop_consignment.checkout.refusals import find_refused_variants, record_refusals
from odop_consignment.checkout.rules import Destination
from odop_consignment.models import CheckoutRefusal
from odop_consignment.settings import PLUGIN_ID
from odop_core.database.pagination import Window
from odop_core.i18n import Text, _
from odop_core.plugin.configuration import is_active
from odop_core.store.orders import Address

NEWEST = Window(100, newest_first=True)


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


def refusals(window: Window = NEWEST, using: str = "default") -> list[RefusalInfo]:
    """What buyers were refused."""
    return [
        RefusalInfo(
            row.pk, row.variant_id, row.supplier_id, row.tax_regime, row.supplier_state_code, row.bill_state_code,
            row.ship_state_code, row.refused_at,
        )
        for row in window.select(CheckoutRefusal.objects.using(using).all())
    ]  # fmt: skip


def count_refusals(using: str = "default") -> int:
    return CheckoutRefusal.objects.using(using).count()
