"""Node and packages of its registry, for tests of what others do with our schema: never part of this checkout.

`ODOP_NODE_PACKAGES` names a folder with `node_modules` (docs/developer.md says which packages to install there);
`node`, version 20 or later, is on the path or named by `ODOP_NODE`. Where they are missing, the tests are skipped and
say so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

OLDEST = 20
HOW = "docs/developer.md says how to install them"


def node_or_skip(*packages: str) -> list[str]:
    """The beginning of a command that runs a script by node, with these packages at hand."""
    folder = os.environ.get("ODOP_NODE_PACKAGES", "")
    if not folder:
        pytest.skip(f"ODOP_NODE_PACKAGES names no folder with {', '.join(packages)}: {HOW}")
    missing = [name for name in packages if not (Path(folder) / "node_modules" / name).is_dir()]
    if missing:
        pytest.skip(f"ODOP_NODE_PACKAGES ({folder}) has no {', '.join(missing)}: {HOW}")
    return [_node()]


@cache
def _node() -> str:
    program = os.environ.get("ODOP_NODE") or shutil.which("node")
    if not program:
        pytest.skip("There is no node: install it, or name it by ODOP_NODE")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.match(r"v(\d+)", version)
    if not found or int(found[1]) < OLDEST:
        pytest.skip(f"node is {version.strip()}, and {OLDEST} or later is needed")
    return program
