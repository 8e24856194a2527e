"""From a row of a report back to the journal: what its last column ("Leads to") names, as entries."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from odop_accounts.models import Document, JournalEntry, JournalLine, SaleFigures
from odop_accounts.posting.sync import sale_source
from odop_accounts.reports.periods import Period


def entries_of(reference: str, period: Period, using: str = "default") -> QuerySet[JournalEntry]:
    """Entries until the end of the period, in the order of their days; for what names nothing, none.

    A reference is the key of an entry; the source of entries ("sale:12"); "ledger PURPOSE [PARTY]"; "order ID"; "sales
    supplier:12"; "documents GSTIN".
    """
    rows = JournalEntry.objects.using(using).filter(effective_on__lte=period.last).order_by("effective_on", "id")
    kind, _, rest = reference.partition(" ")
    if kind == "ledger":
        purpose, _, party = rest.partition(" ")
        lines = JournalLine.objects.filter(entry=OuterRef("pk"), account__purpose=purpose)
        return rows.filter(Exists(lines.filter(account__party=party) if party else lines))
    if kind == "order":
        return rows.filter(_of_orders(SaleFigures.objects.using(using).filter(order_id=rest), {rest}))
    if kind == "sales":
        sales = SaleFigures.objects.using(using).filter(supplier_id=int(rest.removeprefix("supplier:")))
        return rows.filter(_of_orders(sales, set()))
    if kind == "documents":
        issued = Document.objects.using(using).filter(
            seller_gstin=rest, issued_on__range=(period.first, period.last), order_id__gt=""
        )
        orders = set(issued.values_list("order_id", flat=True))
        return rows.filter(_of_orders(SaleFigures.objects.using(using).filter(order_id__in=orders), orders))
    return rows.filter(Q(key=reference) | Q(source=reference))


def _of_orders(sales: QuerySet[SaleFigures], order_ids: set[str]) -> Q:
    sources = {sale_source(sale_id) for sale_id in sales.values_list("sale_id", flat=True)}
    return Q(source__in=sources | {f"order:{order_id}" for order_id in order_ids})
