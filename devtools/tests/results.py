"""How the parts of a test run went: read from pytest's own reports, and summed up at the end."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Result:
    """How one part went.

    `note` says why something was skipped, or what could not even start; `output` is what was not printed meanwhile.
    """

    part: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    note: str = ""
    output: str = ""


def read_report(report: Path, code: int) -> Result:
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314  (we made it a moment ago)
    total = failed = skipped = 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    if code not in {0, 1} and not failed:
        note = "no tests were found" if code == NOTHING_COLLECTED else f"pytest ended with code {code}"
        return Result("", passed=total - skipped, failed=1, skipped=skipped, note=note)
    return Result("", passed=total - failed - skipped, failed=failed, skipped=skipped)


def summarise(out: Console, results: Sequence[Result]) -> int:
    table = Table(title="Summary", title_style="bold", header_style="bold")
    for column in ("Part", "Passed", "Failed", "Skipped", "Seconds"):
        table.add_column(column, justify="left" if column == "Part" else "right")
    for result in results:
        failed = f"[bold red]{result.failed}[/bold red]" if result.failed else "0"
        skipped = f"[yellow]{result.skipped}[/yellow]" if result.skipped else "0"
        table.add_row(result.part, str(result.passed), failed, skipped, f"{result.seconds:.0f}")
    out.print(table)
    for result in results:
        if result.note:
            label = "FAILED" if result.failed else "SKIPPED"
            out.print(f"{label}: {result.part}: {result.note}", style="bold yellow", markup=False, soft_wrap=True)
    passed, failed, skipped = (sum(getattr(r, name) for r in results) for name in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed else 0
