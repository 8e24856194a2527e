"""Where goods are supplied, and so which GST is due: CGST and SGST inside the seller's State, IGST elsewhere.

Law: IGST s.7, 8, 10 and 16 (statutory.md A6). States are GST codes ("09").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from odop_core.i18n import Text, _
from odop_core.india import states

# GST's code for places outside India.
ABROAD = "96"
# Territories without a legislature: there it is UTGST instead of SGST (UTGST Act 2017, s.1 and 7).
TERRITORIES = frozenset({"04", "26", "31", "35", "38"})


class Head(StrEnum):
    """To whom tax goes."""

    CGST = "CGST"
    SGST = "SGST"
    UTGST = "UTGST"
    IGST = "IGST"


@dataclass(frozen=True)
class Place:
    """The place of supply, and `why` with its source."""

    state: str
    why: Text
    citation: str


@dataclass(frozen=True)
class Supply:
    """From whom to where. `seller_state` is that of the GSTIN on the invoice."""

    seller_state: str
    place: Place

    @property
    def is_export(self) -> bool:
        return self.place.state == ABROAD

    @property
    def is_intra_state(self) -> bool:
        return self.place.state == self.seller_state

    @property
    def heads(self) -> tuple[Head, ...]:
        """CGST and the State's half of equal amount, or IGST."""
        if not self.is_intra_state:
            return (Head.IGST,)
        return (Head.CGST, Head.UTGST if self.seller_state in TERRITORIES else Head.SGST)


def find_place(seller_state: str, bill_state: str, ship_state: str, buyer_gstin: str = "") -> Place:
    """The place of supply of goods that are sent. `ship_state` and `bill_state` are "" where the address names no
    State, ABROAD for another country. A buyer with a GSTIN buys for a business."""
    if ship_state == ABROAD:
        return Place(ABROAD, _("the goods leave India"), "IGST s.11(b), 16(1)(a)")
    if buyer_gstin:
        home = buyer_gstin[:2]
        if ship_state and ship_state != bill_state:
            why = _("they are sent to another place at the direction of the buyer, whose business is in {place}",
                    place=states.name_of(home))  # fmt: skip
            return Place(home, why, "IGST s.10(1)(b)")
        place = ship_state or home
        return Place(place, _("their transport ends in {place}", place=states.name_of(place)), "IGST s.10(1)(a)")
    if ship_state:
        why = _("they are delivered in {place}", place=states.name_of(ship_state))
        return Place(ship_state, why, "IGST s.10(1)(ca); Circular 209/3/2024-GST")
    if bill_state and bill_state != ABROAD:
        why = _("the buyer's address is in {place}", place=states.name_of(bill_state))
        return Place(bill_state, why, "IGST s.10(1)(ca)")
    why = _("no address of the buyer names a State, and the seller is in {place}", place=states.name_of(seller_state))
    return Place(seller_state, why, "IGST s.10(1)(ca)")
