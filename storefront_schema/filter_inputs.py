"""The operators of `where`, and the direction of `sortBy`: named and shaped as Saleor has them (3.21 to 3.24).

A schema has one type of a name, so inside Saleor our lists use Saleor's own, as with scalars.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from storefront_schema.scalars import scalar

EQ = "The value equal to."
ONE_OF = "The value included in."
RANGE = "The value in range."
GTE = "Value greater than or equal to."
LTE = "Value less than or equal to."


def _range(name: str, of: Any) -> type[graphene.InputObjectType]:
    meta = type("Meta", (), {"description": "Both ends are included."})
    ends = {"gte": graphene.InputField(of, description=GTE), "lte": graphene.InputField(of, description=LTE)}
    return type(name, (graphene.InputObjectType,), {"Meta": meta, **ends})


def _operators(name: str, of: Any, about: str, **more: Any) -> type[graphene.InputObjectType]:
    fields = {
        "eq": graphene.InputField(of, description=EQ),
        "one_of": graphene.InputField(graphene.List(graphene.NonNull(of)), description=ONE_OF),
    }
    meta = type("Meta", (), {"description": f"Define the filtering options for {about} fields."})
    return type(name, (graphene.InputObjectType,), {"Meta": meta, **fields, **more})


class OrderDirection(graphene.Enum):
    class Meta:
        description = "In which direction a list is sorted."

    ASC = ""
    DESC = "-"

    @property
    def description(self) -> str:
        return "Specifies a descending sort order." if self.value else "Specifies an ascending sort order."


_IntRangeInput = _range("IntRangeInput", graphene.Int)

_types: dict[str, Any] = {
    "StringFilterInput": _operators("StringFilterInput", graphene.String, "string"),
    "GlobalIDFilterInput": _operators("GlobalIDFilterInput", graphene.ID, "foreign key"),
    "IntFilterInput": _operators(
        "IntFilterInput", graphene.Int, "integer", range=graphene.InputField(_IntRangeInput, description=RANGE)
    ),
    "DateRangeInput": _range("DateRangeInput", scalar("Date")),
    "DateTimeRangeInput": _range("DateTimeRangeInput", scalar("DateTime")),
    "OrderDirection": OrderDirection,
}


_enums: dict[str, type[graphene.InputObjectType]] = {}


def use_types(**types: Any) -> None:
    """From now on these. Called before a schema is built: that is when fields look their type up."""
    _types.update(types)


def operators(name: str) -> Callable[[], Any]:
    """The type of this name, to be looked up later."""
    return lambda: _types[name]


def enum_operators(enum: Any) -> type[graphene.InputObjectType]:
    """`eq` and `oneOf` of an enum; one type for each, however many lists have it."""
    name = f"{enum._meta.name}FilterInput"
    return _enums.setdefault(name, _operators(name, enum, "enum"))
