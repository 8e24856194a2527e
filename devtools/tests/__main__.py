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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from rich.console import Console

from devtools.machine.environments import EnvironmentFailed
from devtools.machine.postgres import PostgresUnavailable
from devtools.machine.processes import ProcessFailed
from devtools.tests.parts import NIGHTLY, Part, chosen_parts
from devtools.tests.results import Result, summarise


def main(arguments: Sequence[str]) -> int:
    if "--nightly" in arguments:
        os.environ[NIGHTLY] = "1"
    out = Console()
    results = []
    parts = chosen_parts([argument for argument in arguments if argument != "--nightly"])
    with ThreadPoolExecutor() as pool:
        begun = {part.name: pool.submit(_run, part) for part in parts if part.keeps_quiet}
        for part in parts:
            out.rule(f"[bold]{part.name}")
            result = begun[part.name].result() if part.keeps_quiet else _run(part)
            print(result.output, end="", flush=True)
            results.append(result)
    return summarise(out, results)


def _run(part: Part) -> Result:
    started = time.monotonic()
    try:
        result = part.run()
    except (EnvironmentFailed, PostgresUnavailable, ProcessFailed) as problem:
        result = Result(part.name, failed=1, note=str(problem))
    return replace(result, part=part.name, seconds=time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
