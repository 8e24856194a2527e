"""Who may sell only inside their own State.

Suppliers under the composition scheme (36/2023-CT, statutory.md A1.6) and enrolled suppliers (34/2023-CT, 37/2023-CT,
A1.4 and A1.5) make no inter-State supply, and an operator lets them make none. As the GST Council meant it (47th
meeting, A1.7), the State the goods are billed to and the one they are sent to must both be the supplier's. Where an
address does not tell its State, nobody can know that the sale is allowed, so it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from odop_consignment.models import TaxRegime
from odop_core.india import states
from odop_core.store.orders import Address

RESTRICTED = (TaxRegime.COMPOSITION, TaxRegime.ENROLLED)


@dataclass(frozen=True)
class Destination:
    """GST codes of the States the goods are billed and sent to; "" where the address does not tell."""

    bill: str = ""
    ship: str = ""

    @classmethod
    def of(cls, billing: Address | None, shipping: Address | None) -> Destination:
        """What is not sent anywhere is supplied where it is billed, and the other way round."""
        return cls(bill=state_code_of(billing or shipping), ship=state_code_of(shipping or billing))


@dataclass(frozen=True)
class Restriction:
    """Why goods cannot be sold there, in both languages, for the buyer."""

    words: str
    words_hi: str


def state_code_of(address: Address | None) -> str:
    """GST code of an address's State; "" when it is abroad, or does not tell."""
    if address is None or address.country_code not in ("", "IN"):
        return ""
    return states.code_of(address.country_area, address.postal_code)


def find_restriction(tax_regime: str, supplier_state: str, to: Destination) -> Restriction | None:
    """Why a supplier of this kind, working in this State, may not supply these places; None when they may."""
    if tax_regime not in RESTRICTED or to.bill == to.ship == supplier_state:
        return None
    home, home_hi = states.name_of(supplier_state), states.name_of(supplier_state, hindi=True)
    if "" in (to.bill, to.ship):
        which, which_hi = ("shipping", "डिलीवरी") if not to.ship else ("billing", "बिलिंग")
        return Restriction(
            f"can be sold inside {home} only, and the {which} address names no State of India that we know. "
            "Please correct the address.",
            f"केवल {home_hi} में बेचा जा सकता है, और {which_hi} के पते से राज्य का पता नहीं चलता। कृपया पता सुधारें।",
        )
    other = to.ship if to.ship != supplier_state else to.bill
    is_sent_there = to.ship != supplier_state
    which = "sent" if is_sent_there else "billed"
    which_hi = "भेजा नहीं जा सकता" if is_sent_there else "के पते पर बिल नहीं किया जा सकता"
    return Restriction(
        f"can be sold inside {home} only, and not {which} to {states.name_of(other)}.",
        f"केवल {home_hi} में बेचा जा सकता है; इसे {states.name_of(other, hindi=True)} {which_hi}।",
    )
