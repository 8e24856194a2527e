"""The interfaces of our types: those that Saleor's own types have, so that a client's fragments fit both.

In a schema there is one type of a name, so inside Saleor our types have Saleor's own interfaces, and beside it
stand-ins that read the same. `Node` is graphene's in both hosts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import graphene
from graphene import relay


class NodeType(graphene.ObjectType):
    """Base of every type whose rows have an ID of their own: base64 of "Type:key", where the type is the class's name
    and the key is the row's `id`. A type with another key says so in `resolve_id`."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, interfaces: Iterable[Any] = (), **options: Any) -> None:
        # A list, because it is changed in place where Saleor's take the place of ours.
        super().__init_subclass_with_meta__(interfaces=[relay.Node, *interfaces], **options)


_stand_ins: dict[str, Any] = {}


def stand_in(kind: Any) -> Any:
    """Marks a type of ours in whose place Saleor's of this name is used inside Saleor."""
    _stand_ins[kind._meta.name] = kind
    return kind


def named_type(name: str) -> Callable[[], Any]:
    """The type of this name, to be looked up later."""
    return lambda: _stand_ins[name]


def use_types(**types: Any) -> None:
    """From now on these, by name, also as interfaces of our types. Called before a schema is built."""
    replaced = {_stand_ins[name]: kind for name, kind in types.items()}
    _stand_ins.update(types)
    for kind in _subclasses(NodeType):
        kind._meta.interfaces[:] = [replaced.get(each, each) for each in kind._meta.interfaces]


def _subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        if vars(each).get("_meta"):
            yield each
        yield from _subclasses(each)
