"""The composer of the App host: our types as a schema of their own, and as a subgraph beside Saleor's."""

from __future__ import annotations

from functools import cache

import graphene

from storefront_schema.federation import ENTITIES, FederationQueries
from storefront_schema.introspection import complete_introspection
from storefront_schema.mutations import MUTATIONS
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.work.odop_plugin_update import OdopPluginUpdate
from storefront_schema.queries import QUERIES
from storefront_schema.queries.products import product_queries
from storefront_schema.store_types import standing_in


@cache
def schema() -> graphene.Schema:
    """Built at the first call and kept."""
    complete_introspection()
    with standing_in(ENTITIES):
        return graphene.Schema(query=_query(), mutation=_mutation(), types=list(ENTITIES.values()))


def _query() -> type[graphene.ObjectType]:
    meta = type("Meta", (), {"description": "What may be asked."})
    mixins = (*QUERIES, product_queries(ENTITIES["Product"]), FederationQueries)
    return type("Query", mixins, {"Meta": meta})


def _mutation() -> type[graphene.ObjectType]:
    mutations: dict[str, type[StaffMutation]] = {**MUTATIONS, "odop_plugin_update": OdopPluginUpdate}
    fields = {name: mutation.Field() for name, mutation in mutations.items()}
    meta = type("Meta", (), {"description": "What may be done."})
    return type("Mutation", (graphene.ObjectType,), {"Meta": meta, **fields})
