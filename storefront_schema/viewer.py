"""Who is asking: the one thing a resolver needs to know about a request, whichever host received it.

Each host makes a `Viewer` of its own way of signing in; resolvers start every query from it and never look at a
request, a token or a Saleor user.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from odop_core.security.permissions import Permission

ViewerKind = Literal["anonymous", "customer", "staff", "app", "supplier"]


@dataclass(frozen=True)
class Viewer:
    """`user_id` is Saleor's global ID of the user, or None for apps, anonymous viewers and who signed in with a
    one-time code; `email` is theirs, as far as the host tells, and `app_id` is that of an app. The last four fields are
    of who signed in with a code."""

    kind: ViewerKind
    user_id: str | None = None
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    email: str = field(default="", repr=False, compare=False)
    app_id: str = ""
    supplier_id: int | None = None
    # None for the number of the supplier's own record.
    member_id: int | None = None
    session_id: int | None = None
    # Whether they may do what is about money or people; a helper of the group may not.
    is_owner: bool = True

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def may_any(self, permissions: Collection[Permission]) -> bool:
        return not self.permissions.isdisjoint(permissions)


ANONYMOUS = Viewer(kind="anonymous")
