"""Who may see what: a guarded field refuses everybody without its permission, and says so in its description.

A field that is not public is a `GuardedField`; the check wraps whatever resolver the field ends up with, so giving
it another cannot drop it. Tests walk the schema and prove it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import graphene
from graphql import GraphQLError

from odop_core.normalization import is_keepable
from odop_core.security.permissions import Permission, list_names
from storefront_schema import request


class PermissionDenied(GraphQLError):
    """The viewer may not see or do this. Both hosts show the message, and this class's name as the error's code.

    The permissions are named as this host has them; `note` says who is let in without one.
    """

    def __init__(self, permissions: Iterable[Permission], note: str = "") -> None:
        names = list_names(permissions)
        more = f".{note}" if note else ""
        super().__init__(f"To access this path, you need one of the following permissions: {names}{more}")


def refuse_unkeepable(arguments: Any) -> None:
    """Raises GraphQLError for text that no database takes and nothing can send on, however deep it lies.

    The App host refuses it before it reads a question; Saleor hands it on.
    """
    waiting = [arguments]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and not is_keepable(value):
            raise GraphQLError(
                "An argument holds a character that cannot be kept (U+0000, or half of a surrogate pair)."
            )
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list | tuple):
            waiting += value


def permission_note(permissions: Iterable[Permission]) -> str:
    """The sentence in the description of everything guarded."""
    return f"\n\nRequires one of the following permissions: {list_names(permissions)}."


def require_permission(info: graphene.ResolveInfo, permissions: tuple[Permission, ...]) -> None:
    """Raises PermissionDenied."""
    if not request.viewer(info).may_any(permissions):
        raise PermissionDenied(permissions)


class GuardedField(graphene.Field):
    """`note` says who else is let in, where a subclass lets anybody in."""

    def __init__(
        self, type_: Any, *args: Any, permissions: Iterable[Permission], description: str, note: str = "", **kwargs: Any
    ):
        self.permissions = tuple(permissions)
        if not self.permissions:
            raise TypeError("A guarded field names at least one permission.")
        super().__init__(type_, *args, description=description + permission_note(self.permissions) + note, **kwargs)

    def check(self, _root: Any, info: graphene.ResolveInfo) -> None:
        """Raises PermissionDenied."""
        require_permission(info, self.permissions)

    def get_resolver(self, parent_resolver: Callable[..., Any]) -> Callable[..., Any]:
        resolver = super().get_resolver(parent_resolver)

        @wraps(resolver)
        def guarded(root: Any, info: graphene.ResolveInfo, **args: Any) -> Any:
            self.check(root, info)
            return resolver(root, info, **args)

        return guarded
