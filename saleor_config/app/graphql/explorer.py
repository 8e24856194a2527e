"""The page people see who open the GraphQL endpoint in a browser: our own, whole in one answer, loading nothing.

The examples it offers are the documents the storefront uses (`storefront_schema/operations`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

OPERATIONS = files("storefront_schema") / "operations"


@cache
def explorer_page() -> bytes:
    html = (files(__package__) / "explorer.html").read_text(encoding="utf-8")
    # "</" would end the script element the examples stand in.
    examples = json.dumps(_examples(OPERATIONS), ensure_ascii=False).replace("</", "<\\/")
    return html.replace("/*EXAMPLES*/[]", examples).encode()


@cache
def security_policy() -> str:
    """The one script and the one style sheet of the page are named by their hashes; it talks to this endpoint alone."""
    html = explorer_page().decode()
    script, style = (_hash(re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)) for tag in ("script", "style"))
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _hash(element: re.Match[str] | None) -> str:
    digest = hashlib.sha256((element[1] if element else "").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _examples(folder: Traversable) -> list[dict[str, str]]:
    """What can be asked at once comes first, what needs an ID to be filled in after it, what is for staff last."""
    if not folder.is_dir():
        return []
    files_here = sorted(entry.name for entry in folder.iterdir())
    names = [name.removesuffix(".graphql") for name in files_here if name.endswith(".graphql")]
    examples = [_example(folder, name) for name in names]
    return sorted(examples, key=lambda example: (example["name"].startswith("staff"), '""' in example["variables"]))


def _example(folder: Traversable, name: str) -> dict[str, str]:
    query = (folder / f"{name}.graphql").read_text(encoding="utf-8")
    return {"name": name.replace("_", " "), "query": query, "variables": _variables(folder, name, query)}


def _variables(folder: Traversable, name: str, query: str) -> str:
    """From `<name>.variables.json` beside the document, or what it requires, to be filled in."""
    beside = folder / f"{name}.variables.json"
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    wanted = dict.fromkeys(re.findall(r"\$(\w+)\s*:\s*[\w\[\]!]*!", query), "")
    return json.dumps(wanted, indent=2) if wanted else ""
