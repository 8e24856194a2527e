"""Tax: the rules, what is recorded of goods, and what comes of both, figure by figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice

from odop_accounts.settings import AccountsSettings
from odop_accounts.tax import records
from odop_accounts.tax.baskets import Basket, Line, SellerKind, Taxed, TaxedBasket, tax_basket
from odop_accounts.tax.classes import ClassDifference, find_differences
from odop_accounts.tax.explanations import Explained, explain_basket
from odop_accounts.tax.goods import BadGoods, GoodsInfo, find_goods, find_refused, record_goods
from odop_accounts.tax.rates import Goods, RateRow, read_hsn
from odop_accounts.tax.records import (
    add_rates,
    add_withholding_rule,
    list_rates,
    list_withholding_rules,
    withholding_rules,
)
from odop_accounts.tax.refusals import BadHsn, BadRules, NoRate, NoRule, TaxRefusal
from odop_accounts.tax.supply import ABROAD, Head, Supply, find_place
from odop_accounts.tax.withholding_rules import LimitFor, Withheld, WithholdingRule
from odop_core.i18n import _
from odop_core.india.dates import today
from odop_core.plugin.configuration import load_settings
from odop_core.store.host import current_host
from odop_core.store.port import StoreError

__all__ = [
    "ABROAD",
    "BadGoods",
    "BadHsn",
    "BadRules",
    "Basket",
    "ClassDifference",
    "Explained",
    "Goods",
    "GoodsInfo",
    "Head",
    "LimitFor",
    "Line",
    "NoRate",
    "NoRule",
    "RateRow",
    "SellerKind",
    "Supply",
    "TaxRefusal",
    "Taxed",
    "TaxedBasket",
    "Withheld",
    "WithholdingRule",
    "add_rates",
    "add_withholding_rule",
    "explain_tax",
    "find_class_differences",
    "find_goods",
    "find_place",
    "find_refused",
    "list_rates",
    "list_withholding_rules",
    "read_hsn",
    "record_goods",
    "tax",
    "withholding_rules",
]


def tax(basket: Basket, using: str = "default") -> TaxedBasket:
    """The GST of a basket by the rules of its day and the shop's choices. One query. Raises NoRate."""
    table = records.rates_of({line.goods.hsn for line in basket.lines}, using)
    return tax_basket(basket, table, load_settings(AccountsSettings).tax_choices)


def explain_tax(
    lines: Sequence[Line],
    *,
    seller_state: str,
    bill_state: str = "",
    ship_state: str = "",
    on: date,
    delivery_paise: int = 0,
    prices_include_tax: bool = True,
    seller: SellerKind = SellerKind.REGISTERED,
    using: str = "default",
) -> tuple[TaxedBasket, list[Explained]]:
    """The GST of these goods, and each figure of it in words. Raises NoRate."""
    supply = Supply(seller_state, find_place(seller_state, bill_state, ship_state))
    taxed = tax(Basket(supply, on, tuple(lines), delivery_paise, prices_include_tax, seller), using)
    return taxed, explain_basket(taxed)


def find_class_differences(most: int) -> list[ClassDifference]:
    """Products whose tax class in the store does not say the rate of the rules, at most so many. Asks the store.
    Raises TaxRefusal when it does not answer."""
    choices = load_settings(AccountsSettings).tax_choices
    try:
        return list(islice(find_differences(current_host().catalogue(), today(), choices), most))
    except StoreError as error:
        raise TaxRefusal(_("The store did not tell its tax classes. It said: {said}", said=str(error))) from error
