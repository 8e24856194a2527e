"""The parts of a test run: static checks, the tests beside Saleor, the black box, and the tests in Saleor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devtools.machine.embedded import checkout_server
from devtools.machine.processes import merged_environment
from devtools.machine.state import CHECKOUT
from devtools.tests.results import Result, read_report

E2E, IN_SALEOR = "tests/e2e", "tests/in_saleor"
E2E_PYTHON = CHECKOUT / ".venv-e2e" / "bin" / "python"
# What tells the tests to be thorough rather than quick.
NIGHTLY = "ODOP_TEST_NIGHTLY"
# Tests in Saleor's environment and those of the black box import what is not installed here.
TYPED = (
    "--exclude", "tests/(in_saleor|e2e)/",
    "plugins", "saleor_config", "storefront_schema", "devtools", "tests", "dev",
)  # fmt: skip
# It has no `__main__`. The contracts are in pyproject.toml.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# One worker per core, each with a database of its own. Who has nothing left to do takes from whoever has most.
ON_ALL_CORES = ("-n", "auto", "--dist", "worksteal")
# In Saleor a file at a time: each story begins with a shop of its own. (Saleor's own tests need pytest-xdist as well.)
FILE_BY_FILE = ("-n", "auto", "--dist", "loadfile")
NOT_CONFIGURED = 78


@dataclass(frozen=True)
class Part:
    """What is run, and counted in one line of the summary.

    A part that `keeps_quiet` may be run while another one is: it prints nothing, and says all in its result's `output`.
    """

    name: str
    run: Callable[[], Result]
    keeps_quiet: bool = False


def chosen_parts(arguments: Sequence[str]) -> list[Part]:
    """The parts that these arguments ask for."""
    if not arguments:
        return [
            # It mostly waits: time for the checks that follow.
            Part("black box", lambda: _black_box([E2E])),
            _check("ruff check", "-m", "ruff", "check", ".", "dev"),
            _check("ruff format", "-m", "ruff", "format", "--check", ".", "dev"),
            _check("mypy", "-m", "mypy", *TYPED),
            _check("import walls", "-c", LINT_IMPORTS, "--no-logo", "--no-cache"),
            _check("wheel", "-m", "devtools.tests.wheel"),
            Part("beside Saleor", lambda: _beside_saleor(ON_ALL_CORES)),
            Part("in Saleor", lambda: in_saleor([])),
        ]
    if any(E2E in argument for argument in arguments):
        return [Part("black box", lambda: _black_box(arguments))]
    if any(IN_SALEOR in argument for argument in arguments):
        return [Part("in Saleor", lambda: in_saleor(arguments))]
    return [Part("beside Saleor", lambda: _beside_saleor(arguments))]


def _check(name: str, *arguments: str) -> Part:
    """A check that passes or fails as a whole."""

    def run() -> Result:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return Result(name, passed=int(done.returncode == 0), failed=int(done.returncode != 0), output=done.stdout)

    return Part(name, run, keeps_quiet=True)


def _beside_saleor(arguments: Sequence[str]) -> Result:
    with checkout_server(CHECKOUT) as server:
        return _pytest(sys.executable, arguments, {"DATABASE_URL": server.url(f"odop_{os.getpid()}")})


def _black_box(arguments: Sequence[str]) -> Result:
    """A storefront's view: a running mart with recorded orders, asked from another environment."""
    if not any((CHECKOUT / E2E).glob("**/test_*.py")):
        return Result("", skipped=1, note=f"There are no tests in {E2E} yet.")
    if not E2E_PYTHON.exists():
        return Result("", skipped=1, note="The environment .venv-e2e is missing: run through ./dev, which makes it.")
    from devtools.demo.facts import facts
    from devtools.demo.mart import running_mart
    from devtools.demo.scenario import Scenario

    with running_mart(CHECKOUT, _announced, "e2e") as mart, tempfile.TemporaryDirectory() as directory:
        scenario = Scenario(mart)
        scenario.run(lambda _done: None)
        known = Path(directory) / "facts.json"
        known.write_text(json.dumps(facts(scenario, mart.customer_id), ensure_ascii=False))
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


def in_saleor(arguments: Sequence[str]) -> Result:
    from devtools.saleor.environment import SaleorMissing, find_saleor

    try:
        find_saleor()
    except SaleorMissing as missing:
        return Result("", skipped=1, note=str(missing))
    return _counted(["-m", "devtools.tests.in_saleor"], [*arguments] or [*FILE_BY_FILE, IN_SALEOR], {})


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
        return read_report(report, code)
