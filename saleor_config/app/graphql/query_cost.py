"""What the answer to a GraphQL question may cost: how many objects it may hold, counted on the schema beforehand.

Saleor's measure, as its `COST_MAP` has it and our `storefront_schema.costs` adds to it: a page costs as many objects as
it is asked for. A list without pages counts as long as such lists usually are, so that questions that go round in a
circle (districts, their crafts, the crafts' districts …) end where they become expensive.
"""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError, GraphQLList, GraphQLNonNull, get_named_type
from graphql.execution.values import get_argument_values, get_variable_values
from graphql.language import ast
from graphql.type.definition import GraphQLInterfaceType, GraphQLObjectType

from saleor_config.app.graphql.query_limits import QueryTooLarge
from storefront_schema.costs import COSTS

# As Saleor's GRAPHQL_QUERY_MAX_COMPLEXITY.
MAX_COST = 50_000
PAGE_WITHOUT_SIZE = 20
USUAL_LENGTH = 10
# Lists without pages that are longer than usual.
LENGTHS = {("Query", "districts"): 75, ("Query", "crafts"): 110}


def check_cost(schema: Any, document: ast.Document, operation_name: str | None, given: dict[str, Any]) -> None:
    """Of a document that is valid. Raises QueryTooLarge, and GraphQLError for variables that do not fit."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, ast.FragmentDefinition)}
    operations = [d for d in document.definitions if isinstance(d, ast.OperationDefinition)]
    for operation in operations:
        if operation_name is None or (operation.name and operation.name.value == operation_name):
            variables = _variables(schema, operation, given)
            root = {"query": schema.get_query_type(), "mutation": schema.get_mutation_type()}.get(operation.operation)
            _Costs(schema, fragments, variables).of(operation.selection_set, root, 1)


def _variables(schema: Any, operation: ast.OperationDefinition, given: dict[str, Any]) -> dict[str, Any]:
    try:
        values: dict[str, Any] = get_variable_values(schema, operation.variable_definitions or [], given)
    except GraphQLError:
        raise
    except Exception as error:  # scalars refuse what does not fit them in every way there is
        raise GraphQLError(f"The variables do not fit: {error}") from error
    return values


class _Costs:
    def __init__(self, schema: Any, fragments: dict[str, ast.FragmentDefinition], variables: dict[str, Any]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._total = 0

    def of(self, selections: ast.SelectionSet | None, parent: Any, times: int) -> None:
        """Adds what these fields cost, of a type that occurs so many times."""
        for node in selections.selections if selections else ():
            if isinstance(node, ast.Field):
                self._field(node, parent, times)
            elif isinstance(node, ast.InlineFragment):
                condition = node.type_condition
                self.of(node.selection_set, self._schema.get_type(condition.name.value) if condition else parent, times)
            else:
                fragment = self._fragments[node.name.value]
                self.of(fragment.selection_set, self._schema.get_type(fragment.type_condition.name.value), times)

    def _field(self, node: ast.Field, parent: Any, times: int) -> None:
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return
        definition = parent.fields.get(node.name.value)
        if definition is None:  # __typename and the like
            return
        cost = COSTS.get(parent.name, {}).get(node.name.value, {})
        named = get_named_type(definition.type)
        has_fields = isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
        self._total += times * cost.get("complexity", 1 if has_fields else 0)
        if self._total > MAX_COST:
            raise QueryTooLarge(
                f"The answer may hold more than {MAX_COST} objects. Ask for smaller pages, or less deep."
            )
        if has_fields:
            self.of(node.selection_set, named, times * self._length(node, parent.name, definition))

    def _length(self, node: ast.Field, parent: str, definition: Any) -> int:
        """How many there may be. The edges of a page are as many as were counted for the page."""
        if {"first", "last"} & definition.args.keys():
            given = get_argument_values(definition.args, node.arguments, self._variables)
            return max(
                [size for name in ("first", "last") if (size := given.get(name) or 0) > 0] or [PAGE_WITHOUT_SIZE]
            )
        if node.name.value == "_entities":
            return len(get_argument_values(definition.args, node.arguments, self._variables)["representations"])
        is_list = isinstance(_nullable(definition.type), GraphQLList)
        if not is_list or node.name.value == "edges":
            return 1
        return LENGTHS.get((parent, node.name.value), USUAL_LENGTH)


def _nullable(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_
