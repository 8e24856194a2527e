"""Reports of long books: how long they take, and that their memory does not grow with them.

    python -m benchmarks.reports [--entries 100000]

Needs DATABASE_URL (or the embedded PostgreSQL of this checkout), and makes and drops a database of its own there. The
day book (four rows an entry) and the trial balance are written as CSV and XLSX, of a tenth of the entries and of all.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from multiprocessing import get_context

from benchmarks.ledger import LINES, _post_all
from benchmarks.notifications import database


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    entries = parser.parse_args().entries
    with database():
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        for turn, (more, all_) in enumerate(((entries // 10, entries // 10), (entries - entries // 10, entries))):
            connections.close_all()
            _post_all(more, 2, 500, turn)
            for name in ("day_book", "trial_balance"):
                for format_ in ("csv", "xlsx"):
                    connections.close_all()
                    print(f"{all_ * LINES:,} lines: ", end="", flush=True)
                    worker = get_context("fork").Process(target=_make, args=(name, format_))
                    worker.start()
                    worker.join()
                    if worker.exitcode:
                        sys.exit("A process failed.")


def _make(name: str, format_: str) -> None:
    """In a process of its own, whose memory is its own."""
    from odop_accounts.reports.making import make_report
    from odop_accounts.reports.periods import read_period
    from odop_accounts.reports.report import ReportName
    from odop_accounts.reports.tables import write_report
    from odop_core.files.tables import TableFormat
    from odop_core.india.dates import today

    before, begun = _peak(), time.monotonic()
    made = make_report(ReportName(name), read_period(today().isoformat()))
    with tempfile.TemporaryFile() as file:
        file.writelines(write_report(made, TableFormat(format_)))
        size = file.tell()
    seconds = time.monotonic() - begun
    agrees = "agrees with the ledger" if made.agrees else "DOES NOT AGREE"
    print(
        f"{name} as {format_} in {seconds:.1f} s, {size / 1e6:.1f} MB, +{_peak() - before:.0f} MB of memory, {agrees}"
    )


def _peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
