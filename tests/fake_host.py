"""The App host with a store in memory, for worker processes of tests (`ODOP_HOST=tests.fake_host`)."""

from __future__ import annotations

from odop_core.store.catalogue import Catalogue
from odop_core.store.port import Store
from saleor_config.app.host import background_work, has_shop, models_ready, plugin_state, ready
from tests.fake_catalogue import FakeCatalogue
from tests.fake_store import FakeStore

__all__ = ["background_work", "catalogue", "has_shop", "models_ready", "plugin_state", "ready", "store"]

_store = FakeStore()
_catalogue = FakeCatalogue()


def store() -> Store:
    return _store


def catalogue() -> Catalogue:
    return _catalogue
