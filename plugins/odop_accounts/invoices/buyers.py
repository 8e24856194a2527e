"""What stands on a document about the buyer and the order."""

from __future__ import annotations

from typing import Any

from odop_accounts.invoices.drafts import Draft
from odop_accounts.invoices.facts import OrderFacts, shop
from odop_accounts.tax.carts import state_of
from odop_core.india.dates import indian_day
from odop_core.money import RUPEES
from odop_core.store.orders import Address


def buyer_content(facts: OrderFacts, draft: Draft) -> dict[str, Any]:
    """As JSON: to whom it is billed and sent, the order, and its currency if that is another one."""
    order = facts.order
    found: dict[str, Any] = {
        "billed": party(order.billing_address) | {"gstin": draft.buyer_gstin},
        "shipped": party(order.shipping_address or order.billing_address),
        "order": {"number": order.number, "day": indian_day(order.created_at).isoformat()},
        "language": order.language,
    }
    if not draft.seller.is_shop and (operator := shop()):
        found |= {"operator": operator.name, "operator_gstin": operator.gstin}
    rate = facts.sales[0].rate
    if rate is not None and order.currency != RUPEES:
        found["currency"] = {"code": order.currency, "rate": str(rate.normalize())}
    return found


def party(address: Address | None) -> dict[str, Any]:
    """Name, lines and State of an address; empty for none."""
    if address is None:
        return {"name": "", "lines": [], "state": "", "pin": "", "city": "", "country": ""}
    city = " ".join(filter(None, [address.city, address.postal_code]))
    # A State of India has a line of its own, with its code.
    region = "" if _is_india(address) else ", ".join(filter(None, [address.country_area, address.country_code]))
    lines = [address.street_address_1, address.street_address_2, address.city_area, city, region]
    name = address.company_name or address.full_name
    return {
        "name": name,
        "lines": [
            *([address.full_name] if address.company_name and address.full_name else []),
            *(line for line in lines if line),
        ],
        "state": state_of(address),
        "pin": address.postal_code,
        "city": address.city,
        "country": address.country_code or "IN",
    }


def _is_india(address: Address) -> bool:
    return address.country_code in ("", "IN")
