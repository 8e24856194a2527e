"""Runs `tests/in_saleor` in Saleor's own environment, against a real database: `python -m … [pytest arguments]`.

The exit code is pytest's; 78 (a configuration error) when there is no Saleor or no database to run against.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from devtools.machine.environments import EnvironmentFailed
from devtools.machine.postgres import PostgresUnavailable
from devtools.machine.processes import merged_environment
from devtools.saleor.database import MigrationFailed, database_server, template_database
from devtools.saleor.environment import (
    CHECKOUT,
    SaleorMissing,
    child_environment,
    find_saleor,
    overlay_python,
)

NOT_CONFIGURED = 78
PYTEST = (
    "-m", "pytest", "--ds=settings_test", "-c", "tests/in_saleor/pytest.ini", "--rootdir=tests/in_saleor",
    "--confcutdir=tests/in_saleor",
)  # fmt: skip


def run(arguments: Sequence[str]) -> int:
    """Raises SaleorMissing, EnvironmentFailed, PostgresUnavailable, MigrationFailed."""
    saleor = find_saleor()
    python = overlay_python(saleor)
    with database_server() as server:
        template = template_database(server, saleor)
        environment = {
            **child_environment(),
            "DATABASE_URL": server.url(f"odop_{saleor.slug}_{os.getpid()}"),
            "DATABASE_URL_REPLICA": None,
            "ODOP_TEST_TEMPLATE": template,
        }
        print(f"Running tests/in_saleor with Saleor {saleor.version} …", flush=True)
        command = [str(python), *PYTEST, *arguments, *([] if _names_tests(arguments) else ["tests/in_saleor"])]
        return subprocess.run(command, cwd=CHECKOUT, env=merged_environment(environment)).returncode


def _names_tests(arguments: Sequence[str]) -> bool:
    """Whether a file or folder is among the arguments; pytest must be given one to find our conftest in time."""
    return any((CHECKOUT / argument.split("::")[0]).exists() for argument in arguments if argument)


def main() -> int:
    try:
        return run(sys.argv[1:])
    except (SaleorMissing, EnvironmentFailed, PostgresUnavailable, MigrationFailed) as problem:
        print(problem, file=sys.stderr)
        return NOT_CONFIGURED


if __name__ == "__main__":
    raise SystemExit(main())
