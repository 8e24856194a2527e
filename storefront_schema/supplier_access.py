"""What suppliers may see and do with their own token: their own rows, and nothing else.

A supplier signs in with a one-time code (`supplier_tokens`), or to the store like any customer; then `Supplier.user_id`
says whose account it is. Of a group, a helper may do less than an owner (`is_owner`). A `SupplierField` is
open to whoever has one of its permissions, and to suppliers. Lists begin with `get_supplier_scope`, which says whose
rows those may be; a field of a row says by `of` whose row it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import graphene

from odop_consignment.api.suppliers import supplier_of_user
from odop_core.security.permissions import Permission
from storefront_schema import request
from storefront_schema.guards import GuardedField, PermissionDenied

SUPPLIERS_TOO = " Suppliers see their own."


def find_viewer_supplier(info: graphene.ResolveInfo) -> int | None:
    """Which supplier the viewer is, if they are one. Read once per request."""
    viewer = request.viewer(info)
    if viewer.supplier_id is not None:
        return viewer.supplier_id
    if viewer.user_id is None:
        return None
    known: dict[str, Any] = info.context.dataloaders
    if "odop_own_supplier" not in known:
        adapter = request.adapter()
        with adapter.reading(info.context):
            known["odop_own_supplier"] = supplier_of_user(viewer.user_id, request.database(info))
    found = known["odop_own_supplier"]
    return found.id if found else None


def get_supplier_scope(
    info: graphene.ResolveInfo, permissions: Iterable[Permission], note: str = SUPPLIERS_TOO
) -> int | None:
    """Whose rows the viewer may see: None for everybody's, else their own only. Raises PermissionDenied, which says by
    `note` what suppliers may."""
    permissions = tuple(permissions)
    if request.viewer(info).may_any(permissions):
        return None
    own = find_viewer_supplier(info)
    if own is None:
        raise PermissionDenied(permissions, note)
    return own


def keep_own_row(whose: int | None) -> Callable[[Any], Any]:
    """For a row that was asked for by its ID: the row, or None where it is not of that supplier."""
    return lambda row: row if row is None or whose in (None, row.supplier_id) else None


class SupplierField(GuardedField):
    """`of` tells which supplier the object with this field belongs to; a root field has none, and its resolver asks
    `get_supplier_scope`."""

    def __init__(
        self,
        type_: Any,
        *args: Any,
        permissions: Iterable[Permission],
        description: str,
        of: Callable[[Any], int | None] | None = None,
        **kwargs: Any,
    ) -> None:
        self.of = of
        super().__init__(type_, *args, permissions=permissions, description=description, note=SUPPLIERS_TOO, **kwargs)

    def check(self, root: Any, info: graphene.ResolveInfo) -> None:
        own = get_supplier_scope(info, self.permissions)
        if own is not None and self.of is not None and self.of(root) != own:
            raise PermissionDenied(self.permissions, SUPPLIERS_TOO)
