"""Adds the suite's types and fields to Saleor's GraphQL schema, by injection, before Saleor builds it.

Saleor builds its schema once, from classes that are all loaded when Django apps become ready. We add to those classes
then, so that web, workers and webhook subscriptions all see one and the same schema. We only ever add: where a name is
taken, Saleor does not start, because overriding it silently would be worse. (Types that Saleor loads later than we look
are compared by graphene itself, when it builds the schema.)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import graphene
from django.core.exceptions import ImproperlyConfigured
from graphene.types.base import BaseType

from storefront_schema import filter_inputs, interfaces, request, scalars, store_types
from storefront_schema.costs import COSTS
from storefront_schema.extensions import extensions
from storefront_schema.guards import refuse_unkeepable
from storefront_schema.mutations import MUTATIONS
from storefront_schema.queries import QUERIES
from storefront_schema.queries.products import product_queries

_done = False


def inject() -> None:
    """Once per process; a second call changes nothing. Raises ImproperlyConfigured where we cannot add."""
    global _done
    if _done:
        return
    if "saleor.graphql.api" in sys.modules:
        raise ImproperlyConfigured(
            "Saleor's GraphQL schema was built before the ODOP suite could add to it. Something imports "
            "saleor.graphql.api, saleor.urls or saleor.graphql.views while Django loads models or plugins: "
            "import it later, inside the function that needs it."
        )
    from saleor.graphql.account.types import User
    from saleor.graphql.app.types import App
    from saleor.graphql.core.scalars import Date, DateTime
    from saleor.graphql.core.types import Upload
    from saleor.graphql.meta.inputs import MetadataInput
    from saleor.graphql.meta.types import Metadata, MetadataItem, ObjectWithMetadata
    from saleor.graphql.order.types import Order
    from saleor.graphql.product.types import Product, ProductVariant

    from storefront_schema.in_saleor_request import SaleorRequest

    scalars.use_scalars(Date=Date, DateTime=DateTime, Upload=Upload, Metadata=Metadata)
    interfaces.use_types(MetadataInput=MetadataInput, MetadataItem=MetadataItem, ObjectWithMetadata=ObjectWithMetadata)
    store_types.use_store_types(Product=Product, ProductVariant=ProductVariant, Order=Order, User=User, App=App)
    filter_inputs.use_types(**_filter_inputs())
    refuse_taken_names(_our_types(), _known_types())
    _extend_types()
    _add_root_fields(product_queries(Product))
    _add_costs()
    request.use_adapter(SaleorRequest())
    _done = True


def _filter_inputs() -> dict[str, Any]:
    """Saleor's operators of `where`, by name."""
    from saleor.graphql.core.enums import OrderDirection
    from saleor.graphql.core.types.common import DateRangeInput, DateTimeRangeInput

    # Until 3.21 they were beside the other types.
    module = "types.filter_input" if find_spec("saleor.graphql.core.types.filter_input") else "filters.where_input"
    operators = import_module(f"saleor.graphql.core.{module}")
    ours = ("StringFilterInput", "GlobalIDFilterInput", "IntFilterInput")
    return {
        "DateRangeInput": DateRangeInput, "DateTimeRangeInput": DateTimeRangeInput, "OrderDirection": OrderDirection,
        **{name: getattr(operators, name) for name in ours},
    }  # fmt: skip


def refuse_taken_names(ours: dict[str, Any], known: Iterable[Any]) -> None:
    """Raises ImproperlyConfigured when a type of ours, by name, is not the only one of its name."""
    taken = {kind._meta.name: kind for kind in known if ours.get(kind._meta.name, kind) is not kind}
    if taken:
        names = ", ".join(f"{name} (of {kind.__module__})" for name, kind in sorted(taken.items()))
        raise ImproperlyConfigured(f"The ODOP suite cannot add these GraphQL types, their names are taken: {names}.")


def add_fields(owner: str, fields: dict[str, Any], new: dict[str, Any]) -> None:
    """Put new fields among those of a type. Raises ImproperlyConfigured when one is there already."""
    taken = sorted(fields.keys() & new.keys())
    if taken:
        raise ImproperlyConfigured(
            f"The ODOP suite cannot add {', '.join(taken)} to the GraphQL type {owner}: it has such fields already."
        )
    fields.update(new)


def _extend_types() -> None:
    from saleor.graphql.order.types import Order, OrderLine
    from saleor.graphql.product.types import Product, ProductVariant

    types = {"Product": Product, "ProductVariant": ProductVariant, "Order": Order, "OrderLine": OrderLine}
    for name, fields in extensions().items():
        add_fields(name, types[name]._meta.fields, fields)


def _add_root_fields(*of_saleors_types: Any) -> None:
    """Saleor's Query and Mutation are classes made of mixins; what we set on two of these becomes theirs."""
    from saleor.graphql.core.schema import CoreMutations, CoreQueries

    mixins = (*QUERIES, *of_saleors_types)
    queries = {name: field for mixin in mixins for name, field in mixin._meta.fields.items()}
    resolvers = {
        f"resolve_{name}": _checked(getattr(mixin, f"resolve_{name}"))
        for mixin in mixins
        for name, field in mixin._meta.fields.items()
        # A list has its resolver with it.
        if field.resolver is None
    }
    add_to_mixin(CoreQueries, queries, resolvers)
    add_to_mixin(CoreMutations, {name: mutation.Field() for name, mutation in MUTATIONS.items()})


def _checked(resolver: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(resolver)
    def checked(root: Any, info: graphene.ResolveInfo, **arguments: Any) -> Any:
        refuse_unkeepable(arguments)
        return resolver(root, info, **arguments)

    return checked


def add_to_mixin(mixin: Any, fields: dict[str, Any], resolvers: dict[str, Any] | None = None) -> None:
    """Raises ImproperlyConfigured when a name is taken: here at once, in a sibling mixin when Saleor joins them."""
    add_fields(mixin.__name__, dict(mixin._meta.fields), fields)
    for name, value in {**fields, **(resolvers or {})}.items():
        setattr(mixin, name, staticmethod(value) if callable(value) else value)

    def check_siblings(cls: Any, **options: Any) -> None:
        for base in cls.__mro__:
            if base is not mixin:
                add_fields(f"{cls.__name__} ({base.__name__})", dict(vars(base)), fields)
        super(mixin, cls).__init_subclass_with_meta__(**options)

    mixin.__init_subclass_with_meta__ = classmethod(check_siblings)


def _add_costs() -> None:
    from saleor.graphql.query_cost_map import COST_MAP

    for kind, costs in COSTS.items():
        add_fields(f"{kind} (query costs)", COST_MAP.setdefault(kind, {}), costs)


def _our_types() -> dict[str, Any]:
    """The types that come with our fields, found by building a schema of these alone, without types of Saleor's."""
    stand_in = type("OdopStandIn", (graphene.ObjectType,), {"id": graphene.ID()})
    query = type("OdopQuery", (*QUERIES, product_queries(stand_in)), {})
    mutation = type("OdopMutation", (graphene.ObjectType,), {name: m.Field() for name, m in MUTATIONS.items()})
    with store_types.standing_in(dict.fromkeys(store_types.NAMES, stand_in)):
        types = graphene.Schema(query=query, mutation=mutation).get_type_map()
    ours = {name: kind.graphene_type for name, kind in types.items() if hasattr(kind, "graphene_type")}
    return {name: kind for name, kind in ours.items() if kind is not stand_in}


def _known_types() -> Iterator[Any]:
    """Every GraphQL type that was defined in this process, but for graphene's own and ours.

    Everybody's enums seem to be of `graphene.types.enum`: that is where graphene makes classes of them.
    """
    for kind in _subclasses(BaseType):
        is_graphenes = kind.__module__.startswith("graphene.") and kind.__module__ != "graphene.types.enum"
        is_ours = kind.__module__.startswith("storefront_schema.")
        if getattr(vars(kind).get("_meta"), "name", None) and not is_graphenes and not is_ours:
            yield kind


def _subclasses(base: Any) -> Iterator[Any]:
    for kind in base.__subclasses__():
        yield kind
        yield from _subclasses(kind)
