"""Finding what a row names: by the corporation's own reference, or by our number written as #17."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from odop_consignment.imports.columns import Column
from odop_consignment.imports.problems import Problem
from odop_consignment.models import Supplier
from odop_core.i18n import _, pgettext
from odop_core.normalization import plain_text

PAGE = 500

SUPPLIER = Column(
    "supplier",
    pgettext("column", "Supplier"),
    "UP-LKO-0017",
    needed=True,
    is_exact=True,
    also=(
        "Supplier reference",
        "Supplier code",
        "Supplier ID",
        "Supplier no",
        "Artisan code",
        "आपूर्तिकर्ता का संदर्भ",
        "आपूर्तिकर्ता कोड",
        "कारीगर कोड",
    ),
)
PICKUP_POINT = Column(
    "pickup_point_id", pgettext("column", "Pickup point"), "V2FyZWhvdXNlOjE=", needed=True, is_exact=True,
    also=("Warehouse", "Warehouse ID", "Centre", "केंद्र", "गोदाम"),
)  # fmt: skip

LONGEST = 64
TOO_LONG = Problem(_("A reference has at most 64 characters."))
NUMBER_UNKNOWN = Problem(_("No supplier has this number. Leave out the # to give a reference of your own."))
NO_SUPPLIER = Problem(_("There is no supplier of this reference. Hand in the suppliers first."))


def number_in(reference: str) -> int | None:
    """17 for "#17"; None for a reference in the corporation's own words."""
    match = re.fullmatch(r"#(\d{1,18})", reference)
    return int(match.group(1)) if match else None


def find_supplier(reference: str) -> Supplier | None:
    reference = plain_text(reference)
    number = number_in(reference)
    return Supplier.objects.filter(**({"pk": number} if number else {"reference": reference})).first()


def reference_of(row: Any) -> str:
    """As an export calls a row, so that an import finds it again."""
    return row.reference or f"#{row.pk}"


def iterate_by_key(rows: QuerySet[Any], together: Callable[[list[Any]], object] | None = None) -> Iterator[Any]:
    """All rows, a page at a time, each after the key of the last: as flat as an iterator, without a transaction.

    `together` gets each page before its rows are handed out.
    """
    last = 0
    while page := list(rows.filter(pk__gt=last).order_by("pk")[:PAGE]):
        if together:
            together(page)
        yield from page
        last = page[-1].pk
