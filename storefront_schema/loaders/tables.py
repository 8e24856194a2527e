"""Tables that were handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from odop_consignment.api import imports
from odop_core.database.pagination import Window
from storefront_schema.loaders.base import Loader


class ErrorsOfImport(Loader):
    """By import and window: lists within a list are asked for with the same window."""

    nothing = ()

    def read(
        self, keys: list[tuple[int, Window]], using: str
    ) -> Mapping[tuple[int, Window], list[imports.ImportProblem]]:
        by_window: dict[Window, list[int]] = defaultdict(list)
        for import_id, window in keys:
            by_window[window].append(import_id)
        return {
            (import_id, window): rows
            for window, import_ids in by_window.items()
            for import_id, rows in imports.errors_of_imports(import_ids, window, using).items()
        }


class ErrorCountOfImport(Loader):
    nothing = 0

    def read(self, keys: list[int], using: str) -> Mapping[int, int]:
        return imports.count_errors_of_imports(keys, using)
