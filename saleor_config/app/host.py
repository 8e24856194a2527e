"""The App host: the suite beside a Saleor, told by webhooks and answering by GraphQL."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from odop_core.store.catalogue import Catalogue
from odop_core.store.host import PluginState
from odop_core.store.port import Store


def models_ready() -> None:
    """Beside Saleor there are no permissions to extend: an App cannot define any."""


def ready() -> None:
    """Beside Saleor the schema is our own; `saleor_config.app.graphql.endpoint` builds it on first use."""


def store() -> Store:
    from saleor_config.app.store.app_store import AppStore

    return AppStore()


def catalogue() -> Catalogue:
    from saleor_config.app.store.app_catalogue import AppCatalogue

    return AppCatalogue()


def plugin_state(plugin_id: str) -> PluginState | None:
    from odop_core.models import PluginSetting

    setting = PluginSetting.objects.filter(plugin_id=plugin_id).first()
    return PluginState(setting.active, setting.configuration) if setting else None


def has_shop() -> bool:
    from saleor_config.app.models import active_installation

    return active_installation() is not None


def background_work() -> AbstractContextManager[None]:
    return nullcontext()
