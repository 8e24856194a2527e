"""Writing a schema down in GraphQL's own language, with descriptions (graphql-core 2's printer leaves them out)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import GraphQLSchema
from graphql.language.printer import print_ast
from graphql.type.definition import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
)
from graphql.utils.ast_from_value import ast_from_value

BUILT_IN = {"String", "Boolean", "Int", "Float", "ID"}


def write_sdl(
    schema: GraphQLSchema,
    *,
    leave_out: Iterable[str] = (),
    extended: Mapping[str, str] | None = None,
    field_directives: Mapping[tuple[str, str], str] | None = None,
) -> str:
    """The types of a schema by name.

    `leave_out` names types and fields ("Type.field") of the protocol; `extended` gives types of others that are only
    extended, with what follows their name; `field_directives` gives what follows the field of a type.
    """
    writer = _Writer(set(leave_out), dict(extended or {}), dict(field_directives or {}))
    names = sorted(name for name in schema.get_type_map() if writer.keeps(name))
    return "\n\n".join(writer.definition(schema.get_type_map()[name]) for name in names) + "\n"


class _Writer:
    def __init__(self, left_out: set[str], extended: dict[str, str], directives: dict[tuple[str, str], str]) -> None:
        self.left_out = left_out
        self.extended = extended
        self.directives = directives

    def keeps(self, name: str) -> bool:
        return not name.startswith("__") and name not in BUILT_IN and name not in self.left_out

    def definition(self, kind: Any) -> str:
        if isinstance(kind, GraphQLObjectType):
            return self._object(kind)
        if isinstance(kind, GraphQLInterfaceType):
            fields = [self._field(kind.name, name, field) for name, field in kind.fields.items()]
            return _described(kind, "") + f"interface {kind.name} " + _block(fields)
        if isinstance(kind, GraphQLInputObjectType):
            fields = [_argument(name, field, "  ") for name, field in kind.fields.items()]
            return _described(kind, "") + f"input {kind.name} " + _block(fields)
        if isinstance(kind, GraphQLEnumType):
            values = [_described(value, "  ") + f"  {value.name}" for value in kind.values]
            return _described(kind, "") + f"enum {kind.name} " + _block(values)
        if isinstance(kind, GraphQLScalarType):
            return _described(kind, "") + f"scalar {kind.name}"
        if isinstance(kind, GraphQLUnionType):
            members = " | ".join(sorted(each.name for each in kind.types))
            return _described(kind, "") + f"union {kind.name} = {members}"
        raise TypeError(f"The suite has no types like {kind.name} ({type(kind).__name__}).")

    def _object(self, kind: GraphQLObjectType) -> str:
        kept = {name: field for name, field in kind.fields.items() if f"{kind.name}.{name}" not in self.left_out}
        block = _block(self._field(kind.name, name, field) for name, field in kept.items())
        if kind.name in self.extended:
            return f"extend type {kind.name}{self.extended[kind.name]} {block}"
        named = " & ".join(interface.name for interface in kind.interfaces)
        implements = f" implements {named}" if named else ""
        return f"{_described(kind, '')}type {kind.name}{implements} {block}"

    def _field(self, owner: str, name: str, field: Any) -> str:
        directive = self.directives.get((owner, name), "")
        text = f"  {name}{_arguments(field.args)}: {field.type}{directive}"
        return _described(field, "  ") + text


def _arguments(arguments: Mapping[str, Any]) -> str:
    if not arguments:
        return ""
    return "(\n" + "\n".join(_argument(name, argument, "    ") for name, argument in arguments.items()) + "\n  )"


def _argument(name: str, argument: Any, indent: str) -> str:
    default = argument.default_value
    given = "" if default is None else f" = {print_ast(ast_from_value(default, argument.type))}"
    return _described(argument, indent) + f"{indent}{name}: {argument.type}{given}"


def _described(thing: Any, indent: str) -> str:
    if not thing.description:
        return ""
    text = thing.description.strip().replace('"""', '\\"""')
    # A block text must not end with the quote that closes it.
    closing = f'\n{indent}"""' if "\n" in text or text.endswith('"') else '"""'
    lines = "\n".join((indent + line).rstrip() for line in text.split("\n"))
    opening = f'{indent}"""\n{lines}' if closing.startswith("\n") else f'{indent}"""{lines.strip()}'
    return f"{opening}{closing}\n"


def _block(lines: Iterable[str]) -> str:
    return "{\n" + "\n".join(lines) + "\n}"
