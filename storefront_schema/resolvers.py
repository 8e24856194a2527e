"""Resolvers that only pass on what a row has: `graphene.String(resolver=text_or_null("gstin"), …)`.

A path names an attribute, or one of an attribute ("explanation.net_paise"). (For a plain attribute of another name
graphene's own `source="…"` is enough.) Rows that are loaded have theirs at the loader: `loaders.Supplier.resolver(…)`.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from storefront_schema.language import translate

Resolver = Callable[..., Any]


def attribute(path: str) -> Resolver:
    get = attrgetter(path)
    return lambda root, _info: get(root)


def text_or_null(path: str) -> Resolver:
    """Where our rows have an empty text, GraphQL has null."""
    get = attrgetter(path)
    return lambda root, _info: get(root) or None


def sentence(path: str) -> Resolver:
    """A sentence in the language that was asked for, or that of the request."""
    get = attrgetter(path)
    return lambda root, info, language=None: translate(info, get(root), language)


def sentence_or_null(path: str) -> Resolver:
    resolve = sentence(path)
    return lambda root, info, language=None: resolve(root, info, language) or None
