"""How large a GraphQL question may be, before anything is validated or resolved.

Its text is counted first, symbol by symbol, so that nothing is spent on a text made to be expensive to parse or to
validate. Then its fields are counted once fragments are spread: how many, how deep, how often one is asked again or
under another name. What the answer may cost is counted by `query_cost`, with the schema.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError
from graphql.language import ast
from graphql.language.lexer import Lexer, Token, TokenKind
from graphql.language.source import Source

from odop_core.normalization import is_keepable

# Of the text. Long lists of IDs go into variables, which are not counted here.
MAX_SYMBOLS = 10_000
MAX_NAME = 100
MAX_NESTING = 64
MAX_VARIABLES = 100
MAX_DIRECTIVES = 100
MAX_DEFINITIONS = 100
# Of the fields. The standard query for a schema (introspection) is 15 deep.
MAX_DEPTH = 16
MAX_SELECTIONS = 1000
MAX_ALIASES = 60
MAX_REPEATS = 100
# Of a question for the schema, which costs nothing by `query_cost`: lists within lists, as graphql-js's
# MaxIntrospectionDepthRule counts them.
MAX_INTROSPECTION = 2
_LISTS_OF_TYPES = {"fields", "interfaces", "possibleTypes", "inputFields"}

_OPENING = {TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L}
_CLOSING = {TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R}


class QueryTooLarge(Exception):
    """The message says which limit was passed."""


def check_text(query: str) -> None:
    """Raises QueryTooLarge, and GraphQLError for what is no text of GraphQL."""
    counts: Counter[int] = Counter()
    nesting = 0
    for number, token in enumerate(_tokens(query), start=1):
        if number > MAX_SYMBOLS:
            raise QueryTooLarge(f"The question has more than {MAX_SYMBOLS} symbols. Put long lists into variables.")
        nesting += (token.kind in _OPENING) - (token.kind in _CLOSING)
        if nesting > MAX_NESTING:
            raise QueryTooLarge(f"Brackets nest deeper than {MAX_NESTING}.")
        if token.kind == TokenKind.NAME and len(token.value) > MAX_NAME:
            raise QueryTooLarge(f"A name has more than {MAX_NAME} letters.")
        if token.kind == TokenKind.STRING and not is_keepable(token.value):
            raise GraphQLError("A text holds a character that cannot be kept (U+0000, or half of a surrogate pair).")
        counts[token.kind] += 1
    if counts[TokenKind.DOLLAR] > 2 * MAX_VARIABLES + MAX_SELECTIONS:
        raise QueryTooLarge(f"More than {MAX_VARIABLES} variables are declared.")
    if counts[TokenKind.AT] > MAX_DIRECTIVES:
        raise QueryTooLarge(f"More than {MAX_DIRECTIVES} directives are used.")


def _tokens(query: str) -> Iterator[Token]:
    """Raises GraphQLError where the text goes wrong."""
    lexer = Lexer(Source(query))
    while True:
        token = lexer.next_token()
        if token.kind == TokenKind.EOF:
            return
        yield token


@dataclass
class _Count:
    selections: int = 0
    aliases: int = 0
    names: Counter[str] = field(default_factory=Counter)


def check_size(document: ast.Document) -> None:
    """Raises QueryTooLarge, and GraphQLError for a fragment that spreads itself."""
    if len(document.definitions) > MAX_DEFINITIONS:
        raise QueryTooLarge(f"More than {MAX_DEFINITIONS} operations and fragments are defined.")
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, ast.FragmentDefinition)}
    for definition in document.definitions:
        if isinstance(definition, ast.OperationDefinition):
            if len(definition.variable_definitions or ()) > MAX_VARIABLES:
                raise QueryTooLarge(f"More than {MAX_VARIABLES} variables are declared.")
            _walk(definition.selection_set, 1, fragments, (), _Count())
            _check_introspection(definition.selection_set, fragments, None)
        elif isinstance(definition, ast.FragmentDefinition):  # also one that nothing spreads is validated
            _walk(definition.selection_set, 1, fragments, (definition.name.value,), _Count())


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
        elif node.name.value in inside:
            raise GraphQLError(f"The fragment {node.name.value} spreads itself.")
        elif node.name.value in fragments:
            name = node.name.value
            _walk(fragments[name].selection_set, depth, fragments, (*inside, name), count)


def _count_field(field: ast.Field, depth: int, count: _Count) -> None:
    count.aliases += field.alias is not None
    if depth > MAX_DEPTH:
        raise QueryTooLarge(f"Fields nest deeper than {MAX_DEPTH}.")
    if count.aliases > MAX_ALIASES:
        raise QueryTooLarge(f"More than {MAX_ALIASES} fields are renamed (aliases).")
    # Fields of one name are compared with each other, pair by pair, when the question is validated.
    name = (field.alias or field.name).value
    count.names[f"{depth}:{name}"] += 1
    if count.names[f"{depth}:{name}"] > MAX_REPEATS:
        raise QueryTooLarge(f"The field {name} is asked for more than {MAX_REPEATS} times.")


def _check_introspection(
    selections: ast.SelectionSet | None, fragments: dict[str, ast.FragmentDefinition], lists: int | None
) -> None:
    """Below `__schema` and `__type`; `lists` is None outside of them. Of a document that `_walk` has passed."""
    for node in _nodes(selections):
        if isinstance(node, ast.FragmentSpread):
            fragment = fragments.get(node.name.value)
            _check_introspection(fragment.selection_set if fragment else None, fragments, lists)
            continue
        below = lists
        if isinstance(node, ast.Field):
            if node.name.value in {"__schema", "__type"}:
                below = 0
            elif lists is not None and node.name.value in _LISTS_OF_TYPES:
                below = lists + 1
        if below is not None and below > MAX_INTROSPECTION:
            raise QueryTooLarge("The schema is asked for too deep: a list of fields or types in such a list.")
        _check_introspection(node.selection_set, fragments, below)


def _nodes(selections: ast.SelectionSet | None) -> Iterable[Any]:
    return selections.selections if selections else ()
