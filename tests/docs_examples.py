"""The GraphQL examples of the documentation, by the host they are for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[1] / "docs"
# What follows "```graphql" where an example begins.
APP, STORE = "", " in-store"
BLOCK = re.compile(r"^```graphql( in-store)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(host: str) -> list[Any]:
    """One parameter of a test for each, named by its file and place."""
    found = []
    for path in sorted(DOCS.glob("**/*.md")):
        for number, block in enumerate(BLOCK.finditer(path.read_text(encoding="utf-8")), start=1):
            if (block[1] or "") == host:
                found.append(pytest.param(block[2], id=f"{path.stem}-{number}"))
    assert found, "The documentation has no examples for this host."
    return found
