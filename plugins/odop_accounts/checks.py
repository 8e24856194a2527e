"""What `odop_doctor` says of the books: that they agree with themselves, and with the sales."""

from __future__ import annotations

from collections.abc import Iterator

from odop_accounts.invoices.obstacles import check_obstacles
from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.models import Document, JournalEntry, Statement
from odop_accounts.payouts.checks import check_payouts
from odop_accounts.posting.sync import missing_entries
from odop_accounts.series.numbers import find_gaps
from odop_accounts.settings import PLUGIN_ID
from odop_accounts.statements.checks import find_differences
from odop_consignment.api.books import order_ids_after
from odop_core.health import Problem, register_check
from odop_core.models import Handling
from odop_core.plugin.configuration import is_active
from odop_core.queue.work import OPEN_STATES

ORDERS_AT_ONCE = 500
MOST_NAMED = 5


def register_all() -> None:
    register_check("Ledger", check_ledger)
    register_check("Books and sales", check_sales)
    register_check("Books and payouts", check_payouts)
    register_check("Numbers of documents", check_numbers)
    register_check("Orders to be invoiced", check_obstacles)
    register_check("Account sales", check_statements)


def check_ledger() -> str:
    """All entries balance, the trial balance is zero, each balance is the sum of its entries. Raises Problem."""
    if found := find_contradictions():
        raise Problem(" ".join(found[:MOST_NAMED]))
    return f"{JournalEntry.objects.count()} entries, the trial balance is zero"


def check_statements() -> str:
    """Each statement is the sum of its lines, and each supplier's last one ends with what the ledger says. Raises
    Problem."""
    if found := find_differences():
        raise Problem(" ".join(found[:MOST_NAMED]))
    return f"{Statement.objects.count()} agree with the ledger"


def check_numbers() -> str:
    """Every series of documents runs from 1 without a gap. Raises Problem."""
    if found := [gap for model in (Document, Statement) for gap in find_gaps(model)]:
        raise Problem(f"Numbers are missing in {', '.join(found[:MOST_NAMED])}. Restore the rows from a backup.")
    return f"{Document.objects.count()} documents and {Statement.objects.count()} account sales, no number missing"


def check_sales() -> str:
    """What is in the books is what the sales say; what a worker has still to do is left out. Raises Problem."""
    if not is_active(PLUGIN_ID):
        return "the plugin is switched off: not looked at"
    orders, wrong = 0, []
    for order_ids in _all_orders():
        orders += len(order_ids)
        sources = {entry.source for entry in missing_entries(_settled(order_ids))}
        wrong += sorted(sources)
    if wrong:
        named = ", ".join(wrong[:MOST_NAMED]) + (f" and {len(wrong) - MOST_NAMED} more" if wrong[MOST_NAMED:] else "")
        raise Problem(f"The books do not agree with {named}. Run: python manage.py odop_sync_books")
    return f"{orders} orders agree"


def _all_orders() -> Iterator[list[str]]:
    last = ""
    while order_ids := order_ids_after(last, ORDERS_AT_ONCE):
        yield order_ids
        last = order_ids[-1]


def _settled(order_ids: list[str]) -> list[str]:
    """Those of which no worker has still to enter something."""
    waiting = Handling.objects.filter(handler__startswith=f"{PLUGIN_ID}:", state__in=OPEN_STATES)
    busy = set(waiting.filter(event__subject__in=order_ids).values_list("event__subject", flat=True))
    return [order_id for order_id in order_ids if order_id not in busy]
