"""What changes with the Indian day: regimes begin, last year's stops end, held erasures fall due, rows of
tables that were left out are forgotten."""

from __future__ import annotations

from datetime import date

from odop_consignment.imports import wrong_rows
from odop_consignment.offers import regime_changes
from odop_consignment.suppliers import erasure
from odop_core.india import dates

_seen: date | None = None


def begin_day() -> None:
    """Done once a day by each process (every other time it is only a look at the clock); harmless done twice, and tried
    again the next time when it fails."""
    global _seen
    today = dates.today()
    if _seen == today:
        return
    regime_changes.apply_due_regimes()
    erasure.erase_due()
    wrong_rows.delete_old_rows()
    _seen = today
