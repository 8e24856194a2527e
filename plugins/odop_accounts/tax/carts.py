"""The GST of a cart or an order in the store: goods of several sellers, sent to one buyer.

Each line is taxed for its seller of record and the place of supply; lines do not depend on each other. Delivery is
shared between sellers by value, and between the rates of each seller's goods. Nothing here goes over the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from odop_accounts.tax import records
from odop_accounts.tax.baskets import Basket, Line, SellerKind, Taxed, tax_basket, tax_delivery
from odop_accounts.tax.choices import CAUTIOUS, Choices
from odop_accounts.tax.goods import find_goods
from odop_accounts.tax.refusals import NoHsn, TaxRefusal
from odop_accounts.tax.rounding import ONE_IN_BP, apportion, round_half_up
from odop_accounts.tax.supply import ABROAD, Supply, find_place
from odop_consignment.api.offers import Seller, corporation, sellers_of_variants
from odop_core.i18n import _
from odop_core.india import states
from odop_core.store.orders import Address


class NoSeller(TaxRefusal, LookupError):
    """Nobody with a GSTIN sells the goods."""

    def __init__(self) -> None:
        super().__init__(
            _("It is not known whose GSTIN is on the invoice of these goods. Record the corporation's GSTINs.")
        )


@dataclass(frozen=True)
class CartLine:
    """So many units of a variant for `amount_paise` in all, after discounts. `key` is the caller's name for it."""

    key: str
    variant_id: str
    product_id: str
    quantity: int
    amount_paise: int


@dataclass(frozen=True)
class Destination:
    """Where a cart is billed and sent to, as far as the buyer has said."""

    billing: Address | None = None
    shipping: Address | None = None


@dataclass(frozen=True)
class Priced:
    """An amount with its tax, in paise. `rate_bp` is the rate in basis points, or what several rates come to."""

    net_paise: int
    gross_paise: int
    rate_bp: int


@dataclass(frozen=True)
class TaxedLine:
    """A line with its tax, and the basket (of its seller) that it is in."""

    basket: Basket
    taxed: Taxed

    @property
    def priced(self) -> Priced:
        return Priced(self.taxed.net_paise, self.taxed.gross_paise, self.taxed.rate_bp)


@dataclass(frozen=True)
class _SoldFrom:
    state: str
    kind: SellerKind


class CartFacts:
    """What must be known of variants to tax them: who sells them, what they are, and the rates of the day. As many
    queries however many variants there are."""

    def __init__(
        self, products: Mapping[str, str], on: date, choices: Choices = CAUTIOUS, using: str = "default"
    ) -> None:
        """`products` are the products' ids by the variants'."""
        self._on, self._choices = on, choices
        self._sellers = {variant: sold.seller for variant, sold in sellers_of_variants(products, using).items()}
        self._goods = {product: info.goods for product, info in find_goods(set(products.values()), using).items()}
        self._table = records.rates_of({goods.hsn for goods in self._goods.values()}, using)
        self._known = frozenset(products)

    def covers(self, variant_ids: Sequence[str]) -> bool:
        return self._known.issuperset(variant_ids)

    def tax_line(self, line: CartLine, to: Destination, *, with_tax: bool) -> TaxedLine:
        """Raises TaxRefusal: no rate is known for the goods, or nobody who sells them."""
        if line.product_id not in self._goods:
            raise NoHsn
        sold = self._sold_from(self._sellers.get(line.variant_id))
        place = find_place(sold.state, state_of(to.billing), state_of(to.shipping))
        one = Line(line.key, self._goods[line.product_id], line.quantity, line.amount_paise)
        basket = Basket(Supply(sold.state, place), self._on, (one,), 0, with_tax, sold.kind)
        return TaxedLine(basket, tax_basket(basket, self._table, self._choices).lines[0])

    def _sold_from(self, seller: Seller | None) -> _SoldFrom:
        """What nobody supplies is the corporation's own; it sells from where it is registered first."""
        if seller is None:
            return _SoldFrom(self._corporation_state, SellerKind.REGISTERED)
        if seller.is_corporation and not seller.gstin:
            raise NoSeller
        if not seller.registered:
            return _SoldFrom(seller.state_code, SellerKind.UNREGISTERED)
        return _SoldFrom(seller.state_code, SellerKind.REGISTERED if seller.collects_gst else SellerKind.COMPOSITION)

    @cached_property
    def _corporation_state(self) -> str:
        gstins = corporation().gstins
        if not gstins:
            raise NoSeller
        return gstins[0][:2]

    def tax_delivery(self, paise: int, lines: Sequence[TaxedLine], *, with_tax: bool) -> Priced:
        """What the buyer pays for the delivery of these lines."""
        if not paise or not lines:
            return Priced(paise, paise, 0)
        by_seller: dict[tuple[Supply, SellerKind], list[TaxedLine]] = {}
        for line in lines:
            by_seller.setdefault((line.basket.supply, line.basket.seller), []).append(line)
        weights = [sum(line.taxed.gross_paise for line in some) for some in by_seller.values()]
        parts: list[Taxed] = []
        for some, share in zip(by_seller.values(), apportion(paise, weights), strict=True):
            basket = replace(some[0].basket, delivery_paise=share, prices_include_tax=with_tax)
            parts += tax_delivery(basket, [line.taxed for line in some], self._choices)
        net = sum(part.net_paise for part in parts)
        gross = sum(part.gross_paise for part in parts)
        return Priced(net, gross, _common_rate(parts, net, gross))


def tax_flat(paise: int, percent: Decimal, *, with_tax: bool) -> Priced:
    """By a rate of the store's own, where the rules cannot tell: as the store would."""
    rate = Fraction(percent) / 100
    if with_tax:
        return Priced(round_half_up(Fraction(paise) / (1 + rate)), paise, _basis_points(rate))
    return Priced(paise, round_half_up(paise * (1 + rate)), _basis_points(rate))


def _common_rate(parts: Sequence[Taxed], net: int, gross: int) -> int:
    rates = {part.rate_bp for part in parts}
    return rates.pop() if len(rates) == 1 else _basis_points(Fraction(gross - net, net) if net else Fraction(0))


def _basis_points(rate: Fraction) -> int:
    return round_half_up(rate * ONE_IN_BP)


def state_of(address: Address | None) -> str:
    """The GST code of an address's State: "" where it names none, ABROAD for another country."""
    if address is None:
        return ""
    if address.country_code not in ("", "IN"):
        return ABROAD
    return states.code_of(address.country_area, address.postal_code)
