"""Variants by their SKU, which people know, instead of by the store's ID, which they do not."""

from __future__ import annotations

from odop_consignment.imports.columns import Column
from odop_consignment.imports.problems import Problem
from odop_consignment.imports.readers import Cell
from odop_consignment.imports.records import Record
from odop_core.i18n import _, pgettext
from odop_core.india import aadhaar
from odop_core.store import host
from odop_core.store.catalogue import VariantInfo

VARIANT = Column("variant_id", pgettext("column", "Variant"), needed=True, instead="sku", is_exact=True)
SKU = Column(
    "sku", pgettext("column", "SKU"), "LKO-CHK-ANK-M",
    also=("SKU code", "SKU no", "Item code", "Product code", "Article no", "आइटम कोड", "उत्पाद कोड"),
    is_exact=True,
)  # fmt: skip

UNKNOWN = Problem(_("The store has no variant of this SKU. Write it as the store does, capitals too."))
DISAGREE = Problem(_("This SKU is of another variant than the one named. Leave one of the two empty."))


def look_up_variants(groups: list[list[Record]]) -> None:
    """Give each row that names a SKU the variant and the product it is of. Raises StoreUnavailable, StoreRefused."""
    rows = [row for group in groups for row in group if _may_be_asked(row)]
    if not rows:
        return
    known = host.current_host().catalogue().variants_by_sku({row.text("sku") for row in rows})
    for row in rows:
        _name(row, known.get(row.text("sku")))


def variant_of(row: Record) -> str:
    """The variant of a row that was asked for; "" when it has none, which is a problem of the row."""
    return row.text("variant_id") if row.has("sku") else row.require("variant_id")


def _may_be_asked(row: Record) -> bool:
    """Not for a row that is refused anyway; and what may not be kept here is not sent elsewhere either."""
    cell = row.cells.get("sku")
    return bool(
        cell and cell.text and not row.problems and not cell.problem and not aadhaar.contains_aadhaar(cell.text)
    )


def _name(row: Record, variant: VariantInfo | None) -> None:
    if variant is None:
        row.add_problem(UNKNOWN, "sku")
    elif row.text("variant_id") not in ("", variant.variant_id):
        row.add_problem(DISAGREE, "sku")
    else:
        row.cells["variant_id"] = Cell(variant.variant_id)
        if not row.has("product_id"):
            row.cells["product_id"] = Cell(variant.product_id)
