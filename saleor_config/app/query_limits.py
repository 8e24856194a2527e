"""How large a GraphQL question may be, counted on its text before anything is resolved.

Three plain limits stop what a few bytes could otherwise make expensive: how deep fields nest, how many fields and
fragments there are once fragments are spread, and how often a field is asked under another name (alias).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graphql.language import ast

MAX_DEPTH = 14
MAX_SELECTIONS = 1000
MAX_ALIASES = 60


class QueryTooLarge(Exception):
    """The message says which limit was passed."""


@dataclass
class _Count:
    selections: int = 0
    aliases: int = 0


def check(document: ast.Document) -> None:
    """Raises QueryTooLarge. A fragment that spreads itself is left to validation to refuse."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, ast.FragmentDefinition)}
    count = _Count()
    for definition in document.definitions:
        if isinstance(definition, ast.OperationDefinition):
            _walk(definition.selection_set, 1, fragments, (), count)


def _walk(
    selections: ast.SelectionSet | None,
    depth: int,
    fragments: dict[str, ast.FragmentDefinition],
    inside: tuple[str, ...],
    count: _Count,
) -> None:
    for node in _nodes(selections):
        count.selections += 1
        if count.selections > MAX_SELECTIONS:
            raise QueryTooLarge(f"More than {MAX_SELECTIONS} fields and fragments are asked for.")
        if isinstance(node, ast.Field):
            _count_field(node, depth, count)
            _walk(node.selection_set, depth + 1, fragments, inside, count)
        elif isinstance(node, ast.InlineFragment):
            _walk(node.selection_set, depth, fragments, inside, count)
        elif node.name.value in fragments and node.name.value not in inside:
            name = node.name.value
            _walk(fragments[name].selection_set, depth, fragments, (*inside, name), count)


def _count_field(field: ast.Field, depth: int, count: _Count) -> None:
    count.aliases += field.alias is not None
    if depth > MAX_DEPTH:
        raise QueryTooLarge(f"Fields nest deeper than {MAX_DEPTH}.")
    if count.aliases > MAX_ALIASES:
        raise QueryTooLarge(f"More than {MAX_ALIASES} fields are renamed (aliases).")


def _nodes(selections: ast.SelectionSet | None) -> Iterable[Any]:
    return selections.selections if selections else ()
