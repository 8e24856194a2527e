"""Why tax was kept at source: the reason that was written down with the credit it was taken of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from odop_accounts.models import JournalEntry, StatementLine, TaxCollection, TaxDeduction
from odop_accounts.posting.deductions import fact_name
from odop_accounts.posting.facts import Kind
from odop_core.i18n import Text, in_lines

_KINDS = (Kind.TCS.value, Kind.TDS.value)


def reasons_of(rows: Sequence[StatementLine], using: str = "default") -> dict[int, Text]:
    """By the key of the line, of those that are tax at source. Three queries, none where no line is.

    An entry is of one fact (`sale:12:tds:delivered`), of which several credits may be written down: the one of which
    the tax is the line's is its reason, and where there is none, all that brought tax are.
    """
    lines = [row for row in rows if row.kind in _KINDS]
    if not lines:
        return {}
    keys = dict(
        JournalEntry.objects.using(using).filter(pk__in=[row.entry_id for row in lines]).values_list("pk", "key")
    )
    credits = _credits({row.source for row in lines}, using)
    found = {}
    for row in lines:
        known = credits[row.source, row.kind, fact_name(row.source, keys[row.entry_id])]
        tax = row.tcs_paise if row.kind == Kind.TCS else row.tds_paise
        reasons = [why for paise, why in known if paise == tax][:1] or [why for paise, why in known if paise]
        if reasons:
            found[row.pk] = in_lines(reasons)
    return found


def _credits(sources: set[str], using: str) -> dict[tuple[str, str, str], list[tuple[int, Text]]]:
    """The tax of each credit and its reason, by source, kind and name of the fact."""
    columns = "source", "key", "tax_paise", "why"
    collected = TaxCollection.objects.using(using).filter(source__in=sources).order_by("id").values_list(*columns)
    deducted = TaxDeduction.objects.using(using).filter(source__in=sources).order_by("id").values_list(*columns)
    found: dict[tuple[str, str, str], list[tuple[int, Text]]] = defaultdict(list)
    for kind, (source, key, tax, why) in chain(
        ((Kind.TCS, row) for row in collected), ((Kind.TDS, row) for row in deducted)
    ):
        found[source, kind.value, fact_name(source, key)].append((tax, Text.from_json(why)))
    return found
