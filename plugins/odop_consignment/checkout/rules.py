"""Who may sell only inside their own State.

Suppliers under the composition scheme (36/2023-CT, statutory.md A1.6) and enrolled suppliers (34/2023-CT, 37/2023-CT,
A1.4 and A1.5) make no inter-State supply, and an operator lets them make none. As the GST Council meant it (47th
meeting, A1.7), the State the goods are billed to and the one they are sent to must both be the supplier's. Where an
address does not tell its State, nobody can know that the sale is allowed, so it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from odop_consignment.models import TaxRegime
from odop_core.i18n import Text, _
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


def state_code_of(address: Address | None) -> str:
    """GST code of an address's State; "" when it is abroad, or does not tell."""
    if address is None or address.country_code not in ("", "IN"):
        return ""
    return states.code_of(address.country_area, address.postal_code)


def find_restriction(tax_regime: str, supplier_state: str, to: Destination) -> Text | None:
    """Why a supplier of this kind, working in this State, may not supply these places; None when they may. The
    sentence goes on from the name of the goods, and is for the buyer."""
    if tax_regime not in RESTRICTED or to.bill == to.ship == supplier_state:
        return None
    home = states.name_of(supplier_state)
    if not to.ship:
        return _(
            "can be sold inside {home} only, and the shipping address names no State of India that we know. "
            "Please correct the address.",
            home=home,
        )
    if not to.bill:
        return _(
            "can be sold inside {home} only, and the billing address names no State of India that we know. "
            "Please correct the address.",
            home=home,
        )
    if to.ship != supplier_state:
        return _("can be sold inside {home} only, and not sent to {other}.", home=home, other=states.name_of(to.ship))
    return _("can be sold inside {home} only, and not billed to {other}.", home=home, other=states.name_of(to.bill))
