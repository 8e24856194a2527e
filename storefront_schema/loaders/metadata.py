"""What other systems keep with our rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from odop_core.metadata import NONE, MetadataInfo, metadata_of
from storefront_schema.loaders.base import Loader


class Metadata(Loader):
    """By the type and the key of the row."""

    nothing = NONE

    def read(self, keys: list[tuple[str, str]], using: str) -> Mapping[tuple[str, str], MetadataInfo]:
        by_type: dict[str, list[str]] = defaultdict(list)
        for type_name, key in keys:
            by_type[type_name].append(key)
        return {
            (type_name, key): found
            for type_name, wanted in by_type.items()
            for key, found in metadata_of(type_name, wanted, using).items()
        }
