"""What resolvers need of a request, in whichever host it runs: who asks, which database to read, what may be written.

Beside Saleor the defaults below fit. Inside Saleor the composer puts its own adapter in place (`in_saleor_request`).
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

import graphene

from storefront_schema.viewer import Viewer


class RequestAdapter(Protocol):
    def viewer(self, context: Any) -> Viewer:
        """Who is asking."""

    def database(self, context: Any) -> str:
        """Alias of the database this request reads from."""

    def reading(self, context: Any) -> AbstractContextManager[Any]:
        """Wraps the reads of a dataloader."""

    def writing(self, context: Any) -> AbstractContextManager[Any]:
        """Wraps a mutation; what the same request reads afterwards must show what was written."""

    def global_id(self, type_name: str, root: Any) -> str:
        """The global ID of one of the store's objects, as resolvers of its type receive it."""


class AppRequest:
    """Beside Saleor: the endpoint made a `Context`, and objects of the store are known by their ID alone."""

    def viewer(self, context: Any) -> Viewer:
        viewer: Viewer = context.viewer
        return viewer

    def database(self, context: Any) -> str:
        return "default"

    def reading(self, context: Any) -> AbstractContextManager[Any]:
        return nullcontext()

    def writing(self, context: Any) -> AbstractContextManager[Any]:
        return nullcontext()

    def global_id(self, type_name: str, root: Any) -> str:
        return str(root.id)


_adapter: RequestAdapter = AppRequest()


def use(adapter: RequestAdapter) -> None:
    """From now on requests are of this kind. Called once, at start-up, by the composer of the host."""
    global _adapter
    _adapter = adapter


def viewer(info: graphene.ResolveInfo) -> Viewer:
    return _adapter.viewer(info.context)


def database(info: graphene.ResolveInfo) -> str:
    return _adapter.database(info.context)


def adapter() -> RequestAdapter:
    return _adapter


def store_id(type_name: str, root: Any) -> str:
    return _adapter.global_id(type_name, root)
