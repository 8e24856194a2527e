"""The host: how the suite is joined to a Saleor, in its process or beside it as an App.

The core never imports a host by name. It asks `current()`, which loads the module named by the setting `ODOP_HOST`, or
the fitting one: Saleor makes Django apps of plugins only, so the core's app configuration starts the host.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings

from odop_core import conf
from odop_core.store.catalogue import Catalogue
from odop_core.store.port import Store

IN_SALEOR = "saleor_config.in_saleor.host"
APP = "saleor_config.app.host"


@dataclass(frozen=True)
class PluginState:
    """Whether a merchant has a plugin switched on, and how it is configured (secrets in clear)."""

    active: bool
    configuration: dict[str, Any] = field(default_factory=dict)


class Host(Protocol):
    """What a host module offers, as module-level functions or as an object."""

    def models_ready(self) -> None:
        """Called while models load: the last moment to extend the store's permissions."""

    def ready(self) -> None:
        """Called once all apps are loaded: the moment to extend the store's GraphQL schema."""

    def store(self) -> Store:
        """The port to the Saleor this host is joined to."""

    def catalogue(self) -> Catalogue:
        """The port to the same Saleor's products and attributes."""

    def plugin_state(self, plugin_id: str) -> PluginState | None:
        """What the merchant has set for a plugin; None where nothing was ever set."""

    def has_shop(self) -> bool:
        """Whether there is a Saleor we work for (beside it, none before one has installed us)."""

    def background_work(self) -> AbstractContextManager[None]:
        """Wraps everything a worker does, for hosts that guard their database connections."""


@cache
def current_host() -> Host:
    """The host of this process."""
    configured = conf.get("HOST")
    fitting = IN_SALEOR if "saleor.core" in settings.INSTALLED_APPS else APP
    return cast(Host, import_module(configured or fitting))
