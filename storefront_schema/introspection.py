"""The App host answers the introspection query of current tools.

graphql-core 2 knows the specification of 2018. Newer clients also ask for `specifiedByURL`, `isRepeatable`, `isOneOf`,
the schema's description and deprecated inputs (specification of September 2025; graphql-js 16 and graphql-core 3 with
all options of their `getIntrospectionQuery`). We have none of these things, and say so instead of refusing the query.
"""

from __future__ import annotations

from typing import Any

from graphql import GraphQLArgument, GraphQLBoolean, GraphQLField, GraphQLNonNull, GraphQLString
from graphql.language.printer import print_ast
from graphql.type import introspection
from graphql.type.definition import GraphQLInputObjectType
from graphql.utils.ast_from_value import ast_from_value

TYPES = vars(introspection)
# Lists that take `includeDeprecated` by now.
LISTS = {"__Schema": ["directives"], "__Type": ["inputFields"], "__Directive": ["args"], "__Field": ["args"]}


def complete_introspection() -> None:
    """In graphql-core's own types, of which a process has one set; a second call changes nothing."""
    for name, lists in LISTS.items():
        for field in lists:
            _take_include_deprecated(TYPES[name].fields[field])
    for name in ("__Directive", "__InputValue"):
        _add(name, "isDeprecated", GraphQLNonNull(GraphQLBoolean), lambda _root, _info: False)
        _add(name, "deprecationReason", GraphQLString, lambda _root, _info: None)
    # As it is, graphql-core 2 writes the default of an enum as a text, which no client can read.
    TYPES["__InputValue"].fields["defaultValue"].resolver = _default_value
    _add("__Schema", "description", GraphQLString, lambda _root, _info: None)
    _add("__Type", "specifiedByURL", GraphQLString, lambda _root, _info: None)
    _add("__Type", "isOneOf", GraphQLBoolean, _is_one_of)
    _add("__Directive", "isRepeatable", GraphQLNonNull(GraphQLBoolean), lambda _root, _info: False)


def _add(owner: str, name: str, kind: Any, resolver: Any) -> None:
    TYPES[owner].fields.setdefault(name, GraphQLField(kind, resolver=resolver))


def _default_value(root: Any, _info: Any) -> str | None:
    default = root.default_value
    return None if default is None else print_ast(ast_from_value(default, root.type))


def _is_one_of(root: Any, _info: Any) -> bool | None:
    return False if isinstance(root, GraphQLInputObjectType) else None


def _take_include_deprecated(field: GraphQLField) -> None:
    if "includeDeprecated" in field.args:
        return
    resolve = field.resolver
    field.args["includeDeprecated"] = GraphQLArgument(GraphQLBoolean, default_value=False)
    field.resolver = lambda root, info, **_arguments: resolve(root, info)
