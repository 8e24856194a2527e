"""Registrations of marks, for staff."""

from __future__ import annotations

from django.db.models import Q

from odop_core.database.filters import Choice, Days, Flag, Moments, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.india import dates
from odop_provenance.artisans.records import find_artisan_rows
from odop_provenance.marks.registrations import mark_info
from odop_provenance.models import MarkKind, MarkRegistration, MarkState

MARKS = RowList(
    MarkRegistration,
    rows=lambda using: (
        MarkRegistration.objects.using(using).select_related("artisan").prefetch_related("crafts__district")
    ),
    show=lambda rows, _using: [mark_info(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=MarkState),
        "kind": Choice("kind", "What they are of.", states=MarkKind),
        "artisan": String("artisan__slug", "The slug of the artisan whose right it is."),
        "seller": String("seller", "The seller whose right it is."),
        "number": String("number", "The number in the register."),
        "gi_name": String("gi_name", "The registered name of the GI."),
        "valid_until": Days("valid_until", "The last Indian day on which it holds."),
        "is_in_force": Flag(
            "Whether it holds today.",
            holds=lambda _using: Q(state=MarkState.VERIFIED, valid_until__gte=dates.today()),
        ),
        "created_at": Moments("submitted_at", "When the registration was entered."),
    },
    sorts={"created_at": RECORDED, "valid_until": Sort("The last day on which it holds.", "valid_until")},
    search=Search(
        "Words of the number, the holder, the GI, the seller or the artisan's names.",
        columns=("number", "holder", "gi_name", "seller"),
        others={"artisan_id": find_artisan_rows},
    ),
    newest_first=False,
    owner="",
)
