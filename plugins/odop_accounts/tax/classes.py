"""The store's tax classes, set from the rules: by them goods are taxed where the suite is not asked.

A class knows one rate. Where the price of a piece decides, it is that of the product's dearest variant; where no price
is known, the highest rate. Any class whose rate for India is right will do; else the product gets one of ours
("GST 5 %"). Products of unknown tax are named, and left as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice

from odop_accounts.tax import records
from odop_accounts.tax.choices import CAUTIOUS, Choices
from odop_accounts.tax.goods import GoodsInfo, find_goods
from odop_accounts.tax.rates import RateTable
from odop_accounts.tax.refusals import NoHsn, NoRate
from odop_accounts.tax.rounding import format_percent
from odop_core.i18n import Text, _
from odop_core.store.catalogue import Catalogue, ProductTax

PAGE = 500


@dataclass(frozen=True)
class ClassDifference:
    """A product whose tax class does not say the rate of the rules. `wanted_bp` None: it is not known, `why` says."""

    product_id: str
    product_name: str
    tax_class: str
    rate_bp: int | None
    wanted_bp: int | None
    why: Text


def find_differences(catalogue: Catalogue, on: date, choices: Choices = CAUTIOUS) -> Iterator[ClassDifference]:
    """Of all products of the store, a few queries for each `PAGE` of them. Raises StoreError."""
    products = iter(catalogue.read_product_taxes())
    while page := list(islice(products, PAGE)):
        yield from _differences(page, on, choices)


def set_tax_classes(catalogue: Catalogue, on: date, choices: Choices = CAUTIOUS) -> list[str]:
    """Make the store agree with the rules of the day; says what was changed, and what is not known. May be repeated.
    Raises StoreError."""
    changes = []
    wanted: dict[int, list[ClassDifference]] = defaultdict(list)
    for each in find_differences(catalogue, on, choices):
        if each.wanted_bp is None:
            changes.append(f"{each.product_name} ({each.product_id}) left as it is: {each.why}")
        else:
            wanted[each.wanted_bp].append(each)
    for rate_bp, products in sorted(wanted.items()):
        name = class_name(rate_bp)
        changes += catalogue.ensure_tax_class(name, rate_bp)
        catalogue.assign_tax_class(name, [each.product_id for each in products if each.tax_class != name])
        changes += [f"{each.product_name} ({each.product_id}): {name}" for each in products]
    return changes


def class_name(rate_bp: int) -> str:
    return f"GST {format_percent(rate_bp)}"


def _differences(products: Iterable[ProductTax], on: date, choices: Choices) -> Iterator[ClassDifference]:
    known = {product.product_id: product for product in products}
    goods = find_goods(known)
    table = records.rates_of({info.goods.hsn for info in goods.values()})
    for product_id, product in known.items():
        wanted, why = _rate(table, goods.get(product_id), product, on, choices)
        if wanted is None or wanted != product.rate_bp:
            yield ClassDifference(product_id, product.name, product.tax_class, product.rate_bp, wanted, why)


def _rate(
    table: RateTable, info: GoodsInfo | None, product: ProductTax, on: date, choices: Choices
) -> tuple[int | None, Text]:
    try:
        if info is None:
            raise NoHsn
        if product.highest_paise is None:
            rate = max(row.rate_bp for row in table.bands(info.goods, on))
        else:
            price = Fraction(product.highest_paise)
            rate = table.choose(info.goods, price, on, with_tax=True, choices=choices).row.rate_bp
    except NoRate as refusal:
        return None, refusal.text
    return rate, _("HSN {hsn}: {percent}.", hsn=info.goods.hsn, percent=format_percent(rate))
