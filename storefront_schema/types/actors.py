"""Who did something: one type for every `createdBy`, `reviewedBy` and the like."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

import graphene

from odop_core.security.permissions import Permission
from storefront_schema import loaders
from storefront_schema.guards import GuardedField
from storefront_schema.language import enum_of
from storefront_schema.loaders.actors import ActorInfo, ActorKind
from storefront_schema.resolvers import text_or_null
from storefront_schema.store_types import store_field

OdopActorKindEnum = enum_of("OdopActorKindEnum", "What kind of somebody did something.", ActorKind)


class OdopActor(graphene.ObjectType):
    class Meta:
        description = "Who did something, as it was recorded, and who that is today."

    kind = graphene.Field(OdopActorKindEnum, required=True, description="What kind of somebody it was.")
    id = graphene.ID(
        resolver=text_or_null("user_id"), description="The ID of their user account in the store; null without one."
    )
    name = graphene.String(
        description="Their name: the one they use at the helpline, the supplier's, or in Saleor that of a user whom "
        "whoever asks may see. Beside Saleor ask for `user`."
    )
    user = store_field("User", "user_id", "Their account.")
    app = store_field("App", "app_id", "The app that did it.")
    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="The supplier whose account it is; null for everybody else.",
    )
    recorded_as = graphene.String(
        required=True, description='What was written down when it was done, such as "import:VXNlcjox" or "system".'
    )

    @staticmethod
    def resolve_name(root: ActorInfo, info: graphene.ResolveInfo) -> Any:
        if root.name or not root.user_id:
            return root.name or None
        user = loaders.StoreObject.of(info).load(("User", root.user_id, None))
        return user.then(_name_of)


def _name_of(user: Any) -> str | None:
    """Saleor's user has one; a reference has not."""
    get_name = getattr(user, "get_full_name", None)
    return (get_name() or None) if get_name else None


def actor_field(description: str, path: str, *, required: bool = True) -> graphene.Field:
    """Who did it; `path` leads to what was written down in the row. Null where that is empty."""
    return graphene.Field(OdopActor, required=required, resolver=_resolver(path, required), description=description)


def staff_actor_field(
    description: str, path: str, permissions: Iterable[Permission] = (Permission.MANAGE_CONSIGNMENT,)
) -> GuardedField:
    """The same, for staff only."""
    return GuardedField(OdopActor, permissions=permissions, resolver=_resolver(path), description=description)


def _resolver(path: str, required: bool = False) -> Any:
    get_recorded = attrgetter(path)

    def resolve(root: Any, info: graphene.ResolveInfo) -> Any:
        recorded = get_recorded(root)
        return loaders.Actor.of(info).load(recorded) if recorded or required else None

    return resolve
