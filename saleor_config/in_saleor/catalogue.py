"""The catalogue port inside Saleor: attributes and products are rows of the same database.

Saleor has no function for most of this outside its GraphQL mutations, so what those do besides saving is done here too:
sort orders, unique slugs, and marking the products whose search text changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import graphene
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from django.utils.text import slugify
from saleor.attribute import AttributeInputType, AttributeType
from saleor.attribute.models import (
    AssignedProductAttributeValue,
    Attribute,
    AttributeProduct,
    AttributeValue,
    AttributeValueTranslation,
)
from saleor.core.utils import prepare_unique_slug
from saleor.product.models import Product, ProductTranslation, ProductType, ProductVariant
from text_unidecode import unidecode

from odop_core.database.locks import lock_subject
from odop_core.store.catalogue import (
    NO,
    PREFIX,
    YES,
    AttributeSpec,
    ChangedProduct,
    ProductSnapshot,
    ProductTax,
    ValueSpec,
    VariantInfo,
)
from odop_core.store.port import MalformedProduct, StoreRefused, StoreUnavailable
from saleor_config.in_saleor import tax_classes
from saleor_config.in_saleor.snapshot import global_id

# Changed products, and SKUs, read at once.
PAGE = 500


class InSaleorCatalogue:
    """Fulfils `odop_core.store.catalogue.Catalogue`. An inbox event carries only `{"product_id": <global ID>}`."""

    def ensure_attribute(self, spec: AttributeSpec) -> list[str]:
        with _answering(), transaction.atomic():
            lock_subject("attribute", spec.slug)
            attribute = _find(spec.slug)
            changes = _create(spec) if attribute is None else _repair(attribute, spec)
            return changes + _ensure_values(attribute or Attribute.objects.get(slug=spec.slug), spec.values)

    def ensure_value(self, attribute: str, value: ValueSpec) -> list[str]:
        with _answering(), transaction.atomic():
            lock_subject("attribute", attribute)
            found = _find(attribute)
            return _ensure_values(found, [value]) if found else []

    @transaction.atomic
    def assign_attributes(self, attributes: list[str], product_types: list[str]) -> list[str]:
        wanted = {row.slug: row for row in Attribute.objects.filter(slug__in=attributes)}
        types = {row.slug: row for row in ProductType.objects.filter(slug__in=product_types)}
        _refuse_unknown("attribute", attributes, wanted)
        _refuse_unknown("product type", product_types, types)
        pairs = AttributeProduct.objects.filter(attribute__in=wanted.values(), product_type__in=types.values())
        known = set(pairs.values_list("attribute__slug", "product_type__slug"))
        missing = [(slug, kind) for kind in product_types for slug in attributes if (slug, kind) not in known]
        for slug, kind in missing:
            AttributeProduct(attribute=wanted[slug], product_type=types[kind]).save()  # sets the sort order
        return [f"attribute {slug} assigned to the product type {kind}" for slug, kind in missing]

    def read_product(self, payload: dict[str, Any]) -> ProductSnapshot | None:
        try:
            type_name, pk = graphene.Node.from_global_id(str(payload["product_id"]))
            product = Product.objects.select_related("product_type", "category").filter(pk=int(pk)).first()
        except (KeyError, ValueError) as error:
            raise MalformedProduct(f"{payload!r} cannot be read as a product: {error}") from error
        if type_name != "Product":
            raise MalformedProduct(f"{payload['product_id']} is not the id of a product.")
        return _snapshot(product) if product else None

    def products_changed_since(self, moment: datetime) -> Iterator[ChangedProduct]:
        page = _page(Q(updated_at__gte=moment))
        while page:
            yield from (_changed(*row) for row in page)
            last_pk, last_change = page[-1]
            page = _page(Q(updated_at__gt=last_change) | Q(updated_at=last_change, pk__gt=last_pk))

    def variants_by_sku(self, skus: Iterable[str]) -> dict[str, VariantInfo]:
        wanted = sorted(set(skus))
        with _answering():
            pages = [_variants(wanted[start : start + PAGE]) for start in range(0, len(wanted), PAGE)]
        return {sku: info for page in pages for sku, info in page.items()}

    def read_product_taxes(self) -> Iterator[ProductTax]:
        return tax_classes.read_product_taxes()

    def ensure_tax_class(self, name: str, rate_bp: int) -> list[str]:
        with _answering():
            return tax_classes.ensure_tax_class(name, rate_bp)

    def assign_tax_class(self, name: str, product_ids: Iterable[str]) -> None:
        with _answering():
            tax_classes.assign_tax_class(name, product_ids)


@contextmanager
def _answering() -> Iterator[None]:
    """What the database says, in the port's words."""
    try:
        yield
    except OperationalError as error:
        raise StoreUnavailable(f"Saleor's database did not take the change: {error}") from error
    except IntegrityError as error:
        raise StoreRefused(f"Something else in this shop has the same slug or reference: {error}") from error


def _find(slug: str) -> Attribute | None:
    """By its slug; or by its reference, when somebody changed the slug."""
    found = Attribute.objects.filter(Q(slug=slug) | Q(external_reference=slug))
    return min(found, key=lambda attribute: attribute.slug != slug, default=None)


def _create(spec: AttributeSpec) -> list[str]:
    Attribute.objects.create(
        slug=spec.slug,
        external_reference=spec.slug,
        name=spec.name,
        type=AttributeType.PRODUCT_TYPE,
        input_type=_input_type(spec),
        visible_in_storefront=spec.is_public,
        filterable_in_storefront=spec.is_public,
        filterable_in_dashboard=True,
    )
    return [f"attribute {spec.slug} created"]


def _input_type(spec: AttributeSpec) -> str:
    return str(getattr(AttributeInputType, spec.input_type))


def _repair(attribute: Attribute, spec: AttributeSpec) -> list[str]:
    if attribute.type != AttributeType.PRODUCT_TYPE or attribute.input_type != _input_type(spec):
        raise StoreRefused(
            f"The shop has an attribute {spec.slug} of another kind ({attribute.type}, {attribute.input_type}). "
            "Rename its slug, then try again."
        )
    wanted = {"slug": spec.slug, "filterable_in_dashboard": True}
    if spec.is_public:
        wanted["filterable_in_storefront"] = True
    changed = [name for name, value in wanted.items() if getattr(attribute, name) != value]
    for name in changed:
        setattr(attribute, name, wanted[name])
    if changed:
        attribute.save(update_fields=changed)
    return [f"{name} of attribute {spec.slug} repaired" for name in changed]


def _ensure_values(attribute: Attribute, specs: Iterable[ValueSpec]) -> list[str]:
    rows = list(AttributeValue.objects.filter(attribute=attribute))
    by_reference = {row.external_reference: row for row in rows if row.external_reference}
    by_slug = {row.slug: row for row in rows if not row.external_reference}
    slugs = {row.slug for row in rows}
    new: list[Any] = []
    changed, renamed, in_hindi = [], [], []
    for spec in specs:
        row = by_reference.get(spec.reference) or by_slug.get(spec.slug or _slug(spec.name))
        if row is None:
            row = AttributeValue(attribute=attribute, external_reference=spec.reference, name=spec.name)
            row.slug = _take_slug(spec.slug or spec.name, slugs)
            new.append(row)
        elif row.name != spec.name or row.external_reference != spec.reference:
            if row.name != spec.name:
                slugs.discard(row.slug)
                row.name, row.slug = spec.name, _take_slug(spec.slug or spec.name, slugs)
                renamed.append(row)
            row.external_reference = spec.reference
            changed.append(row)
        in_hindi.append((row, spec.name_hi))
    _append(new, rows)
    AttributeValue.objects.bulk_update(changed, ["name", "slug", "external_reference"], batch_size=500)
    _search_anew(renamed)
    return [
        *(f"value {row.name} of {attribute.slug} created" for row in new),
        *(f"value {row.name} of {attribute.slug} repaired" for row in changed),
        *(f"value {row.name} of {attribute.slug} translated" for row in _translate(in_hindi) if row not in new),
    ]


def _translate(in_hindi: list[tuple[Any, str]]) -> list[Any]:
    """Name these values in Hindi, or no more. Returns those whose Hindi name changed."""
    translations = AttributeValueTranslation.objects.filter(
        attribute_value__in=[row for row, _name in in_hindi], language_code="hi"
    )
    known = {translation.attribute_value_id: translation for translation in translations}
    changed = [(row, name) for row, name in in_hindi if name != (known[row.pk].name if row.pk in known else "")]
    gone = [row for row, name in changed if not name]
    translations.filter(attribute_value__in=gone).delete()
    AttributeValueTranslation.objects.bulk_create(
        [
            AttributeValueTranslation(attribute_value=row, language_code="hi", name=name)
            for row, name in changed
            if name
        ],
        update_conflicts=True,
        unique_fields=["language_code", "attribute_value"],
        update_fields=["name"],
        batch_size=500,
    )
    return [row for row, _name in changed]


def _slug(name: str) -> str:
    return str(slugify(unidecode(name)))


def _take_slug(name: str, taken: set[str]) -> str:
    """As Saleor's mutations make it."""
    slug = str(prepare_unique_slug(_slug(name), taken))
    taken.add(slug)
    return slug


def _append(new: list[Any], rows: list[Any]) -> None:
    first = max((row.sort_order for row in rows if row.sort_order is not None), default=-1) + 1
    for number, row in enumerate(new, start=first):
        row.sort_order = number
    AttributeValue.objects.bulk_create(new, batch_size=500)


def _search_anew(values: list[Any]) -> None:
    """Saleor finds products by the names of their values; it rebuilds what is marked within a minute."""
    if values:
        holders = AssignedProductAttributeValue.objects.filter(value__in=values).values("product_id")
        Product.objects.filter(pk__in=holders, search_index_dirty=False).update(search_index_dirty=True)


def _refuse_unknown(what: str, wanted: list[str], found: dict[str, Any]) -> None:
    if unknown := [slug for slug in wanted if slug not in found]:
        raise StoreRefused(f"The shop has no {what} {', '.join(unknown)}.")


def _snapshot(product: Any) -> ProductSnapshot:
    return ProductSnapshot(
        id=global_id("Product", product.pk),
        name=product.name,
        name_hi=_name_hi(product),
        slug=product.slug,
        product_type=product.product_type.slug,
        attributes=_attributes(product),
        category_ids=_category_path(product.category),
        updated_at=product.updated_at.astimezone(UTC),
    )


def _name_hi(product: Any) -> str:
    translated = ProductTranslation.objects.filter(product_id=product.pk, language_code="hi")
    return translated.values_list("name", flat=True).first() or ""


def _category_path(category: Any) -> tuple[str, ...]:
    """Its own ID, then those of its ancestors up to the root."""
    if category is None:
        return ()
    pks = category.get_ancestors(ascending=True, include_self=True).values_list("pk", flat=True)
    return tuple(global_id("Category", pk) for pk in pks)


def _attributes(product: Any) -> dict[str, tuple[str, ...]]:
    """Only what the product's type still has: Saleor keeps the values of attributes that were taken from it, unseen."""
    assigned = AssignedProductAttributeValue.objects.filter(
        product_id=product.pk,
        value__attribute__slug__startswith=PREFIX,
        value__attribute__attributeproduct__product_type_id=product.product_type_id,
    )
    rows = assigned.order_by("sort_order", "pk").values_list(
        "value__attribute__slug", "value__boolean", "value__external_reference", "value__slug"
    )
    found = defaultdict(list)
    for attribute, boolean, reference, slug in rows:
        found[attribute].append((reference or slug) if boolean is None else YES if boolean else NO)
    return {attribute: tuple(values) for attribute, values in sorted(found.items())}


def _page(condition: Q) -> list[tuple[int, datetime]]:
    products = Product.objects.filter(condition).order_by("updated_at", "pk")
    return list(products.values_list("pk", "updated_at")[:PAGE])


def _variants(skus: list[str]) -> dict[str, VariantInfo]:
    rows = ProductVariant.objects.filter(sku__in=skus).values_list("sku", "pk", "product_id", "product__name")
    return {
        sku: VariantInfo(global_id("ProductVariant", pk), global_id("Product", product_pk), name)
        for sku, pk, product_pk, name in rows
    }


def _changed(pk: int, updated_at: datetime) -> ChangedProduct:
    product_id = global_id("Product", pk)
    return ChangedProduct(product_id, updated_at, {"product_id": product_id})
