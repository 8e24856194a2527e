"""What must be settled before a supplier is closed: goods, sales under way, and whatever other parts add.

A guard looks at some suppliers and says, in both languages, what is still open of which. The ledger adds its own for
money.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Count, Sum

from odop_consignment.models import Lot, Sale, SaleState
from odop_core.i18n import Text, _

# (numbers of suppliers, alias of the database) -> what is open of those of whom something is.
Guard = Callable[[list[int], str], dict[int, list[Text]]]

_guards: dict[str, Guard] = {}

SETTLED = (SaleState.FINAL, SaleState.CANCELLED, SaleState.RETURNED)


def register_guard(name: str, guard: Guard) -> None:
    """From now on no supplier is closed while `guard` finds something. Registered again, it replaces the former."""
    _guards[name] = guard


def find_open_matters(supplier_id: int) -> list[Text]:
    """Everything that keeps a supplier from being closed; empty when nothing does."""
    return find_open_matters_of([supplier_id])[supplier_id]


def find_open_matters_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[Text]]:
    """The same for many suppliers, in always as many queries."""
    open_: dict[int, list[Text]] = {pk: [] for pk in supplier_ids}
    for guard in _guards.values():
        for pk, words in guard(list(open_), using).items():
            open_[pk] += words
    return open_


def _goods(supplier_ids: list[int], using: str) -> dict[int, list[Text]]:
    lots = Lot.objects.using(using).filter(offer__supplier_id__in=supplier_ids, in_stock__gt=0)
    pieces = lots.values_list("offer__supplier_id").annotate(sum=Sum("in_stock"))
    return {pk: [_("Unsold pieces still with us: {count}.", count=count)] for pk, count in pieces}


def _sales(supplier_ids: list[int], using: str) -> dict[int, list[Text]]:
    sales = Sale.objects.using(using).filter(supplier_id__in=supplier_ids).exclude(state__in=SETTLED)
    counts = sales.values_list("supplier_id").annotate(count=Count("pk"))
    return {pk: [_("Sales that are not final yet: {count}.", count=count)] for pk, count in counts}


register_guard("goods", _goods)
register_guard("sales", _sales)
