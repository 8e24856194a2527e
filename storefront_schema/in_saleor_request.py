"""A request of Saleor's, as our resolvers need it: its user or app, its database, its rules about writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

import graphene
from saleor.core.db.connection import allow_writer, allow_writer_in_context
from saleor.graphql.core.context import disallow_replica_in_context, get_database_connection_name

from odop_core.permissions import Permission
from storefront_schema.viewer import ANONYMOUS, Viewer


class SaleorRequest:
    """Works for web requests and for the contexts Saleor makes up to render webhook payloads (an app, no user)."""

    def viewer(self, context: Any) -> Viewer:
        """Asked anew for each requestor: Saleor 3.21 renders the payloads of several apps with one context."""
        requestor = getattr(context, "app", None) or getattr(context, "user", None)
        known: tuple[Any, Viewer] | None = getattr(context, "_odop_viewer", None)
        if known is None or known[0] is not requestor:
            known = context._odop_viewer = (requestor, _viewer(requestor))
        return known[1]

    def database(self, context: Any) -> str:
        return str(get_database_connection_name(context))

    def reading(self, context: Any) -> AbstractContextManager[Any]:
        return cast("AbstractContextManager[Any]", allow_writer_in_context(context))

    @contextmanager
    def writing(self, context: Any) -> Iterator[None]:
        disallow_replica_in_context(context)
        with allow_writer():
            yield

    def global_id(self, type_name: str, root: Any) -> str:
        """Saleor wraps products and orders, to carry a channel or a promise not to call webhooks along."""
        node = getattr(root, "node", root)
        return str(graphene.Node.to_global_id(type_name, node.pk))


def _viewer(requestor: Any) -> Viewer:
    if not requestor or not requestor.is_active:
        return ANONYMOUS
    if not hasattr(requestor, "is_staff"):
        return Viewer("app", permissions=_granted(requestor))
    user_id = str(graphene.Node.to_global_id("User", requestor.pk))
    if not requestor.is_staff:
        return Viewer("customer", user_id)
    return Viewer("staff", user_id, _granted(requestor))


def _granted(requestor: Any) -> frozenset[Permission]:
    return frozenset(permission for permission in Permission if requestor.has_perm(permission.value))
