"""Who did something, from what was written down of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from odop_consignment.api.suppliers import SupplierInfo, suppliers_by_id, suppliers_of_users
from odop_core.database.states import State
from odop_core.security.interests import read_actor
from odop_notifications.api.helpline import operators_by_name
from storefront_schema.loaders.base import Loader


class ActorKind(State):
    USER = "user", "somebody who signs in to the store or works at the helpline"
    SUPPLIER = "supplier", "a supplier, by their own account, or by an answer they sent"
    APP = "app", "an app of the store"
    SYSTEM = "system", "no person: the store, a carrier, the calendar or the suite itself"


@dataclass(frozen=True)
class ActorInfo:
    """`recorded_as` is what was written down: the ID of a user, maybe behind how they did it ("import:…"), the name of
    an operator, or a word for what is no person. `user_id` and `app_id` are the store's global IDs."""

    recorded_as: str
    kind: ActorKind
    user_id: str = ""
    app_id: str = ""
    supplier_id: int | None = None
    name: str = ""


class Actor(Loader):
    """By what was written down. Three queries, however many."""

    def read(self, keys: list[str], using: str) -> Mapping[str, ActorInfo]:
        parts = {recorded: read_actor(recorded) for recorded in keys}
        named = {who for who, is_person in parts.values() if is_person}
        operators = operators_by_name(named, using)
        users = {who: operators[who].user_id if who in operators else who for who in named}
        suppliers = suppliers_of_users(users.values(), using)
        signed_in = {recorded: _supplier_in(who) for recorded, (who, is_person) in parts.items() if not is_person}
        by_id = suppliers_by_id({number for number in signed_in.values() if number}, using)
        answer = {}
        for recorded, (who, is_person) in parts.items():
            if not is_person:
                answer[recorded] = _no_person(recorded, who, by_id.get(signed_in[recorded] or 0))
                continue
            supplier = suppliers.get(users[who])
            answer[recorded] = ActorInfo(
                recorded,
                ActorKind.SUPPLIER if supplier else ActorKind.USER,
                user_id=users[who],
                supplier_id=supplier.id if supplier else None,
                name=who if who in operators else supplier.name if supplier else "",
            )
        return answer


def _supplier_in(word: str) -> int | None:
    """Who signed in with a one-time code ("supplier:7:member-3"); an answer ("supplier:sms") names no supplier."""
    what, _colon, which = word.partition(":")
    number = which.partition(":")[0]
    return int(number) if what == "supplier" and number.isdecimal() else None


def _no_person(recorded: str, word: str, supplier: SupplierInfo | None) -> ActorInfo:
    what, _colon, which = word.partition(":")
    if supplier:
        return ActorInfo(recorded, ActorKind.SUPPLIER, supplier_id=supplier.id, name=supplier.name)
    if what == "app":
        return ActorInfo(recorded, ActorKind.APP, app_id=which)
    return ActorInfo(recorded, ActorKind.SUPPLIER if what in ("supplier", "objection") else ActorKind.SYSTEM)
