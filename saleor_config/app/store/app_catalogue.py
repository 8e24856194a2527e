"""The catalogue port over GraphQL: a Saleor that installed us as an App.

An inbox event's payload is `{"product": <OdopProduct>}`, or `{"deleted": <global ID>}`. Setting attributes up needs the
permission MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES; everything else works without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.text import slugify

from odop_core.store.catalogue import AttributeSpec, ChangedProduct, ProductSnapshot, ProductTax, ValueSpec, VariantInfo
from odop_core.store.port import MalformedProduct, StoreRefused
from saleor_config.app.models import active_installation
from saleor_config.app.saleor_client.client import GraphQLClient, active_client
from saleor_config.app.store import tax_classes, variants
from saleor_config.app.store.product_payload import product_snapshot

# Products asked for at once, and values created at once.
PAGE = 100
VALUES_AT_ONCE = 200


class AppCatalogue:
    """Speaks to the Saleor that installed us last. Any call to it raises StoreUnavailable before the first did."""

    def ensure_attribute(self, spec: AttributeSpec) -> list[str]:
        client = active_client()
        attribute = _find(client, spec.slug)
        if attribute is None:
            changes = _create(client, spec)
            attribute = _find(client, spec.slug)
            if attribute is None:
                raise StoreRefused(f"Saleor does not show the attribute {spec.slug} it has just created.")
        else:
            changes = _repair(client, attribute, spec)
        return changes + _ensure_values(client, attribute, spec.values)

    def ensure_value(self, attribute: str, value: ValueSpec) -> list[str]:
        if active_installation() is None:
            return []  # nothing was ever set up
        client = active_client()
        found = _find(client, attribute)
        return _ensure_values(client, found, [value]) if found else []

    def assign_attributes(self, attributes: list[str], product_types: list[str]) -> list[str]:
        client = active_client()
        edges = client.run("product_types_by_slug", slugs=product_types)["productTypes"]["edges"]
        types = {edge["node"]["slug"]: edge["node"] for edge in edges}
        if unknown := [slug for slug in product_types if slug not in types]:
            raise StoreRefused(f"The shop has no product type {', '.join(unknown)}.")
        changes = []
        for kind in product_types:
            present = {row["slug"] for row in types[kind]["productAttributes"]}
            missing = [slug for slug in attributes if slug not in present]
            if missing:
                _assign(client, types[kind]["id"], missing)
            changes += [f"attribute {slug} assigned to the product type {kind}" for slug in missing]
        return changes

    def read_product(self, payload: dict[str, Any]) -> ProductSnapshot | None:
        if "deleted" in payload:
            return None
        if "product" not in payload:
            raise MalformedProduct("The payload has no product.")
        return product_snapshot(payload["product"])

    def products_changed_since(self, moment: datetime) -> Iterator[ChangedProduct]:
        """As with orders: Saleor's cursor holds the change time and the id."""
        client, cursor = active_client(), None
        since = moment.astimezone(UTC).isoformat()
        while True:
            page = client.run("products_changed_since", since=since, first=PAGE, after=cursor)["products"]
            yield from (_changed(edge["node"]) for edge in page["edges"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            cursor = page["pageInfo"]["endCursor"]

    def variants_by_sku(self, skus: Iterable[str]) -> dict[str, VariantInfo]:
        return variants.find_variants(active_client(), skus)

    def read_product_taxes(self) -> Iterator[ProductTax]:
        return tax_classes.read_product_taxes(active_client())

    def ensure_tax_class(self, name: str, rate_bp: int) -> list[str]:
        return tax_classes.ensure_tax_class(active_client(), name, rate_bp)

    def assign_tax_class(self, name: str, product_ids: Iterable[str]) -> None:
        tax_classes.assign_tax_class(active_client(), name, product_ids)


def _find(client: GraphQLClient, slug: str) -> dict[str, Any] | None:
    """The attribute with all its values under `values`."""
    values: list[dict[str, Any]] = []
    cursor = None
    while True:
        answer = client.run("attribute_by_slug", slug=slug, after=cursor)
        attribute = answer["named"] or answer["referenced"]
        if attribute is None:
            return None
        values += [edge["node"] for edge in attribute["choices"]["edges"]]
        cursor = attribute["choices"]["pageInfo"]["endCursor"]
        if not attribute["choices"]["pageInfo"]["hasNextPage"]:
            return {**attribute, "values": values}


def _create(client: GraphQLClient, spec: AttributeSpec) -> list[str]:
    """Without its values, which are then added as any that are missing."""
    settings = {
        "slug": spec.slug,
        "externalReference": spec.slug,
        "name": spec.name,
        "type": "PRODUCT_TYPE",
        "inputType": spec.input_type.value,
        "visibleInStorefront": spec.is_public,
        "filterableInStorefront": spec.is_public,
        "filterableInDashboard": True,
    }
    client.mutate("attribute_create", input=settings)
    return [f"attribute {spec.slug} created"]


def _repair(client: GraphQLClient, attribute: dict[str, Any], spec: AttributeSpec) -> list[str]:
    if attribute["type"] != "PRODUCT_TYPE" or attribute["inputType"] != spec.input_type:
        raise StoreRefused(
            f"The shop has an attribute {spec.slug} of another kind ({attribute['type']}, {attribute['inputType']}). "
            "Rename its slug, then try again."
        )
    wanted: dict[str, Any] = {"slug": spec.slug, "filterableInDashboard": True}
    if spec.is_public:
        wanted["filterableInStorefront"] = True
    changed = {name: value for name, value in wanted.items() if attribute[name] != value}
    if changed:
        client.mutate("attribute_update", id=attribute["id"], input=changed)
    return [f"{name} of attribute {spec.slug} repaired" for name in changed]


def _ensure_values(client: GraphQLClient, attribute: dict[str, Any], specs: Sequence[ValueSpec]) -> list[str]:
    rows = attribute["values"]
    by_reference = {row["externalReference"]: row for row in rows if row["externalReference"]}
    by_slug = {row["slug"]: row for row in rows if not row["externalReference"]}
    changes, new = [], []
    for spec in specs:
        row = by_reference.get(spec.reference) or by_slug.get(spec.slug or slugify(spec.name))
        wanted = {"name": spec.name, "externalReference": spec.reference}
        if row is None:
            new.append(wanted)
        elif changed := {name: value for name, value in wanted.items() if row[name] != value}:
            client.mutate("attribute_value_update", id=row["id"], input=changed)
            changes.append(f"value {spec.name} of {attribute['slug']} repaired")
    for first in range(0, len(new), VALUES_AT_ONCE):
        added = new[first : first + VALUES_AT_ONCE]
        client.mutate("attribute_update", id=attribute["id"], input={"addValues": added})
    return changes + [f"value {value['name']} of {attribute['slug']} created" for value in new]


def _assign(client: GraphQLClient, product_type: str, attributes: list[str]) -> None:
    operations = []
    for slug in attributes:
        attribute = _find(client, slug)
        if attribute is None:
            raise StoreRefused(f"The shop has no attribute {slug}.")
        operations.append({"id": attribute["id"], "type": "PRODUCT"})
    client.mutate("product_attribute_assign", productType=product_type, operations=operations)


def _changed(node: dict[str, Any]) -> ChangedProduct:
    updated_at = datetime.fromisoformat(node["updatedAt"]).astimezone(UTC)
    return ChangedProduct(node["id"], updated_at, {"product": node})
