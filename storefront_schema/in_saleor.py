"""Adds the suite's types and fields to Saleor's GraphQL schema, by injection, before Saleor builds it."""

from __future__ import annotations

import sys


def inject() -> None:
    """Raises RuntimeError when Saleor's schema was built already: what we add now would never be seen."""
    if "saleor.graphql.api" in sys.modules:
        raise RuntimeError("Saleor's GraphQL schema was built before the suite could add to it.")
