"""What the recorded Saleor answers to each of the App's own GraphQL documents, by the operation's name.

It invents nothing but what a recording cannot hold: the fulfilments, stock changes and invoices it is asked to make.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from devtools.replay.recordings import recorded_answer, recorded_ids
from devtools.replay.store import RecordedStore, moment
from devtools.sample import PickupPoint


def _identity(store: RecordedStore, _variables: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = recorded_answer("app_identity", store.folder)["answer"]["data"]
    return data


def _app_webhooks(_store: RecordedStore, _variables: dict[str, Any]) -> dict[str, Any]:
    return {"app": {"webhooks": [{"id": "V2ViaG9vazox"}, {"id": "V2ViaG9vazoy"}]}}


def _webhook_update(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    store.webhook_headers = json.loads(variables["headers"])
    return {"webhookUpdate": {"errors": []}}


def _product_by_id(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    return {"product": store.products.get(variables["id"])}


def _order_by_id(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    return {"order": store.orders.get(variables["id"])}


def _orders_changed_since(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    return {"orders": _changed_since(store.orders, variables)}


def _products_changed_since(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    return {"products": _changed_since(store.products, variables)}


def _changed_since(nodes: dict[str, dict[str, Any]], variables: dict[str, Any]) -> dict[str, Any]:
    """Saleor's cursor is opaque; ours is a position in the list."""
    since, start = moment(variables["since"]), int(variables.get("after") or 0)
    changed = sorted(
        (node for node in nodes.values() if moment(node["updatedAt"]) >= since),
        key=lambda node: (moment(node["updatedAt"]), node["id"]),
    )
    end = start + int(variables["first"])
    page = {"hasNextPage": end < len(changed), "endCursor": str(end)}
    return {"pageInfo": page, "edges": [{"node": node} for node in changed[start:end]]}


def _attribute_by_slug(_store: RecordedStore, _variables: dict[str, Any]) -> dict[str, Any]:
    """Nobody has set attributes up in this shop."""
    return {"named": None, "referenced": None}


def _warehouse_by_id(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    keys = {identifier: key for key, identifier in recorded_ids(store.folder)["warehouses"].items()}
    key = keys.get(variables["id"])
    return {"warehouse": _warehouse(variables["id"], store.catalogue.pickup_points()[key]) if key else None}


def _warehouse(identifier: str, point: PickupPoint) -> dict[str, Any]:
    address = {
        "firstName": "", "lastName": "", "companyName": point.name, "streetAddress1": point.street_address_1,
        "streetAddress2": "", "city": point.city.upper(), "cityArea": "", "postalCode": point.postal_code,
        "countryArea": point.country_area, "country": {"code": "IN"}, "phone": "",
    }  # fmt: skip
    return {
        "id": identifier, "slug": point.slug, "name": point.name, "email": "", "externalReference": None,
        "clickAndCollectOption": "DISABLED", "address": address,
    }  # fmt: skip


def _order_fulfill(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    """Saleor's own refusal when there is nothing left to ship; else a fulfilment in the recorded shape."""
    node = store.orders.get(variables["order"])
    lines = {line["id"]: line for line in node["lines"]} if node else {}
    wanted = {entry["orderLineId"]: entry["stocks"] for entry in variables["lines"]}
    pieces = {line: sum(stock["quantity"] for stock in stocks) for line, stocks in wanted.items()}
    if node is None or any(count > lines[line]["quantityToFulfill"] for line, count in pieces.items()):
        refused: dict[str, Any] = recorded_answer("order_fulfill_refused", store.folder)["answer"]["data"]
        return refused
    store.made_fulfillments += 1
    now = datetime.now(UTC).isoformat()
    fulfillment = {
        "id": f"RnVsZmlsbG1lbnQ6{store.made_fulfillments:04d}", "status": "FULFILLED",
        "trackingNumber": variables["trackingNumber"], "fulfillmentOrder": len(node["fulfillments"]) + 1,
        "created": now, "warehouse": {"id": next(iter(wanted.values()))[0]["warehouse"]},
        "lines": [
            {"id": f"{line}:{number}", "quantity": count, "orderLine": {"id": line}}
            for number, (line, count) in enumerate(pieces.items())
        ],
    }  # fmt: skip
    for line, count in pieces.items():
        lines[line]["quantityFulfilled"] += count
        lines[line]["quantityToFulfill"] -= count
    whole = all(line["quantityToFulfill"] == 0 for line in node["lines"])
    node["status"], node["updatedAt"] = "FULFILLED" if whole else "PARTIALLY_FULFILLED", now
    node["fulfillments"].append({**fulfillment, "totalRefundedAmount": None, "shippingRefundedAmount": None})
    order = {name: node[name] for name in ("id", "number", "status", "updatedAt")}
    return {"orderFulfill": {"fulfillments": [fulfillment], "order": order, "errors": []}}


def _order_invoices(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    order = variables["order"]
    return {"order": {"id": order, "invoices": store.invoices.get(order, [])} if order in store.orders else None}


def _invoice_create(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    invoices = store.invoices.setdefault(variables["order"], [])
    reference = variables["metadata"][0]["value"]
    invoices.append({"id": f"SW52b2ljZTo{reference}", "number": variables["number"], "metafield": reference})
    return {"invoiceCreate": {"invoice": invoices[-1] | {"url": variables["url"]}, "errors": []}}


def _variants_by_sku(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    """Those of the sample catalogue."""
    ids = recorded_ids(store.folder)
    nodes = [
        {
            "id": ids["variants"][variant.sku], "sku": variant.sku,
            "product": {"id": ids["products"][product.slug], "name": product.name_en},
        }
        for product in store.catalogue.products
        for variant in product.variants
        if variant.sku in variables["skus"]
    ]  # fmt: skip
    return {"productVariants": {"edges": [{"node": node} for node in nodes]}}


def _stock_levels(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    nodes = [{"id": variant, "stocks": _stocks(store, variant)} for variant in variables["variants"]]
    return {"productVariants": {"edges": [{"node": node} for node in nodes]}}


def _variant_stock(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    """Every variant is known here, and is of a product of its own."""
    variant = variables["variant"]
    metadata = store.variant_metadata.get((variant, variables["key"]))
    product = {"id": f"product of {variant}"}
    return {
        "productVariant": {
            "id": variant, "product": product, "privateMetafield": metadata, "stocks": _stocks(store, variant),
        }
    }  # fmt: skip


def _variant_stock_update(store: RecordedStore, variables: dict[str, Any]) -> dict[str, Any]:
    """As in Saleor, numbers and metadata change together."""
    given = variables["variant"]
    variant = given["id"]
    rows = {row["id"]: row["warehouse"]["id"] for row in _stocks(store, variant)}
    for entry in given["stocks"].get("create", []):
        store.stock[variant, entry["warehouse"]] = entry["quantity"]
    for entry in given["stocks"].get("update", []):
        store.stock[variant, rows[entry["stock"]]] = entry["quantity"]
    for entry in given["privateMetadata"]:
        store.variant_metadata[variant, entry["key"]] = entry["value"]
    store.made_stock_changes += 1
    node = {"id": variant, "stocks": _stocks(store, variant)}
    return {"productVariantBulkUpdate": {"results": [{"errors": None, "productVariant": node}], "errors": []}}


def _stocks(store: RecordedStore, variant: str) -> list[dict[str, Any]]:
    return [
        {
            "id": f"stock of {variant} in {warehouse}", "warehouse": {"id": warehouse}, "quantity": quantity,
            "quantityAllocated": store.promised.get((variant, warehouse), 0),
        }
        for (stocked, warehouse), quantity in store.stock.items()
        if stocked == variant
    ]  # fmt: skip


ANSWERS: dict[str, Callable[[RecordedStore, dict[str, Any]], dict[str, Any]]] = {
    "OdopAppIdentity": _identity,
    "OdopAppWebhooks": _app_webhooks,
    "OdopWebhookUpdate": _webhook_update,
    "OdopProductById": _product_by_id,
    "OdopAttributeBySlug": _attribute_by_slug,
    "OdopOrderById": _order_by_id,
    "OdopOrdersChangedSince": _orders_changed_since,
    "OdopProductsChangedSince": _products_changed_since,
    "OdopWarehouseById": _warehouse_by_id,
    "OdopOrderFulfill": _order_fulfill,
    "OdopOrderInvoices": _order_invoices,
    "OdopInvoiceCreate": _invoice_create,
    "OdopStockLevels": _stock_levels,
    "OdopVariantStock": _variant_stock,
    "OdopVariantStockUpdate": _variant_stock_update,
    "OdopVariantsBySku": _variants_by_sku,
}
