"""The amounts of a sale, and of so many of its pieces. All in paise.

Amounts of pieces are cut so that the parts of a sale add up to the whole, whatever is given back in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_consignment.api import SupplyModel, TaxRegime

AccountKey = tuple[Purpose, str]


@dataclass(frozen=True)
class Amounts:
    """What the buyer pays (`gross`, `net` without GST), what is settled with the supplier (`value_*`: the same and the
    shop's part of the discount), what is taken of it (commission, charges, GST on both), and on what tax is collected
    and deducted at source."""

    gross: int
    net: int
    value_gross: int
    value_net: int
    commission: int = 0
    charges: int = 0
    services_tax: int = 0
    tcs_base: int = 0
    tds_base: int = 0

    @property
    def taken(self) -> int:
        """What the supplier does not get of the value, but for taxes at source."""
        return self.commission + self.charges + self.services_tax

    def of_first(self, pieces: int, quantity: int) -> Amounts:
        """Of the first so many pieces of `quantity`."""
        return Amounts(*(amount * pieces // quantity for amount in astuple(self)))

    def __sub__(self, other: Amounts) -> Amounts:
        return Amounts(*(mine - theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Basis:
    """What the rules know of a sale: `amounts` are for all its pieces.

    `seller_gstin` is of whose name is on the buyer's invoice. `supplier_bears_losses`: nothing is paid for goods that
    are lost, come back damaged, or are paid back and kept. `delivery_gstin` is the shop's, for its
    delivery.
    """

    sale_id: int
    supplier_id: int
    supply_model: SupplyModel
    tax_regime: TaxRegime
    seller_gstin: str
    quantity: int
    amounts: Amounts
    supplier_bears_losses: bool = False
    delivery_gstin: str = ""

    @property
    def supplier(self) -> str:
        return supplier_party(self.supplier_id)

    @property
    def seller(self) -> str:
        return seller_party(self.seller_gstin)

    @property
    def is_consignment(self) -> bool:
        """The shop is the seller of record; else the supplier is."""
        return self.supply_model == SupplyModel.CONSIGNMENT

    def pieces(self, first: int, last: int) -> Amounts:
        """Amounts of the pieces from `first` (counted from 0) up to and without `last`."""
        return self.amounts.of_first(last, self.quantity) - self.amounts.of_first(first, self.quantity)

    def earned(self, amounts: Amounts) -> int:
        """What the supplier gets of so much. A vendor, who owes the GST of the goods, gets the value with it; so does a
        registered consignor, whose own invoice charges it to the shop (statutory.md A4.9); an unregistered consignor
        charges none (A4.4)."""
        with_tax = not self.is_consignment or self.tax_regime == TaxRegime.REGISTERED
        return (amounts.value_gross if with_tax else amounts.value_net) - amounts.taken


def supplier_party(supplier_id: int) -> str:
    return f"supplier:{supplier_id}"


def supplier_of_party(party: str) -> int:
    """The other way round."""
    return int(party.removeprefix("supplier:"))


def seller_party(gstin: str) -> str:
    """The shop under one of its GSTINs; the shop itself without one."""
    return f"seller:{gstin}" if gstin else ""


def lines_of(amounts: Iterable[tuple[Purpose, int, str]]) -> tuple[Line, ...]:
    """Lines, one for each account, without those of nothing."""
    sums: dict[AccountKey, int] = {}
    for purpose, amount, party in amounts:
        sums[purpose, party] = sums.get((purpose, party), 0) + amount
    return from_sums(sums)


def from_sums(sums: Mapping[AccountKey, int]) -> tuple[Line, ...]:
    return tuple(sorted(Line(purpose, amount, party) for (purpose, party), amount in sums.items() if amount))


def negated(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(Line(line.purpose, -line.amount, line.party) for line in lines)
