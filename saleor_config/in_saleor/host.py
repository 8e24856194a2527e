"""The host inside Saleor: the suite runs in its process, on its database, its Celery and its GraphQL endpoint.

The functions fulfil `odop_core.store.host.Host`. Saleor is imported inside them, since each may be called before the
part of Saleor that the next one needs is loaded.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import cast

from odop_core.security.permissions import Permission
from odop_core.store.catalogue import Catalogue
from odop_core.store.host import PluginState
from odop_core.store.port import Store

PERMISSIONS_ENUM = "OdopPermissions"


def models_ready() -> None:
    """Add our permissions to Saleor's, before it makes the GraphQL enum of them."""
    from saleor.permission.enums import PERMISSIONS_ENUMS, BasePermissionEnum

    if any(enum.__name__ == PERMISSIONS_ENUM for enum in PERMISSIONS_ENUMS):
        return
    ours = {permission.name: permission.value for permission in Permission}
    PERMISSIONS_ENUMS.append(BasePermissionEnum(PERMISSIONS_ENUM, ours))


def ready() -> None:
    """Add our types and fields to Saleor's schema, before it is built, our rows to its plugin configuration, and our
    hold on what is sold."""
    from saleor_config.in_saleor import last_piece
    from saleor_config.in_saleor.plugin_rows import add_rows_on_migrate
    from storefront_schema.in_saleor import inject

    inject()
    add_rows_on_migrate()
    last_piece.watch()


def store() -> Store:
    from saleor_config.in_saleor.store import InSaleorStore

    return InSaleorStore()


def catalogue() -> Catalogue:
    from saleor_config.in_saleor.catalogue import InSaleorCatalogue

    return InSaleorCatalogue()


def plugin_state(plugin_id: str) -> PluginState | None:
    """What the merchant set in the Dashboard. One small query, to the replica, so that GraphQL queries may ask too.

    Saleor's unique constraint does not cover rows without a channel, so there may be several: the oldest counts.
    """
    from django.conf import settings
    from saleor.plugins.models import PluginConfiguration

    rows = PluginConfiguration.objects.using(settings.DATABASE_CONNECTION_REPLICA_NAME)
    row = rows.filter(identifier=plugin_id, channel__isnull=True).order_by("pk").first()
    if row is None:
        return None
    entries = row.configuration or []
    return PluginState(row.active, {entry["name"]: entry["value"] for entry in entries})


def has_shop() -> bool:
    return True


def background_work() -> AbstractContextManager[None]:
    """Tells Saleor's guard that this work means to use the writer database."""
    from saleor.core.db.connection import allow_writer

    return cast("AbstractContextManager[None]", allow_writer())
