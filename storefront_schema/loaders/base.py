"""Dataloaders: whatever the length of a page, each kind of fact is read from the database once.

One instance of each per request, kept in the context's `dataloaders` beside the host's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, ClassVar, Self

import graphene
from promise import Promise
from promise.dataloader import DataLoader

from storefront_schema import request


class Loader(DataLoader):
    """Base: a subclass says how to `read` many keys at once, and what a key nothing was found for stands for."""

    nothing: ClassVar[Any] = None

    def __init__(self, context: Any) -> None:
        self.context = context
        super().__init__()

    @classmethod
    def of(cls, info: graphene.ResolveInfo) -> Self:
        """The one instance of this request."""
        loaders: dict[str, Any] = info.context.dataloaders
        name = f"odop_{cls.__name__}"
        if name not in loaders:
            loaders[name] = cls(info.context)
        loader: Self = loaders[name]
        return loader

    @classmethod
    def resolver(cls, key: str = "id", *, show: str = "") -> Callable[[Any, graphene.ResolveInfo], Promise | None]:
        """A resolver that loads by an attribute of the row; null where that is null or empty.

        `show` names the attribute to show of what was loaded, null where nothing was. Default: all of it.
        """
        key_of, shown = attrgetter(key), attrgetter(show) if show else None

        def resolve(root: Any, info: graphene.ResolveInfo) -> Promise | None:
            value = key_of(root)
            if value in (None, ""):
                return None
            loaded = cls.of(info).load(value)
            return loaded.then(lambda found: shown(found) if found else None) if shown else loaded

        return resolve

    def batch_load_fn(self, keys: list[Any]) -> Promise:
        adapter = request.adapter()
        with adapter.reading(self.context):
            found = self.read(list(keys), adapter.database(self.context))
        return Promise.resolve([found.get(key, self.nothing) for key in keys])

    def read(self, keys: list[Any], using: str) -> Mapping[Any, Any]:
        raise NotImplementedError


class LimitedLoader(Loader):
    """Base: some rows of each owner, by (owner, how many at most)."""

    nothing = ()

    def read(self, keys: list[tuple[Any, int]], using: str) -> Mapping[tuple[Any, int], Any]:
        by_number: dict[int, list[Any]] = defaultdict(list)
        for owner, most in keys:
            by_number[most].append(owner)
        return {
            (owner, most): rows
            for most, owners in by_number.items()
            for owner, rows in self.read_many(owners, most, using).items()
        }

    def read_many(self, keys: list[Any], most: int, using: str) -> Mapping[Any, Any]:
        raise NotImplementedError
