"""A request of Saleor's, as our resolvers need it: its user or app, its database, its rules about writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import graphene
from django.db.models import Exists, Func, IntegerField, OuterRef, Q
from django.http import HttpRequest
from saleor.channel.models import Channel
from saleor.core.db.connection import allow_writer, allow_writer_in_context
from saleor.graphql.core.context import disallow_replica_in_context, get_database_connection_name
from saleor.product.models import Product, ProductVariant

from odop_core.security.permissions import Permission
from storefront_schema import ids, supplier_tokens
from storefront_schema.store_types import get_store_type
from storefront_schema.viewer import ANONYMOUS, Viewer

# What Saleor shows by channel, and the permissions of those who keep it.
GOODS = {"Product": Product, "ProductVariant": ProductVariant}
KEEP_GOODS = frozenset({Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_PROVENANCE})


class SaleorRequest:
    """Works for web requests and for the contexts Saleor makes up to render webhook payloads (an app, no user)."""

    def viewer(self, context: Any) -> Viewer:
        """Asked anew for each requestor: Saleor 3.21 renders the payloads of several apps with one context."""
        requestor = getattr(context, "app", None) or getattr(context, "user", None)
        known: tuple[Any, Viewer] | None = getattr(context, "_odop_viewer", None)
        if known is None or known[0] is not requestor:
            known = context._odop_viewer = (requestor, self._viewer(context, requestor))
        return known[1]

    def _viewer(self, context: Any, requestor: Any) -> Viewer:
        """Saleor knows nothing of tokens of suppliers, and takes who sends one for a stranger."""
        http = self.http(context)
        token = "" if requestor or http is None else supplier_tokens.find_token(http.headers.get("Authorization", ""))
        if not token:
            return _viewer(requestor)
        with self.primary(context):
            return supplier_tokens.read_viewer(token)

    def database(self, context: Any) -> str:
        return str(get_database_connection_name(context))

    def reading(self, context: Any) -> AbstractContextManager[Any]:
        return cast("AbstractContextManager[Any]", allow_writer_in_context(context))

    def primary(self, context: Any) -> AbstractContextManager[Any]:
        return cast("AbstractContextManager[Any]", allow_writer())

    @contextmanager
    def writing(self, context: Any) -> Iterator[None]:
        disallow_replica_in_context(context)
        with allow_writer():
            yield

    def global_id(self, type_name: str, root: Any) -> str:
        """Saleor wraps products and orders, to carry a channel or a promise not to call webhooks along."""
        node = getattr(root, "node", root)
        return str(graphene.Node.to_global_id(type_name, node.pk))

    def http(self, context: Any) -> HttpRequest | None:
        return context if isinstance(context, HttpRequest) else None

    def listed(self, info: graphene.ResolveInfo, channel: str | None) -> Q | None:
        """Those that Saleor's own list would have."""
        from saleor.graphql.product.resolvers import resolve_products

        context = info.context
        using = self.database(context)
        requestor = getattr(context, "app", None) or getattr(context, "user", None)
        found = Channel.objects.using(using).filter(slug=_channel(context, channel)).first()
        shown = resolve_products(info, requestor, found, limited_channel_access=True).qs
        return Q(Exists(shown.filter(pk=StoreKey(OuterRef("product_id")))))

    def products(self, context: Any, ids: Sequence[str], channel: str | None) -> Any:
        """As Saleor's own lists give them, through its own dataloader."""
        from saleor.graphql.product.dataloaders import ProductByIdLoader

        slug = _channel(context, channel)
        keys = [int(graphene.Node.from_global_id(product_id)[1]) for product_id in ids]
        loaded = ProductByIdLoader(context).load_many(keys)
        return loaded.then(lambda found: [_channel_context()(node=product, channel_slug=slug) for product in found])

    def store_objects(
        self, context: Any, type_name: str, wanted: Sequence[tuple[str, str | None]]
    ) -> Mapping[tuple[str, str | None], Any]:
        """What Saleor itself hands out for references to these in a supergraph: it checks who may see them."""
        real = [(store_id, channel) for store_id, channel in wanted if _is_id(type_name, store_id)]
        if not real:
            return {}
        find = getattr(get_store_type(type_name), f"_{type_name}__resolve_references")
        roots = [SimpleNamespace(id=store_id, channel=channel, email=None) for store_id, channel in real]
        found = dict(zip(real, find(roots, _entities_info(context)), strict=True))
        if type_name in GOODS and self.viewer(context).permissions & KEEP_GOODS:
            found |= self._goods(context, type_name, [key for key, shown in found.items() if shown is None])
        return found

    def _goods(
        self, context: Any, type_name: str, wanted: Sequence[tuple[str, str | None]]
    ) -> Mapping[tuple[str, str | None], Any]:
        """Whoever keeps suppliers' goods must know which they are, also those that no channel shows. Saleor guards what
        is private of them, field by field."""
        numbers = {key: int(ids.key_of(type_name, key[0])) for key in wanted}
        rows = GOODS[type_name].objects.using(self.database(context)).in_bulk(set(numbers.values()))
        wrap = _channel_context()
        return {key: wrap(node=rows[number], channel_slug=key[1]) for key, number in numbers.items() if number in rows}


def _entities_info(context: Any) -> graphene.ResolveInfo:
    """What Saleor's resolvers of references get: some are traced by the field's name, and want a real one."""
    return graphene.ResolveInfo(
        field_name="_entities", field_asts=[], return_type=None, parent_type=SimpleNamespace(name="Query"),
        schema=None, fragments={}, root_value=None, operation=None, variable_values={}, context=context,
    )  # fmt: skip


def _is_id(type_name: str, store_id: str) -> bool:
    try:
        key = ids.key_of(type_name, store_id)
        return key.isdecimal() if type_name != "Order" else bool(UUID(key))
    except ValueError:
        return False


class StoreKey(Func):
    """The primary key in a global ID of a product; null for whatever is none."""

    template = (
        "CASE WHEN %(expressions)s ~ '^[A-Za-z0-9+/]+={0,2}$' AND mod(length(%(expressions)s), 4) = 0 "
        "THEN substring(encode(decode(%(expressions)s, 'base64'), 'escape') from '^Product:([0-9]{1,9})$')::int END"
    )
    output_field = IntegerField()


def _channel(context: Any, slug: str | None) -> str:
    """Like Saleor's own queries: without a name it is the only channel. Raises a GraphQL error if there are several."""
    from saleor.graphql.channel.utils import get_default_channel_slug_or_graphql_error

    return slug or str(get_default_channel_slug_or_graphql_error(allow_replica=context.allow_replica))


def _channel_context() -> Any:
    """It moved after Saleor 3.21."""
    try:
        from saleor.graphql.core.context import ChannelContext
    except ImportError:
        from saleor.graphql.channel import ChannelContext
    return ChannelContext


def _viewer(requestor: Any) -> Viewer:
    if not requestor or not requestor.is_active:
        return ANONYMOUS
    if not hasattr(requestor, "is_staff"):
        app_id = str(graphene.Node.to_global_id("App", requestor.pk))
        return Viewer("app", permissions=_granted(requestor), app_id=app_id)
    user_id = str(graphene.Node.to_global_id("User", requestor.pk))
    if not requestor.is_staff:
        return Viewer("customer", user_id)
    return Viewer("staff", user_id, _granted(requestor), requestor.email or "")


def _granted(requestor: Any) -> frozenset[Permission]:
    return frozenset(permission for permission in Permission if requestor.has_perm(permission.value))
