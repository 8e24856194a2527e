"""The table of offers: which supplier supplies which variant from which pickup point.

A row is known by these three; the variant by its ID or its SKU. A new offer is active unless its row says otherwise,
and then its supplier must be allowed to sell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from odop_consignment.imports import references, skus
from odop_consignment.imports.columns import ERRORS, Column
from odop_consignment.imports.problems import Problem
from odop_consignment.imports.records import Record
from odop_consignment.imports.references import find_supplier, iterate_by_key, reference_of
from odop_consignment.imports.table import Outcome, Reveal, Table
from odop_consignment.models import Agreement, Offer, Supplier, TableKind
from odop_consignment.offers.eligibility import lock_offers
from odop_consignment.offers.pickup_points import find_unknown_points
from odop_consignment.offers.records import OfferRow, save_offers
from odop_core.i18n import _, pgettext
from odop_core.india import aadhaar

COLUMNS = (
    replace(references.SUPPLIER, example="EXAMPLE-1"),
    skus.VARIANT,
    references.PICKUP_POINT,
    skus.SKU,
    Column("product_id", pgettext("column", "Product"), is_exact=True),
    Column(
        "agreement", pgettext("column", "Agreement"), "ODOP/2026/000123",
        also=("Agreement number", "अनुबंध संख्या"), is_exact=True,
    ),
    Column("priority", pgettext("column", "Priority"), "100"),
    Column(
        "low_stock_at", pgettext("column", "Low stock at"), "5",
        also=("Minimum stock", "Min stock", "Reorder level", "न्यूनतम स्टॉक"),
    ),
    Column("active", pgettext("column", "Active"), "yes"),
    Column("supplier_name", pgettext("column", "Supplier's name"), exported_only=True),
    ERRORS,
)  # fmt: skip
CHANGEABLE = ("product_id", "agreement_id", "priority", "low_stock_at", "active")
NO_POINT = Problem(_("The store has no such warehouse. Choose one of its warehouses, or make a pickup point."))
NO_AGREEMENT = Problem(_("The supplier has no agreement of this reference."))


def offer_key(row: Record) -> tuple[str, ...]:
    return row.text("supplier").casefold(), row.text("pickup_point_id"), row.text("variant_id") or row.text("sku")


def look_up(groups: list[list[Record]]) -> None:
    """What the store knows of the rows: variants by SKU, and whether it has the warehouses. Raises StoreUnavailable,
    StoreRefused."""
    skus.look_up_variants(groups)
    named = [(row, row.text("pickup_point_id")) for group in groups for row in group if not row.problems]
    # What may not be kept here is not sent elsewhere either.
    points = {point for _row, point in named if point and not aadhaar.contains_aadhaar(point)}
    unknown = find_unknown_points(points) if points else set()
    for row, point in named:
        if point in unknown:
            row.add_problem(NO_POINT, "pickup_point_id")


def import_offer(group: list[Record], by: str) -> Outcome:
    """Make the offer, or change the one there is."""
    row = group[0]
    wanted = _wanted(row)
    row.raise_problems()
    there = Offer.objects.filter(
        supplier_id=wanted.supplier_id, variant_id=wanted.variant_id, pickup_point_id=wanted.pickup_point_id
    ).values(*CHANGEABLE)
    before = there.first()
    result = save_offers([wanted], by=by)[0]
    if result.error:
        raise result.error
    if result.created:
        return Outcome.CREATED
    return Outcome.SAME if before == there.all().first() else Outcome.CHANGED


def _wanted(row: Record) -> OfferRow:
    reference, variant, point = row.require("supplier"), skus.variant_of(row), row.require("pickup_point_id")
    supplier = find_supplier(reference) if reference else None
    if reference and supplier is None:
        row.add_problem(references.NO_SUPPLIER, "supplier")
    return OfferRow(
        supplier_id=supplier.pk if supplier else 0,
        variant_id=variant,
        pickup_point_id=point,
        product_id=row.text("product_id") or None,
        agreement_id=_agreement(row, supplier),
        priority=row.integer("priority"),
        low_stock_at=row.integer("low_stock_at"),
        active=row.boolean("active"),
    )


def _agreement(row: Record, supplier: Supplier | None) -> int | None:
    reference = row.text("agreement")
    if not reference or supplier is None:
        return None
    found = Agreement.objects.filter(supplier=supplier, reference=reference).values_list("pk", flat=True).first()
    if found is None:
        row.add_problem(NO_AGREEMENT, "agreement")
    return found


def lock_variants(batch: list[list[Record]]) -> None:
    """All variants of a batch in one order, so that it and a sale never wait for each other."""
    lock_offers({record.text("variant_id") for group in batch for record in group} - {""})


def export_offers(_reveal: Reveal | None) -> Iterator[dict[str, object]]:
    for offer in iterate_by_key(Offer.objects.select_related("supplier", "agreement")):
        yield {
            "supplier": reference_of(offer.supplier),
            "variant_id": offer.variant_id,
            "pickup_point_id": offer.pickup_point_id,
            "product_id": offer.product_id,
            "agreement": offer.agreement.reference if offer.agreement else "",
            "priority": offer.priority,
            "low_stock_at": offer.low_stock_at,
            "active": "yes" if offer.active else "no",
            "supplier_name": offer.supplier.name,
        }


OFFERS = Table(
    kind=TableKind.OFFERS,
    columns=COLUMNS,
    key=offer_key,
    import_group=import_offer,
    export_rows=export_offers,
    lock=lock_variants,
    look_up=look_up,
)
