"""Objects of the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from promise import Promise

from storefront_schema import request
from storefront_schema.loaders.base import Loader

# The type, the global ID, and the channel it is asked for in.
StoreKey = tuple[str, str, str | None]


class StoreObject(Loader):
    """By type, global ID and channel: what whoever asks may see of it in the store, else None."""

    def batch_load_fn(self, keys: list[StoreKey]) -> Promise:
        adapter = request.adapter()
        by_type: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for type_name, store_id, channel in keys:
            by_type[type_name].append((store_id, channel))
        with adapter.reading(self.context):
            found: Mapping[str, Mapping[tuple[str, str | None], Any]] = {
                type_name: adapter.store_objects(self.context, type_name, wanted)
                for type_name, wanted in by_type.items()
            }
        return Promise.resolve([found[type_name].get((store_id, channel)) for type_name, store_id, channel in keys])
