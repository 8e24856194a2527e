"""The GraphQL documents the App host sends to a Saleor: one file per document, valid from Saleor 3.21 on.

`document("order_by_id")` is the text to send: the file plus the fragments it spreads. `order_events`, `product_events`,
`checkout_shipping_filter` and `calculate_taxes` are the subscriptions our webhooks are created with; the others are
queries and mutations that the adapters run.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

FRAGMENTS_FILES = ("order_fragment", "product_fragment")


def document_names() -> tuple[str, ...]:
    """Every document that can be sent, in alphabetical order."""
    stems = (entry.name.removesuffix(".graphql") for entry in files(__package__).iterdir() if _is_document(entry.name))
    return tuple(sorted(stem for stem in stems if stem not in FRAGMENTS_FILES))


@cache
def document(name: str) -> str:
    """The text of one document with the fragments it needs, and no others: an unused fragment is a GraphQL error.

    Raises FileNotFoundError for a name that has no file.
    """
    text = _read(name)
    missing = _spread(text)
    for fragment, definition in _fragments().items():  # a fragment comes before the fragments it spreads itself
        if fragment in missing:
            text += "\n" + definition
            missing |= _spread(definition)
    return text


@cache
def _fragments() -> dict[str, str]:
    text = "\n".join(_read(name) for name in FRAGMENTS_FILES)
    definitions = re.findall(r"^fragment .*?^\}\n", text, flags=re.MULTILINE | re.DOTALL)
    return {definition.split()[1]: definition for definition in definitions}


def _spread(text: str) -> set[str]:
    return set(re.findall(r"\.\.\.(Odop\w+)", text))


def _read(name: str) -> str:
    return files(__package__).joinpath(f"{name}.graphql").read_text(encoding="utf-8")


def _is_document(file_name: str) -> bool:
    return file_name.endswith(".graphql")
