"""`./dev test`: everything that can be tested on this machine, part by part, and one summary at the end.

    ./dev test                    all parts
    ./dev test [pytest arguments] only the tests these arguments name (tests/e2e and tests/in_saleor are parts of their
                                  own, with their own environments; all else runs beside Saleor)

A part that cannot run here is skipped loudly, with what it would need. The exit code is 0 only if nothing failed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from devtools.embedded import checkout_server
from devtools.postgres import PostgresUnavailable
from devtools.processes import ProcessFailed, merged_environment

CHECKOUT = Path(__file__).resolve().parents[1]
E2E, IN_SALEOR = "tests/e2e", "tests/in_saleor"
E2E_PYTHON = CHECKOUT / ".venv-e2e" / "bin" / "python"
# Tests in Saleor's environment and those of the black box import what is not installed here.
TYPED = (
    "--exclude", "tests/(in_saleor|e2e)/",
    "plugins", "saleor_config", "storefront_schema", "devtools", "tests", "dev",
)  # fmt: skip
NOTHING_COLLECTED = 5
NOT_CONFIGURED = 78


@dataclass(frozen=True)
class Result:
    """How one part went. `note` says why something was skipped, or what could not even start."""

    part: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    note: str = ""


def main(arguments: Sequence[str]) -> int:
    out = Console()
    results = []
    for name, part in _parts(arguments):
        out.rule(f"[bold]{name}")
        started = time.monotonic()
        try:
            result = part()
        except (PostgresUnavailable, ProcessFailed) as problem:
            result = Result(name, failed=1, note=str(problem))
        results.append(replace(result, part=name, seconds=time.monotonic() - started))
    return _summarise(out, results)


def _parts(arguments: Sequence[str]) -> list[tuple[str, Callable[[], Result]]]:
    if not arguments:
        return [
            ("ruff check", lambda: _check("ruff", "check", ".", "dev")),
            ("ruff format", lambda: _check("ruff", "format", "--check", ".", "dev")),
            ("mypy", lambda: _check("mypy", *TYPED)),
            ("beside Saleor", lambda: _beside_saleor([])),
            ("black box", lambda: _black_box([E2E])),
            ("in Saleor", lambda: _in_saleor([])),
        ]
    if any(E2E in argument for argument in arguments):
        return [("black box", lambda: _black_box(arguments))]
    if any(IN_SALEOR in argument for argument in arguments):
        return [("in Saleor", lambda: _in_saleor(arguments))]
    return [("beside Saleor", lambda: _beside_saleor(arguments))]


def _check(tool: str, *arguments: str) -> Result:
    """A check that passes or fails as a whole."""
    code = subprocess.run([sys.executable, "-m", tool, *arguments], cwd=CHECKOUT).returncode
    return Result(tool, passed=int(code == 0), failed=int(code != 0))


def _beside_saleor(arguments: Sequence[str]) -> Result:
    with checkout_server(CHECKOUT) as server:
        return _pytest(sys.executable, arguments, {"DATABASE_URL": server.url(f"odop_{os.getpid()}")})


def _black_box(arguments: Sequence[str]) -> Result:
    """A storefront's view: a running mart with recorded orders, asked from another environment."""
    if not any((CHECKOUT / E2E).glob("**/test_*.py")):
        return Result("", skipped=1, note=f"There are no tests in {E2E} yet.")
    if not E2E_PYTHON.exists():
        return Result("", skipped=1, note="The environment .venv-e2e is missing: run through ./dev, which makes it.")
    from devtools.e2e_facts import facts
    from devtools.mart import running_mart
    from devtools.play import Playing

    with running_mart(CHECKOUT, _announced, "e2e") as mart, tempfile.TemporaryDirectory() as directory:
        playing = Playing(mart)
        playing.run(lambda _done: None)
        known = Path(directory) / "facts.json"
        known.write_text(json.dumps(facts(playing, mart.customer_id), ensure_ascii=False))
        environment = {
            "ODOP_E2E_URL": mart.graphql_url,
            "ODOP_E2E_STAFF_TOKEN": mart.staff_token(),
            "ODOP_E2E_CUSTOMER_TOKEN": mart.customer_token(),
            "ODOP_E2E_FACTS": str(known),
            "DJANGO_SETTINGS_MODULE": None,
            "DATABASE_URL": None,
            "PYTHONPATH": None,
        }
        apart = ["-c", f"{E2E}/pytest.ini", f"--rootdir={E2E}", f"--confcutdir={E2E}"]
        return _pytest(str(E2E_PYTHON), [*apart, *arguments], environment)


@contextmanager
def _announced(what: str) -> Iterator[None]:
    print(f"{what} …", flush=True)
    yield


def _in_saleor(arguments: Sequence[str]) -> Result:
    from devtools.saleor_env import SaleorMissing, find_saleor

    try:
        find_saleor()
    except SaleorMissing as missing:
        return Result("", skipped=1, note=str(missing))
    return _counted(["-m", "devtools.saleor_tests"], [*arguments] or [IN_SALEOR], {})


def _pytest(python: str, arguments: Sequence[str], environment: dict[str, str | None]) -> Result:
    return _counted(["-m", "pytest"], arguments, environment, python)


def _counted(
    command: Sequence[str],
    arguments: Sequence[str],
    environment: dict[str, str | None],
    python: str = sys.executable,
) -> Result:
    """Run something that ends in pytest, showing what it prints, and read the counts from its own report."""
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "report.xml"
        code = subprocess.run(
            [python, *command, *arguments, f"--junit-xml={report}"], cwd=CHECKOUT, env=merged_environment(environment)
        ).returncode
        if not report.exists():
            note = "could not start; see above" if code != NOT_CONFIGURED else "is not set up; see above"
            return Result("", failed=1, note=note)
        return _read(report, code)


def _read(report: Path, code: int) -> Result:
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


def _summarise(out: Console, results: Sequence[Result]) -> int:
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
