"""The App host with a store in memory, for worker processes of tests (`ODOP_HOST=tests.fake_host`)."""

from __future__ import annotations

from odop_core.store import Store
from saleor_config.app.host import background_work, models_ready, plugin_state, ready
from tests.fake_store import FakeStore

__all__ = ["background_work", "models_ready", "plugin_state", "ready", "store"]

_store = FakeStore()


def store() -> Store:
    return _store
