"""How much memory and time a table of so many suppliers takes: a process of its own, on the database of DATABASE_URL.

    python -m tests.odop_consignment.imports.memory in|out csv|xlsx ROWS [wrong]

`in` hands such a table in, `out` writes one of the suppliers there are; `wrong` rows are all refused. It prints the
process's greatest size in MB above what it had before, and the seconds.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django


def main(way: str, format_: str, rows: int, wrong: bool) -> None:
    django.setup()
    from odop_consignment.api import imports
    from odop_consignment.models import TableKind
    from odop_core.files.tables import TableFormat, write_table

    # What is loaded with the first table is no matter of how many rows it has.
    b"".join(write_table(TableFormat(format_), [["a"]]))
    made: Iterator[list[object]] = (
        [f"M-{rows}-{n}", f"शबाना {n}", "9.8E+09" if wrong else f"98{n:08d}", f"{n} Chowk"] for n in range(rows)
    )
    before, started = _peak(), time.monotonic()
    if way == "out":
        size = sum(map(len, imports.export_table(TableKind.SUPPLIERS, format_)))
        print(f"{_peak() - before:.1f} MB {time.monotonic() - started:.1f} s for {size} bytes")  # noqa: T201
        return
    file = io.BytesIO(b"".join(write_table(TableFormat(format_), _with_header(made))))
    info = imports.start_import(file, "suppliers", "suppliers", dry_run=False, by="test", in_background=False)
    file.close()
    info = imports.continue_import(info.id)
    assert (info.rows_created, info.rows_wrong) == ((0, rows) if wrong else (rows, 0)), info
    print(f"{_peak() - before:.1f} MB {time.monotonic() - started:.1f} s")  # noqa: T201


def _with_header(rows: Iterator[list[object]]) -> Iterator[list[object]]:
    yield ["reference", "name", "phone", "address"]
    yield from rows


def _peak() -> float:
    """MB. (Not of `getrusage`, where a process begins with the size of the one that started it.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), "wrong" in sys.argv)
