"""Virtual environments, and the wheel of the suite, which is built in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from devtools.machine.state import CHECKOUT, exclusive, shared_state_dir

BUILD_REQUIREMENTS = CHECKOUT / "requirements" / "build.txt"
BUILD = "import sys; from hatchling.build import {0}; print({0}(sys.argv[1]))"


class EnvironmentFailed(RuntimeError):
    """A step of making an environment failed; the message holds what it printed."""


def build_wheel(directory: Path, *, editable: bool = False) -> Path:
    """The path of the wheel in `directory`, which is made. Raises EnvironmentFailed.

    Built apart from all other environments, so that no build tool of ours hides a package of Saleor's.
    """
    builder = shared_state_dir() / "builder"
    with exclusive(builder.with_suffix(".lock")):
        python, stamp = python_of(builder), builder / "requirements.txt"
        if not stamp.exists() or stamp.read_bytes() != BUILD_REQUIREMENTS.read_bytes():
            run_step(sys.executable, "-m", "venv", "--clear", str(builder))
            install = ["-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(BUILD_REQUIREMENTS)]
            run_step(str(python), *install)
            stamp.write_bytes(BUILD_REQUIREMENTS.read_bytes())
        directory.mkdir()
        code = BUILD.format("build_editable" if editable else "build_wheel")
        name = run_step(str(python), "-c", code, str(directory)).strip().splitlines()[-1]
    return directory / name


def python_of(environment: Path) -> Path:
    return environment / "bin" / "python"


def run_step(*command: str) -> str:
    """What a command of ours printed. Raises EnvironmentFailed."""
    # A site directory of ours on PYTHONPATH would leak into the environments being made.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    finished = subprocess.run(
        command, cwd=CHECKOUT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if finished.returncode != 0:
        raise EnvironmentFailed(f"{' '.join(command)}\nfailed:\n{finished.stdout}{finished.stderr}")
    return finished.stdout
