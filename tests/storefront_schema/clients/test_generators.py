"""Typed clients are generated from `schema.client.graphql` and the operations, with the configurations of the
documentation, and pass their languages' strict checks.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import storefront_schema
from tests.node import node_or_skip

HERE = Path(__file__).parent
SCHEMA = Path(storefront_schema.__file__).parent
DOCS = Path(__file__).parents[3] / "docs" / "storefront.md"
TYPESCRIPT = (
    "@graphql-codegen/cli",
    "@graphql-codegen/client-preset",
    "@graphql-typed-document-node/core",
    "typescript",
)
# No emission, the strictest there is, and names of modules as bundlers take them.
TSC = (
    "--noEmit", "--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes", "--skipLibCheck",
    "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom",
)  # fmt: skip
USE = """
import datetime
from odop_client import Client
from odop_client.enums import OdopLanguageEnum

def names(client: Client) -> list[str]:
    found = client.districts(language=OdopLanguageEnum.HI).districts
    return [district.name for district in found or []]

def schedule(client: Client, pickup: str, day: datetime.date) -> datetime.date | None:
    found = client.staff_pickup_schedule(id=pickup, date=day).pickup_schedule
    return found.pickup.pickup_on if found and found.pickup else None
"""


def example(language: str) -> str:
    """The configuration that the documentation shows."""
    found = re.search(rf"^```{language}\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def run(*command: str, folder: Path) -> str:
    """What a command says that must succeed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with what we ship."""
    shutil.copy(SCHEMA / "schema.client.graphql", tmp_path)
    (tmp_path / "operations").mkdir()
    for document in SCHEMA.glob("operations/*.graphql"):
        shutil.copy(document, tmp_path / "operations")
    return tmp_path


def test_a_client_in_typescript(project: Path) -> None:
    # given
    node = node_or_skip(*TYPESCRIPT)
    (project / "node_modules").symlink_to(Path(os.environ["ODOP_NODE_PACKAGES"]) / "node_modules")
    (project / "package.json").write_text("{}")
    (project / "codegen.json").write_text(example("json"))
    shutil.copy(HERE / "use.ts", project)

    # when / then
    run(*node, "node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.json", folder=project)
    run(*node, "node_modules/typescript/bin/tsc", *TSC, "use.ts", folder=project)


def test_a_client_in_python(project: Path) -> None:
    # given
    tools = Path(os.environ.get("ODOP_PYTHON_TOOLS") or "/nowhere") / "bin"
    missing = [name for name in ("ariadne-codegen", "mypy") if not (tools / name).exists()]
    if missing:
        pytest.skip(f"ODOP_PYTHON_TOOLS names no environment with {', '.join(missing)}: see docs/developer.md")
    (project / "pyproject.toml").write_text(example("toml"))

    # when
    run(str(tools / "ariadne-codegen"), "--config", "pyproject.toml", folder=project)

    # then
    (project / "use.py").write_text(USE)
    said = run(str(tools / "mypy"), "--strict", "--no-incremental", "odop_client", "use.py", folder=project)
    assert "Success" in said
