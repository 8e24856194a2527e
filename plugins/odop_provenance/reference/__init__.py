"""The shipped districts and crafts (see README.md here for sources and confidence), brought into the database.

Runs after every migrate and changes only what differs, so a corrected name arrives with the next release. Districts
are matched by LGD code, crafts by district and slug. A Hindi name that a person has reviewed is never overwritten.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from odop_provenance.models import Craft, District

FOLDER = Path(__file__).parent
REVIEWED = {"name_hi", "name_hi_reviewed"}


@transaction.atomic
def load() -> None:
    for row in _rows("districts.csv"):
        code = row.pop("lgd_code")
        _bring_up_to_date(District, {"lgd_code": int(code)}, row)
    districts = {district.slug: district for district in District.objects.all()}
    for row in _rows("crafts.csv"):
        key = {"district": districts[row.pop("district_slug")], "slug": row.pop("craft_slug")}
        row["hsn"] = row.pop("hsn_chapter_or_heading")
        del row["hsn_confidence"], row["hsn_reason"]  # for who reads the table
        registered: str = row.pop("gi_registered_on")
        _bring_up_to_date(
            Craft, key, {**row, "gi_registered_on": date.fromisoformat(registered) if registered else None}
        )


def _bring_up_to_date(model: Any, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Insert, or save the differing fields only."""
    known = model.objects.filter(**key).first()
    if known is None:
        model.objects.create(**key, **values)
        return
    kept = REVIEWED if getattr(known, "name_hi_reviewed", False) else set()
    changed = [name for name, value in values.items() if name not in kept and getattr(known, name) != value]
    for name in changed:
        setattr(known, name, values[name])
    if changed:
        known.save(update_fields=changed)


def _rows(name: str) -> list[dict[str, Any]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
