"""The end of the story: goods reach their buyers, nobody gives them back, and their artisan is paid.

Delivery is dated back by a month, so that the return window is over now. Of the shop's staff one prepares the payout,
another lets it go. Only the plugins' own `api` is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from devtools.demo.comparison import collected_orders
from devtools.machine.processes import wait_until
from odop_core.india.money import format_inr

if TYPE_CHECKING:
    from devtools.demo.scenario import Scenario
    from odop_accounts.api.statements import StatementInfo

DUE_SECONDS = 30.0
LAYOUT = "icici"
# Invented, as all accounts of the sample.
SHOPS_ACCOUNT = "999990000001"


@dataclass(frozen=True)
class Payment:
    """What an artisan is paid: the account sales with its paper in Hindi, and the bank file."""

    statement: StatementInfo
    paper: Path
    bank_file: Path


def pay_artisan(scenario: Scenario) -> Payment:
    """After the recorded orders were played. Raises TimedOut when nothing becomes due, and what the plugins refuse."""
    from devtools.sample.suppliers import CLERK
    from odop_accounts import api as accounts
    from odop_accounts.api.statements import issue_statement, paper_response
    from odop_consignment import api as consignment

    mart = scenario.mart
    by_partner = collected_orders(scenario.stories)
    orders = [order.id for order in scenario.orders.values() if order.number in by_partner]
    sales = [sale for order in orders for sale in consignment.sales_of_order(order) if sale.supplier_id]
    supplier_id = next(sale.supplier_id for sale in sales if sale.supplier_id)
    delivered = [sale.id for sale in sales if sale.supplier_id == supplier_id]
    consignment.record_delivered(delivered, datetime.now(UTC) - timedelta(days=30), "carrier")
    wait_until(
        lambda: accounts.balances_of([supplier_id])[supplier_id].due_paise > 0,
        DUE_SECONDS, "what was earned to become due", mart.worker,
    )  # fmt: skip
    mart.settle()
    statement = issue_statement(supplier_id, by=CLERK)
    paper = mart.state / f"{statement.number}-hi.pdf"
    paper.write_bytes(paper_response(statement.id, "hi").content)
    return Payment(statement, paper, _write_bank_file(mart.state))


def _write_bank_file(folder: Path) -> Path:
    from devtools.sample.suppliers import CLERK, MANAGER
    from odop_accounts.api import bank_files, payouts

    definition = bank_files.EXAMPLES[LAYOUT] | {"debit_account": SHOPS_ACCOUNT}
    layout = bank_files.propose_layout(LAYOUT, definition, by=CLERK)
    bank_files.approve_layout(layout.id, by=MANAGER)
    batch = payouts.prepare_batch(by=CLERK)
    payouts.approve_batch(batch.id, by=MANAGER)
    exported = bank_files.export_bank_file(LAYOUT, by=MANAGER).file
    assert exported is not None, "the payout is in the file"
    info, content = bank_files.read_bank_file(exported.id)
    path = folder / info.file_name
    path.write_bytes(content)
    return path


def show_payment(out: Console, payment: Payment) -> None:
    """The account sales in Hindi, as text; where its paper is; and the bank file."""
    from odop_accounts.api.statements import lines_of_statements
    from odop_consignment.api import suppliers_by_id

    statement = payment.statement
    supplier = suppliers_by_id([statement.supplier_id])[statement.supplier_id]
    title = f"बिक्री का हिसाब {statement.number} · {supplier.name_hi or supplier.name}"
    table = Table(title=title, header_style="bold", title_style="bold", expand=True)
    table.add_column("तारीख", no_wrap=True)
    table.add_column("विवरण", ratio=3, overflow="fold")
    table.add_column("कैसे", ratio=6, overflow="fold")
    table.add_column("राशि", justify="right", no_wrap=True)
    for line in lines_of_statements([statement.id])[statement.id]:
        day, words = line.day.isoformat(), line.explanation.in_language("hi")
        table.add_row(day, line.title.in_language("hi"), words, format_inr(line.amount_paise))
    table.add_section()
    table.add_row("", "देय", "", format_inr(statement.due_paise))
    out.print(table)
    out.print(f"Its paper: {payment.paper}", markup=False, soft_wrap=True)
    out.print(f"The bank file {payment.bank_file}:", markup=False, soft_wrap=True)
    out.print(payment.bank_file.read_text(), style="cyan", markup=False, soft_wrap=True)
