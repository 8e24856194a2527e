"""The names of sold goods in a supplier's language, as the store translates them, else as when they were sold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from odop_consignment.api import SaleInfo, SupplierInfo
from odop_core.store.product_names import find_product_names


def name_goods(language: str, sales: Sequence[SaleInfo]) -> list[SaleInfo]:
    """The sales with their products' names in `language`, read at once."""
    names = find_product_names(language, (sale.product_id for sale in sales))
    return [replace(sale, product_name=names.get(sale.product_id or "", sale.product_name)) for sale in sales]


def name_goods_for_suppliers(sales: Sequence[SaleInfo], suppliers: Mapping[int, SupplierInfo]) -> list[SaleInfo]:
    """The sales, each with its product's name in the language of its supplier, who is among `people`."""
    hindi = name_goods("hi", sales)
    return [
        translated if suppliers[sale.supplier_id or 0].language == "hi" else sale
        for sale, translated in zip(sales, hindi, strict=True)
    ]


def count_goods(sales: Sequence[SaleInfo]) -> str:
    """Every sale with its pieces: "2 × kurta, 1 × shawl"."""
    return ", ".join(f"{sale.quantity} × {sale.product_name}" for sale in sales)
