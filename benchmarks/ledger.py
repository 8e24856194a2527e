"""Ledger lines a second, all guards on, and the same entries in django-hordak.

    python -m benchmarks.ledger [--entries 20000] [--processes 2] [--suppliers 500]

Needs DATABASE_URL (or the embedded PostgreSQL of this checkout), and makes and drops databases of its own there.
An entry is a delivered sale: what the buyer paid is commission and its GST, and the supplier's. Each process posts its
share, 100 entries in a transaction; then the same with ten times as many in the books, to show how it grows.

Set HORDAK_PYTHON to the Python of an environment with django-hordak, and the same entries are posted there, too, as
its documentation says: one `db_transaction` each, a transaction and its legs.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
from multiprocessing import get_context

from benchmarks.notifications import ROOT, database

AT_ONCE = 100
LINES = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--suppliers", type=int, default=500)
    chosen = parser.parse_args()
    with database():
        import django

        django.setup()
        ours = _measure(chosen.entries, chosen.processes, chosen.suppliers)
    if hordak := os.environ.get("HORDAK_PYTHON"):
        with database():
            asked = subprocess.run(
                [hordak, str(ROOT / "benchmarks" / "hordak_postings.py"), str(chosen.entries),
                 str(chosen.processes), str(chosen.suppliers)],
                check=True, env=os.environ | {"PYTHONPATH": ""}, capture_output=True, text=True,
            )  # fmt: skip
        print(asked.stdout, end="")
        for how, theirs in re.findall(r"django-hordak, ([a-z ]+): ([\d,]+) lines/s", asked.stdout):
            print(f"{ours / int(theirs.replace(',', '')):.1f} times django-hordak {how}")
    else:
        print("django-hordak was not asked: HORDAK_PYTHON is not set.")


def _measure(entries: int, processes: int, suppliers: int) -> float:
    """Lines a second in books that are empty, which is where the same entries go to in django-hordak."""
    from django.core.management import call_command
    from django.db import connections

    from odop_accounts.ledger.balances import balance
    from odop_accounts.ledger.chart import Purpose
    from odop_accounts.ledger.checks import find_contradictions

    call_command("migrate", verbosity=0)
    ours = 0.0
    for turn, before in enumerate((0, entries * 9), start=1):
        connections.close_all()
        seconds = _post_all(entries, processes, suppliers, turn)
        ours = ours or entries * LINES / seconds
        print(f"{entries * LINES / seconds:,.0f} lines/s: {entries:,} entries in {seconds:.1f} s, {before:,} before")
        if turn == 1:
            connections.close_all()
            _post_all(entries * 8, processes, suppliers, 9)
    begun = time.monotonic()
    for _times in range(100):
        balance(Purpose.COMMISSION)
    print(f"{(time.monotonic() - begun) * 10:.2f} ms for the balance of the busiest account, {entries * 10:,} entries")
    print(f"the books contradict themselves: {find_contradictions() or 'no'}")
    return ours


def _post_all(entries: int, processes: int, suppliers: int, turn: int) -> float:
    """Seconds. Forked, so that the start of Python is not counted."""
    share = entries // processes
    workers = [
        get_context("fork").Process(target=_post, args=(share, suppliers, f"{turn}-{number}"))
        for number in range(processes)
    ]
    begun = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            sys.exit("A process failed.")
    return time.monotonic() - begun


def _post(entries: int, suppliers: int, name: str) -> None:
    from django.db import transaction

    from odop_accounts.ledger.chart import Purpose
    from odop_accounts.ledger.entries import Entry, Line, post_entries
    from odop_core.india.dates import today

    day, chance = today(), random.Random(name)
    for first in range(0, entries, AT_ONCE):
        batch = [
            Entry(
                f"sale:{name}-{number}:delivered", "delivered", f"sale:{name}-{number}", day,
                (
                    Line(Purpose.BUYER_ADVANCE, 118_000), Line(Purpose.COMMISSION, -11_800),
                    Line(Purpose.OUTPUT_TAX, -2_124),
                    Line(Purpose.SUPPLIER_EARNED, -104_076, f"supplier:{chance.randrange(suppliers)}"),
                ),
            )
            for number in range(first, min(first + AT_ONCE, entries))
        ]  # fmt: skip
        with transaction.atomic():
            post_entries(batch)


if __name__ == "__main__":
    main()
