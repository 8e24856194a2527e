"""Where products come from."""

from __future__ import annotations

from typing import Any

from conftest import Server, some

FIELDS = ("district", "craft", "artisan")


def test_every_product_says_where_it_comes_from(visitor: Server, host: str, facts: dict[str, Any]) -> None:
    for product in some(facts["products"], "products"):
        shown = _provenance(visitor, host, product)
        expected = {name: product[name] for name in FIELDS if name in product}
        assert {name: _slug(shown, name) for name in expected} == expected, product["id"]


def test_a_page_of_products_says_it_too(visitor: Server, host: str, facts: dict[str, Any]) -> None:
    # given
    products = {product["id"]: product for product in some(facts["products"], "products")}

    # when
    if host == "app":
        keys = [{"__typename": "Product", "id": product_id} for product_id in list(products)[:100]]
        nodes = visitor.ask("subgraph/product_provenance", products=keys)["_entities"]
        assert len(nodes) == len(keys)
    else:
        channel = next(iter(products.values()))["channel"]
        page = visitor.ask("in_store/products_with_provenance", channel=channel, first=100)
        nodes = [edge["node"] for edge in page["products"]["edges"] if edge["node"]["id"] in products]
        assert nodes

    # then
    for node in nodes:
        assert _slug(node["provenance"], "district") == products[node["id"]]["district"]


def _provenance(visitor: Server, host: str, product: dict[str, Any]) -> dict[str, Any] | None:
    if host == "saleor":
        found = visitor.ask("in_store/product_provenance", id=product["id"], channel=product["channel"])["product"]
    else:
        key = {"__typename": "Product", "id": product["id"]}
        (found,) = visitor.ask("subgraph/product_provenance", products=[key])["_entities"]
    provenance: dict[str, Any] | None = found["provenance"]
    return provenance


def _slug(provenance: dict[str, Any] | None, name: str) -> str | None:
    return provenance[name]["slug"] if provenance and provenance[name] else None
