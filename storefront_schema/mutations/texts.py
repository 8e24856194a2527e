"""The texts among the arguments of a mutation, whatever it does with them: none may hold an Aadhaar number.

Here, once for all mutations, so that a new one cannot forget it. What is a number by nature is read by its own rules
(telephone numbers, accounts, the carriers' numbers): those arguments are named by `reads_itself` of the mutation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLString

from odop_core.india import aadhaar
from storefront_schema.errors import Code, Refused, SeveralRefused
from storefront_schema.mutations.arguments import AADHAAR

# `odop_core.india.phones` tells a telephone number from an Aadhaar number by how it is written.
PHONES = frozenset({"phone"})


Path = tuple[str | int, ...]


def refuse_aadhaar(types: Mapping[str, Any], arguments: Mapping[str, Any], reads_itself: Collection[str] = ()) -> None:
    """Raises Refused, naming each such field. `types` has the arguments of the field of the schema by name."""
    given = {argument.out_name or name: argument.type for name, argument in types.items()}
    _refuse(_texts(given, arguments, PHONES | set(reads_itself), ()))


def refuse_aadhaar_in_row(row: Mapping[str, Any]) -> None:
    """The same for one row of many, of plain values."""
    _refuse(((name,), text) for name, text in row.items() if isinstance(text, str) and name not in PHONES | {"id"})


def _refuse(texts: Iterable[tuple[Path, str]]) -> None:
    refused = [_refusal(path) for path, text in texts if aadhaar.contains_aadhaar(text)]
    if refused:
        raise SeveralRefused(refused)


def _refusal(path: Path) -> Refused:
    """Fields of the argument `input` are named as if they were arguments, as everywhere."""
    path = tuple(to_camel_case(step) if isinstance(step, str) else step for step in path)
    path = path[1:] if path[0] == "input" and len(path) > 1 else path
    return Refused(str(next(step for step in reversed(path) if isinstance(step, str))), AADHAAR, Code.INVALID, path)


def _texts(
    types: Mapping[str, Any], values: Mapping[str, Any], passed_over: Collection[str], above: Path
) -> Iterator[tuple[Path, str]]:
    for name, value in values.items():
        if name in types and name not in passed_over:
            yield from _texts_in(types[name], value, passed_over, (*above, name))


def _texts_in(kind: Any, value: Any, passed_over: Collection[str], path: Path) -> Iterator[tuple[Path, str]]:
    while isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    if isinstance(kind, GraphQLList) and isinstance(value, list | tuple):
        for place, each in enumerate(value):
            yield from _texts_in(kind.of_type, each, passed_over, (*path, place))
    elif isinstance(kind, GraphQLInputObjectType) and isinstance(value, Mapping):
        fields = {field.out_name or key: field.type for key, field in kind.fields.items()}
        yield from _texts(fields, value, passed_over, path)
    elif kind is GraphQLString and isinstance(value, str):
        yield path, value
