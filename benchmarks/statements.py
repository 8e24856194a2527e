"""Account sales of a period for all suppliers, and their papers.

    python -m benchmarks.statements [--sales 100000] [--suppliers 5000] [--papers 100]

Needs DATABASE_URL (or the embedded PostgreSQL of this checkout), and makes and drops a database of its own there.
Delivered sales are posted to the ledger (not measured); then one worker issues the statements, step by step as a
periodic job does, and prints papers in Hindi. A tenth of it is done first, to show how time and memory grow.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from datetime import timedelta

from benchmarks.notifications import database

AT_ONCE = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sales", type=int, default=100_000)
    parser.add_argument("--suppliers", type=int, default=5_000)
    parser.add_argument("--papers", type=int, default=100)
    chosen = parser.parse_args()
    with database():
        import django

        django.setup()
        _measure(chosen.sales, chosen.suppliers, chosen.papers)


def _measure(sales: int, suppliers: int, papers: int) -> None:
    from django.core.management import call_command

    from odop_accounts.statements.checks import find_differences

    call_command("migrate", verbosity=0)
    for turn, part in enumerate((10, 1)):
        _post(sales // part, suppliers // part, turn)
        _issue(sales // part, suppliers // part, turn)
    print(f"statements and ledger differ: {find_differences() or 'no'}")
    _print_papers(papers)


def _post(sales: int, suppliers: int, turn: int) -> None:
    from django.db import transaction

    from odop_accounts.ledger.chart import Purpose
    from odop_accounts.ledger.entries import Entry, Line, post_entries
    from odop_core.india.dates import today

    day, chance = today(), random.Random(turn)
    for first in range(0, sales, AT_ONCE):
        batch = [
            Entry(
                f"sale:{turn}-{number}:delivered", "delivered", f"sale:{turn}-{number}", day,
                (
                    Line(Purpose.BUYER_ADVANCE, 118_000), Line(Purpose.COMMISSION, -11_800),
                    Line(Purpose.OUTPUT_TAX, -2_124),
                    Line(Purpose.SUPPLIER_EARNED, -104_076, f"supplier:{chance.randrange(suppliers)}"),
                ),
            )
            for number in range(first, min(first + AT_ONCE, sales))
        ]  # fmt: skip
        with transaction.atomic():
            post_entries(batch)


def _issue(sales: int, suppliers: int, turn: int) -> None:
    from odop_accounts.models import StatementRun
    from odop_accounts.statements.runs import take_step
    from odop_core.india.dates import today

    day = today() + timedelta(days=turn)
    StatementRun.objects.create(interval="monthly", first_day=day, last_day=day)
    before = _peak_megabytes()
    begun, issued = time.monotonic(), 0
    while (step := take_step()) is not None:
        issued += step
    seconds = time.monotonic() - begun
    print(
        f"{seconds:.1f} s for {issued:,} statements of {sales:,} sales ({suppliers:,} suppliers): "
        f"{sales / seconds:,.0f} sales/s; peak of memory {before:.0f} MB before, {_peak_megabytes():.0f} MB after"
    )


def _print_papers(papers: int) -> None:
    from odop_accounts.models import Statement
    from odop_accounts.statements.papers import render_statement

    rows = list(Statement.objects.order_by("-id")[:papers])
    begun, used = time.monotonic(), time.process_time()
    sizes = [len(render_statement(row, "hi")) for row in rows]
    seconds, used = time.monotonic() - begun, time.process_time() - used
    lines = sum(row.line_count for row in rows) / len(rows)
    print(
        f"{len(rows) / seconds:.1f} papers/s, {len(rows) / used:.1f} per second of a core: "
        f"{lines:.0f} lines and {sum(sizes) / len(sizes) / 1000:.0f} kB each"
    )


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
