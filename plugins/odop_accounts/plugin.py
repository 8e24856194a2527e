"""Accounts in Saleor's list of plugins, and the GST of Saleor's checkouts and orders.

Saleor asks this plugin for taxes where a channel's tax configuration says so: strategy TAX_APP with the tax app
"plugin:odop.accounts". It asks line by line, then for the delivery, then for the sum. Where the rules cannot tell (no
rate is known, another currency, a bug of ours) the rate of Saleor's tax class is taken, which is logged and counted:
nothing of this stops a checkout.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prices import Money, TaxedMoney
from saleor.core import JobStatus
from saleor.invoice.error_codes import InvoiceErrorCode
from saleor.invoice.models import Invoice
from saleor.order.utils import get_order_country
from saleor.tax.models import TaxClassCountryRate
from saleor.tax.utils import (
    get_checkout_active_country,
    get_shipping_tax_rate_for_checkout,
    get_shipping_tax_rate_for_order,
    get_tax_app_identifier_for_checkout,
    get_tax_app_identifier_for_order,
    get_tax_rate_for_country,
)

from odop_accounts.api import documents
from odop_accounts.api.carts import (
    CartFacts,
    CartLine,
    Destination,
    Priced,
    TaxedLine,
    count_fallback,
    tax_choices,
    tax_flat,
)
from odop_accounts.settings import PLUGIN_ID, AccountsSettings
from odop_core.india.dates import today
from odop_core.india.money import paise, rupees
from odop_core.money import RUPEES
from odop_core.plugin.base import OdopPlugin
from odop_core.store.orders import Address
from odop_core.store.port import INVOICE_KEY, StoreRefused
from odop_core.web.routes import answer_at

logger = logging.getLogger(__name__)

STAFF = "staff"
TAX_APP = f"plugin:{PLUGIN_ID}"


@dataclass
class _Cart:
    """A checkout or order while Saleor asks for its taxes: what is known of its goods, and its lines so far."""

    is_ours: bool
    with_tax: bool
    to: Destination
    # Percent, by the country and the store's tax classes; asked only when it is needed.
    percent_of: Callable[[Any], Decimal]
    delivery_percent: Callable[[], Decimal]
    facts: CartFacts | None = None
    # By line; None where the tax class was taken.
    lines: dict[Any, TaxedLine | None] = field(default_factory=dict)
    rates: dict[Any, Decimal] = field(default_factory=dict)
    delivery_rate: Decimal = Decimal(0)


class AccountsPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP accounts"
    PLUGIN_DESCRIPTION = (
        "Keeps the books: who owes whom what of each sale, to the paisa, and why. Reckons the GST of checkouts and "
        "orders in channels whose tax app it is."
    )
    settings_model = AccountsSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponseBase:
        """Served by Saleor at /plugins/global/odop.accounts/…: what rails report, and documents to read."""
        return answer_at(request, path, "odop_accounts.urls")

    def invoice_request(self, order: Any, invoice: Any, number: str | None, previous_value: Any) -> Any:
        """What "Generate invoice" in the Dashboard does: an invoice of Saleor's for each document of ours. `invoice` is
        the empty one that Saleor made for whoever answers. Raises ValidationError, which the Dashboard shows."""
        invoice.delete()
        if number:
            raise ValidationError(_no_invoice("Leave the number out: documents have series of their own."))
        order_id = str(graphene.Node.to_global_id("Order", order.pk))
        try:
            documents.issue_documents(order_id, by=STAFF)
            made = documents.attach_documents(order_id)
        except (documents.NotReady, StoreRefused) as refusal:
            raise ValidationError(_no_invoice(str(refusal))) from refusal
        if not made:
            raise ValidationError(_no_invoice("Nothing of this order can be invoiced."))
        return Invoice.objects.get(pk=graphene.Node.from_global_id(made[-1])[1])

    def invoice_delete(self, invoice: Any, previous_value: Any) -> Any:
        """What was issued stays. Raises ValidationError."""
        if _is_issued(invoice):
            Invoice.objects.filter(pk=invoice.pk).update(status=JobStatus.SUCCESS)
            raise ValidationError(_undeletable(invoice))
        return previous_value

    def calculate_checkout_line_total(
        self, checkout_info: Any, lines: Any, checkout_line_info: Any, address: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        cart = self._checkout(checkout_info, lines)
        if not cart.is_ours:
            return previous_value
        products = {_variant(line.variant): _product(line.product) for line in lines}
        line = checkout_line_info
        found = _tax_line(cart, products, line.line.pk, line.variant, line.product, line.line.quantity, previous_value)
        return found or _flat(cart, line.line.pk, cart.percent_of(line), previous_value)

    def get_checkout_line_tax_rate(
        self, checkout_info: Any, lines: Any, checkout_line_info: Any, address: Any, previous_value: Decimal
    ) -> Decimal:
        cart = _reckoned(checkout_info)
        return cart.rates.get(checkout_line_info.line.pk, previous_value) if cart else previous_value

    def calculate_checkout_shipping(
        self, checkout_info: Any, lines: Any, address: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        cart = self._checkout(checkout_info, lines)
        return _tax_delivery(cart, [line.line.pk for line in lines], previous_value) if cart.is_ours else previous_value

    def get_checkout_shipping_tax_rate(
        self, checkout_info: Any, lines: Any, address: Any, previous_value: Decimal
    ) -> Decimal:
        cart = _reckoned(checkout_info)
        return cart.delivery_rate if cart else previous_value

    def calculate_checkout_total(
        self, checkout_info: Any, lines: Any, address: Any, previous_value: TaxedMoney
    ) -> TaxedMoney:
        """What was reckoned, summed up."""
        if not _reckoned(checkout_info):
            return previous_value
        totals = (line.line.total_price for line in lines)
        return sum(totals, checkout_info.checkout.shipping_price)

    def calculate_order_line_unit(
        self, order: Any, order_line: Any, variant: Any, product: Any, previous_value: Any
    ) -> Any:
        """A piece by itself, taxed like the line."""
        return self._tax_order_line(order, order_line, variant, product, 1, previous_value)

    def calculate_order_line_total(
        self, order: Any, order_line: Any, variant: Any, product: Any, previous_value: Any
    ) -> Any:
        return self._tax_order_line(order, order_line, variant, product, order_line.quantity, previous_value)

    def get_order_line_tax_rate(
        self, order: Any, order_line: Any, product: Any, variant: Any, address: Any, previous_value: Decimal
    ) -> Decimal:
        cart = _reckoned(order)
        return cart.rates.get(order_line.pk, previous_value) if cart else previous_value

    def calculate_order_shipping(self, order: Any, previous_value: TaxedMoney) -> TaxedMoney:
        cart = self._order(order)
        return _tax_delivery(cart, list(cart.lines), previous_value) if cart.is_ours else previous_value

    def get_order_shipping_tax_rate(self, order: Any, previous_value: Decimal) -> Decimal:
        cart = _reckoned(order)
        return cart.delivery_rate if cart else previous_value

    def calculate_order_total(self, order: Any, lines: Iterable[Any], previous_value: TaxedMoney) -> TaxedMoney:
        if not _reckoned(order):
            return previous_value
        return sum((line.total_price for line in lines), order.shipping_price)

    def _tax_order_line(
        self, order: Any, order_line: Any, variant: Any, product: Any, quantity: int, previous: Any
    ) -> Any:
        cart = self._order(order)
        if not cart.is_ours:
            return previous
        price = previous.price_with_discounts
        products = {_variant(variant): _product(product)}
        taxed = _tax_line(cart, products, order_line.pk, variant, product, quantity, price)
        return replace(
            previous,
            price_with_discounts=taxed or _flat(cart, order_line.pk, cart.percent_of(order_line), price),
        )

    def _checkout(self, info: Any, lines: Any) -> _Cart:
        """Kept with Saleor's own object, whose life is one calculation."""
        held: _Cart | None = getattr(info, "odop_taxes", None)
        to = Destination(_address(info.billing_address), _address(_where_to(info)))
        if held is None or held.to != to:
            held = info.odop_taxes = _Cart(
                is_ours=get_tax_app_identifier_for_checkout(info) == TAX_APP,
                with_tax=info.tax_configuration.prices_entered_with_tax,
                to=to,
                percent_of=lambda line: _percent(line.tax_class, get_checkout_active_country(info)),
                delivery_percent=lambda: get_shipping_tax_rate_for_checkout(
                    info,
                    lines,
                    _default_percent(get_checkout_active_country(info)),
                    get_checkout_active_country(info),
                ),
            )
        return held

    def _order(self, order: Any) -> _Cart:
        held: _Cart | None = getattr(order, "odop_taxes", None)
        to = Destination(_address(order.billing_address), _address(_where_to(order)))
        if held is None or held.to != to:
            held = order.odop_taxes = _Cart(
                is_ours=get_tax_app_identifier_for_order(order) == TAX_APP,
                with_tax=order.channel.tax_configuration.prices_entered_with_tax,
                to=to,
                percent_of=lambda line: _percent(line.tax_class, get_order_country(order)),
                delivery_percent=lambda: get_shipping_tax_rate_for_order(
                    order, order.lines.all(), _default_percent(get_order_country(order)), get_order_country(order)
                ),
            )
        return held


@receiver(pre_delete, sender=Invoice)
def keep_issued(instance: Any, **_kwargs: Any) -> None:
    """Saleor's invoiceDelete asks no plugin. Raises ValidationError, which the Dashboard shows."""
    if _is_issued(instance):
        raise ValidationError(_undeletable(instance))


def _is_issued(invoice: Any) -> bool:
    reference = (invoice.metadata or {}).get(INVOICE_KEY, "")
    order_id = str(graphene.Node.to_global_id("Order", invoice.order_id))
    return bool(reference) and documents.is_issued(order_id, reference)


def _undeletable(invoice: Any) -> dict[str, ValidationError]:
    words = f"{invoice.number} was issued and cannot be deleted. A credit note is issued when goods come back."
    return {"id": ValidationError(words, code=InvoiceErrorCode.INVALID_STATUS.value)}


def _no_invoice(words: str) -> dict[str, ValidationError]:
    return {"orderId": ValidationError(words, code=InvoiceErrorCode.NOT_READY.value)}


def _reckoned(source: Any) -> _Cart | None:
    """What was reckoned of a checkout or order before, if its taxes are ours. Saleor also asks for rates and sums where
    they are not; to find that out anew would cost a query."""
    held: _Cart | None = getattr(source, "odop_taxes", None)
    return held if held and held.is_ours else None


def _tax_line(
    cart: _Cart, products: dict[str, str], key: Any, variant: Any, product: Any, quantity: int, price: TaxedMoney
) -> TaxedMoney | None:
    """The line with its tax by the rules; None where they cannot tell."""
    cart.lines[key] = None

    def tax() -> Priced:
        if price.currency != RUPEES:
            raise ValueError(f"The rules are for rupees, not for {price.currency}.")
        if cart.facts is None or not cart.facts.covers(list(products)):
            cart.facts = CartFacts(products, today(), tax_choices())
        line = CartLine(str(key), _variant(variant), _product(product), quantity, paise(price.gross.amount))
        taxed = cart.facts.tax_line(line, cart.to, with_tax=cart.with_tax)
        cart.lines[key] = taxed
        return taxed.priced

    found = _try(tax)
    if found is None:
        return None
    cart.rates[key] = Decimal(found.rate_bp).scaleb(-4)
    return _taxed_money(found)


def _tax_delivery(cart: _Cart, keys: list[Any], price: TaxedMoney) -> TaxedMoney:
    """Where one of the lines was taxed by its tax class, so is the delivery."""
    facts, lines = cart.facts, [cart.lines.get(key) for key in keys]
    if facts is not None and all(lines):
        taxed = [line for line in lines if line]
        found = _try(lambda: facts.tax_delivery(paise(price.gross.amount), taxed, with_tax=cart.with_tax))
        if found is not None:
            cart.delivery_rate = Decimal(found.rate_bp).scaleb(-4)
            return _taxed_money(found)
    percent = cart.delivery_percent()
    cart.delivery_rate = percent / 100
    return _by_class(cart, percent, price)


def _flat(cart: _Cart, key: Any, percent: Decimal, price: TaxedMoney) -> TaxedMoney:
    cart.rates[key] = percent / 100
    return _by_class(cart, percent, price)


def _by_class(cart: _Cart, percent: Decimal, price: TaxedMoney) -> TaxedMoney:
    """By a rate of the store's tax classes, as Saleor does it."""
    if price.currency == RUPEES:
        return _taxed_money(tax_flat(paise(price.gross.amount), percent, with_tax=cart.with_tax))
    factor = 1 + percent / 100
    amount = price.gross
    return (
        TaxedMoney(net=amount / factor, gross=amount)
        if cart.with_tax
        else TaxedMoney(net=amount, gross=amount * factor)
    )


def _try(tax: Callable[[], Priced]) -> Priced | None:
    """None where it fails; that is logged and counted, and leaves the transaction as it was."""
    try:
        with _savepoint():
            return tax()
    except Exception as error:
        logger.warning("GST is by the store's tax class: %s", error, exc_info=True)
        try:
            with _savepoint():
                count_fallback()
        except Exception:
            logger.exception("Nor could that be counted.")
        return None


def _savepoint() -> AbstractContextManager[Any]:
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _percent(tax_class: Any, country: str) -> Decimal:
    rates = tax_class.country_rates.all() if tax_class else []
    return get_tax_rate_for_country(rates, _default_percent(country), country)


def _default_percent(country: str) -> Decimal:
    default = TaxClassCountryRate.objects.filter(country=country, tax_class=None).first()
    return default.rate if default else Decimal(0)


def _taxed_money(priced: Priced) -> TaxedMoney:
    return TaxedMoney(net=Money(rupees(priced.net_paise), RUPEES), gross=Money(rupees(priced.gross_paise), RUPEES))


def _where_to(source: Any) -> Any:
    """The address the goods go to: the shop's own where the buyer collects them there."""
    point = source.collection_point
    return point.address if point else source.shipping_address


def _address(saved: Any) -> Address | None:
    if saved is None:
        return None
    return Address(
        country_area=saved.country_area, postal_code=saved.postal_code, country_code=saved.country.code or ""
    )


def _variant(variant: Any) -> str:
    return str(graphene.Node.to_global_id("ProductVariant", variant.pk))


def _product(product: Any) -> str:
    return str(graphene.Node.to_global_id("Product", product.pk))
