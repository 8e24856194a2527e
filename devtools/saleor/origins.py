"""Says in a real Saleor where the sample's products come from, as a merchant does in the Dashboard: by attributes.

The attributes must have been set up (`odop_setup_attributes`). A product whose district was chosen is left alone.
"""

from __future__ import annotations

from typing import Any

from devtools.saleor.api import SaleorApi
from devtools.sample import Catalogue, Product

PERMISSIONS = ("MANAGE_PRODUCTS", "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES")

ATTRIBUTES = """
{
  district: attribute(slug: "odop-district") { id choices(first: 100) { edges { node { id slug } } } }
  craft: attribute(slug: "odop-craft") { id }
  artisan: attribute(slug: "odop-artisan") { id }
}
"""
CHOSEN = """
query Chosen($slugs: [String!]!) {
  products(first: 100, filter: { slugs: $slugs }) {
    edges { node { id slug attributes { attribute { slug } values { slug } } } }
  }
}
"""
CHOOSE = """
mutation Choose($id: ID!, $input: ProductInput!) {
  productUpdate(id: $id, input: $input) { errors { field message code } }
}
"""


def choose_origins(api: SaleorApi, catalogue: Catalogue) -> list[str]:
    """Slugs of the products chosen for. Raises SaleorRefused."""
    attributes = api.query(ATTRIBUTES)
    slugs = [product.slug for product in catalogue.products]
    saved = {edge["node"]["slug"]: edge["node"] for edge in api.query(CHOSEN, slugs=slugs)["products"]["edges"]}
    missing = [product for product in catalogue.products if not _is_chosen(saved[product.slug])]
    for product in missing:
        values = _values(product, attributes)
        api.mutate(CHOOSE, id=saved[product.slug]["id"], input={"attributes": values})
    return [product.slug for product in missing]


def _is_chosen(product: dict[str, Any]) -> bool:
    return any(row["values"] for row in product["attributes"] if row["attribute"]["slug"] == "odop-district")


def _values(product: Product, attributes: dict[str, Any]) -> list[dict[str, Any]]:
    """A district's value has its slug; crafts and artisans are known by their references."""
    districts = {edge["node"]["slug"]: edge["node"]["id"] for edge in attributes["district"]["choices"]["edges"]}
    chosen = {
        "district": {"id": districts[product.district]},
        "craft": {"externalReference": f"odop-craft:{product.craft}"},
    }
    if product.supplier:
        chosen["artisan"] = {"externalReference": f"odop-artisan:{product.supplier}"}
    return [{"id": attributes[name]["id"], "dropdown": value} for name, value in chosen.items()]
