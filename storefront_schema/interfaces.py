"""The interfaces of our types: those that Saleor's own types have, so that a client's fragments fit both.

In a schema there is one interface of a name. `Node` is graphene's in both hosts.
"""

from __future__ import annotations

from collections.abc import Iterable
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
        super().__init_subclass_with_meta__(interfaces=(relay.Node, *interfaces), **options)
