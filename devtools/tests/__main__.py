"""`./dev test`: everything that can be tested on this machine, part by part, and one summary at the end.

    ./dev test                    all parts
    ./dev test --nightly          all parts, with many more examples and all that takes minutes
    ./dev test [pytest arguments] only the tests these arguments name (tests/e2e and tests/in_saleor are parts of their
                                  own, with their own environments; all else runs beside Saleor)

A part that cannot run here is skipped loudly, with what it would need. The exit code is 0 only if nothing failed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console

from devtools.machine.environments import EnvironmentFailed
from devtools.machine.postgres import PostgresUnavailable
from devtools.machine.processes import ProcessFailed
from devtools.tests.parts import NIGHTLY, chosen_parts
from devtools.tests.results import Result, summarise


def main(arguments: Sequence[str]) -> int:
    if "--nightly" in arguments:
        os.environ[NIGHTLY] = "1"
    out = Console()
    results = []
    for name, part in chosen_parts([argument for argument in arguments if argument != "--nightly"]):
        out.rule(f"[bold]{name}")
        started = time.monotonic()
        try:
            result = part()
        except (EnvironmentFailed, PostgresUnavailable, ProcessFailed) as problem:
            result = Result(name, failed=1, note=str(problem))
        results.append(replace(result, part=name, seconds=time.monotonic() - started))
    return summarise(out, results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
