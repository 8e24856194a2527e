"""The page people see who open the GraphQL endpoint in a browser: our own, whole in one answer, loading nothing.

The examples it offers are the documents the storefront uses (`storefront_schema/operations`).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

OPERATIONS = files("storefront_schema") / "operations"


@cache
def page() -> bytes:
    html = (files("saleor_config.app") / "explorer.html").read_text(encoding="utf-8")
    # "</" would end the script element the examples stand in.
    examples = json.dumps(_examples(OPERATIONS), ensure_ascii=False).replace("</", "<\\/")
    return html.replace("/*EXAMPLES*/[]", examples).encode()


def _examples(folder: Traversable) -> list[dict[str, str]]:
    if not folder.is_dir():
        return []
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".graphql")), key=lambda e: e.name)
    return [
        {
            "name": entry.name.removesuffix(".graphql").replace("_", " "),
            "query": entry.read_text(encoding="utf-8"),
            "variables": _variables(folder, entry.name.removesuffix(".graphql")),
        }
        for entry in found
    ]


def _variables(folder: Traversable, name: str) -> str:
    """The example's variables, where a file `<name>.variables.json` lies beside it."""
    beside = folder / f"{name}.variables.json"
    return beside.read_text(encoding="utf-8") if beside.is_file() else ""
