"""Reading dated rules: what holds on a day, and on whose authority."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from odop_core.models import DatedRule

SEED = Path(__file__).with_name("rules.csv")


class NoRule(LookupError):
    """No rule of that code holds on that day."""


@dataclass(frozen=True)
class Rule:
    code: str
    value: Any
    valid_from: date
    citation: str
    confidence: str


def find_rule(code: str, on: date) -> Rule:
    """The rule of `code` that holds on the Indian calendar day `on`. Raises NoRule."""
    row = DatedRule.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from").first()
    if row is None or row.value is None:
        raise NoRule(f"No rule {code!r} holds on {on.isoformat()}.")
    return Rule(row.code, row.value, row.valid_from, row.citation, row.confidence)


def load_seed() -> int:
    """Add the shipped rules that are missing; rows already there are left as they are. Returns how many were added."""
    with SEED.open(encoding="utf-8", newline="") as handle:
        rows = [
            DatedRule(
                code=row["code"],
                valid_from=date.fromisoformat(row["valid_from"]),
                value=json.loads(row["value"]),
                citation=row["citation"],
                confidence=row["confidence"],
            )
            for row in csv.DictReader(handle)
        ]
    known = set(DatedRule.objects.values_list("code", "valid_from"))
    missing = [row for row in rows if (row.code, row.valid_from) not in known]
    DatedRule.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)
