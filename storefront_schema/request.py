"""What resolvers need of a request, in whichever host it runs: who asks, which database to read, what may be written.

Beside Saleor the defaults below fit. Inside Saleor the composer puts its own adapter in place (`in_saleor_request`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

import graphene
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest

from odop_core.web.rate_limits import client_address
from storefront_schema.viewer import Viewer


class RequestAdapter(Protocol):
    def viewer(self, context: Any) -> Viewer:
        """Who is asking."""

    def database(self, context: Any) -> str:
        """Alias of the database this request reads from."""

    def reading(self, context: Any) -> AbstractContextManager[Any]:
        """Wraps the reads of a dataloader."""

    def primary(self, context: Any) -> AbstractContextManager[Any]:
        """Wraps reads of the primary database; what else the request reads stays where it is."""

    def writing(self, context: Any) -> AbstractContextManager[Any]:
        """Wraps a mutation; what the same request reads afterwards must show what was written."""

    def global_id(self, type_name: str, root: Any) -> str:
        """The global ID of one of the store's objects, as resolvers of its type receive it."""

    def http(self, context: Any) -> HttpRequest | None:
        """The request itself; None where there is none, as when the payload of a webhook is made."""

    def listed(self, info: graphene.ResolveInfo, channel: str | None) -> Q | None:
        """Which claims are of products that whoever asks may see listed in a channel; None: the host cannot tell."""

    def products(self, context: Any, ids: Sequence[str], channel: str | None) -> Any:
        """The store's products with these global IDs, in this order, as resolvers of their type receive them."""

    def store_objects(
        self, context: Any, type_name: str, wanted: Sequence[tuple[str, str | None]]
    ) -> Mapping[tuple[str, str | None], Any]:
        """Objects of the store of one type, by global ID and channel, as resolvers of their type receive them; without
        those that whoever asks may not see."""


@dataclass(frozen=True)
class StoreObject:
    """An object of the store, as far as the App host knows it. With its channel Saleor can complete it for a router."""

    id: str
    channel: str | None = None


class AppRequest:
    """Beside Saleor: the endpoint made a `Context`, and objects of the store are known by their ID alone."""

    def viewer(self, context: Any) -> Viewer:
        viewer: Viewer = context.viewer
        return viewer

    def database(self, context: Any) -> str:
        return "default"

    def reading(self, context: Any) -> AbstractContextManager[Any]:
        return nullcontext()

    def primary(self, context: Any) -> AbstractContextManager[Any]:
        return nullcontext()

    def writing(self, context: Any) -> AbstractContextManager[Any]:
        return nullcontext()

    def global_id(self, type_name: str, root: Any) -> str:
        return str(root.id)

    def http(self, context: Any) -> HttpRequest | None:
        return getattr(context, "request", None)

    def listed(self, info: graphene.ResolveInfo, channel: str | None) -> Q | None:
        """A gateway asks Saleor for the rest of each product, and Saleor shows what may be seen."""
        return None

    def products(self, context: Any, ids: Sequence[str], channel: str | None) -> Any:
        return [StoreObject(product_id, channel) for product_id in ids]

    def store_objects(
        self, context: Any, type_name: str, wanted: Sequence[tuple[str, str | None]]
    ) -> Mapping[tuple[str, str | None], Any]:
        """References: a router asks the store, which shows what may be seen."""
        return {key: StoreObject(*key) for key in wanted}


_adapter: RequestAdapter = AppRequest()


def use_adapter(adapter: RequestAdapter) -> None:
    """From now on requests are of this kind. Called once, at start-up, by the composer of the host."""
    global _adapter
    _adapter = adapter


def viewer(info: graphene.ResolveInfo) -> Viewer:
    return _adapter.viewer(info.context)


def database(info: graphene.ResolveInfo) -> str:
    return _adapter.database(info.context)


def primary(info: graphene.ResolveInfo) -> AbstractContextManager[Any]:
    """Wraps reads that must show what was written a moment ago, such as the call an operator just took."""
    return _adapter.primary(info.context)


def adapter() -> RequestAdapter:
    return _adapter


def store_id(type_name: str, root: Any) -> str:
    return _adapter.global_id(type_name, root)


def actor(info: graphene.ResolveInfo) -> str:
    """Whom to write down as the one who did it: the global ID of the user, "app" with that of the app behind, or for
    who signed in with a one-time code "supplier:<number>", with the member of the group behind it, if it was one."""
    viewer = _adapter.viewer(info.context)
    if viewer.supplier_id is not None:
        return f"supplier:{viewer.supplier_id}" + (f":member-{viewer.member_id}" if viewer.member_id else "")
    return viewer.user_id or (f"app:{viewer.app_id}" if viewer.app_id else viewer.kind)


def network(info: graphene.ResolveInfo) -> str:
    """Where the request comes from, to count by; "" where it is no request."""
    http = _adapter.http(info.context)
    return client_address(http) if http else ""


def file(info: graphene.ResolveInfo, part: Any) -> UploadedFile | None:
    """The file of a multipart request that the value of an `Upload` stands for."""
    http = _adapter.http(info.context)
    return http.FILES.get(part) if http and isinstance(part, str) else None
