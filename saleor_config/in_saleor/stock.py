"""Saleor's own stock, read and changed in its database by Saleor's own code."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

import graphene
from django.contrib.sites.models import Site
from saleor.graphql.product.bulk_mutations.product_variant_stocks_update import ProductVariantStocksUpdate
from saleor.plugins.manager import get_plugins_manager
from saleor.product.models import ProductVariant
from saleor.site.models import SiteSettings
from saleor.warehouse.lock_objects import stock_qs_select_for_update
from saleor.warehouse.models import Stock, Warehouse

from odop_core.store.port import StockChange, StockLevel, StoreRefused
from saleor_config.in_saleor.snapshot import global_id


def read_levels(pairs: Iterable[tuple[str, str]]) -> list[StockLevel]:
    """What Saleor holds of these pairs. One query."""
    wanted = {pair for pair in pairs if _pk("ProductVariant", pair[0]) and _pk("Warehouse", pair[1])}
    rows = Stock.objects.filter(
        product_variant__in={_pk("ProductVariant", variant) for variant, _warehouse in wanted},
        warehouse__in={_pk("Warehouse", warehouse) for _variant, warehouse in wanted},
    ).annotate_available_quantity()
    found = (_level(row) for row in rows)
    return [level for level in found if (level.variant_id, level.warehouse_id) in wanted]


def adjust_level(change: StockChange) -> StockLevel:
    """Add to the stock row, locked; made when missing. Raises StockTooLow, StoreRefused.

    The number is written by the function behind Saleor's own `productVariantStocksUpdate`, which also tells the world
    when a variant is back in stock or out of it (after the caller's transaction commits).
    """
    variant = ProductVariant.objects.filter(pk=_pk("ProductVariant", change.variant_id) or 0).first()
    warehouse_pk = _pk("Warehouse", change.warehouse_id)
    warehouse = Warehouse.objects.filter(pk=warehouse_pk).first() if warehouse_pk else None
    if variant is None or warehouse is None:
        raise StoreRefused(f"Saleor has no variant {change.variant_id} or no warehouse {change.warehouse_id}.")
    Stock.objects.get_or_create(product_variant=variant, warehouse=warehouse)
    stock_qs_select_for_update().get(product_variant=variant, warehouse=warehouse)
    before = _level(Stock.objects.annotate_available_quantity().get(product_variant=variant, warehouse=warehouse))
    after = before.changed_by(change.change)
    _write(variant, warehouse, after.quantity)
    return after


def _write(variant: Any, warehouse: Any, quantity: int) -> None:
    write = ProductVariantStocksUpdate.update_or_create_variant_stocks
    stocks = [{"quantity": quantity, "warehouse": warehouse}]
    if "manager" in inspect.signature(write).parameters:  # up to Saleor 3.22
        write(variant, stocks, [warehouse], get_plugins_manager(allow_replica=False))
    else:
        write(variant, stocks, [warehouse], SiteSettings.objects.get(site=Site.objects.get_current()), None)


def _level(row: Any) -> StockLevel:
    return StockLevel(
        variant_id=global_id("ProductVariant", row.product_variant_id),
        warehouse_id=global_id("Warehouse", row.warehouse_id),
        quantity=row.quantity,
        allocated=row.quantity - row.available_quantity,
    )


def _pk(type_name: str, gid: str) -> str:
    """ "" for what is no ID of that type."""
    try:
        found, key = graphene.Node.from_global_id(gid)
    except Exception:  # graphql-relay raises whatever its decoding stumbles on
        return ""
    return str(key) if found == type_name else ""
