"""The catalogue of events: everything that one part of the suite announces and others react to, each with a type.

An event is announced in the transaction of the fact itself (`odop_core.queue.inbox.announce`), accepted once by its
key, and handled later by each plugin that subscribed to its type, one at a time for each subject. The events of the
store, and the wish to have a supplier notified, are here; those of an app are in the app's `events.py`.
`docs/events.md` is made from all of them (`./dev events`), so a docstring says who announces it and when, and when not.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from odop_core.models import OrderRecord, ProductRecord
from odop_core.store import records
from odop_core.store.catalogue import ProductSnapshot
from odop_core.store.orders import OrderSnapshot

# How long an event waits for a plugin that is switched off. A change of state need not wait, since the next such event
# brings all of it; what is announced only once waits for ever, or as long as it is of use.
NOT_AT_ALL, SOME_DAYS, ALWAYS = timedelta(), timedelta(days=3), timedelta.max

CATALOGUE: dict[str, type[Event]] = {}


class UnreadableEvent(ValueError):
    """What is kept of an event is not what its type needs; the message names the fields, and no values."""


class Event(BaseModel):
    """Something that happened. A subclass has fields with a meaning, a `kind` of its own and a `subject`.

    `kind` is what it is called in the database. Work on one `subject` is done one at a time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    kind: ClassVar[str]
    waits_while_off: ClassVar[timedelta] = NOT_AT_ALL

    @classmethod
    def __pydantic_init_subclass__(cls, **_kwargs: Any) -> None:
        known = CATALOGUE.setdefault(cls.kind, cls)
        if known.__qualname__ != cls.__qualname__:
            raise TypeError(f"{cls.__name__} and {known.__name__} are both called {cls.kind!r}.")

    @property
    def subject(self) -> str:
        """What it happened to, in at most 128 characters."""
        raise NotImplementedError

    def as_json(self) -> dict[str, Any]:
        """As it is kept: JSON."""
        return self.model_dump(mode="json")

    @classmethod
    def from_json(cls, subject: str, payload: dict[str, Any]) -> Self:
        """As it was announced. Raises UnreadableEvent."""
        try:
            return cls.model_validate(payload)
        except ValidationError as error:
            raise UnreadableEvent(f"The event {cls.kind} cannot be read: {describe_problems(error)}") from error


class OrderChanged(Event):
    """An order is new or has changed in the store.

    Announced by whatever hears of the store (Saleor's hooks, its webhooks, the reconciler), once for each state.
    Plugins hear of it after the order's record is brought up to date; `order()` is the newest known state.

    Not announced by the reconciler for drafts, which are no orders yet. Plugins do not hear of a state that is older
    than what is known, or that repeats it.
    """

    kind = records.ORDERS.kind

    order_id: str
    """Its ID in the store."""
    payload: dict[str, Any]
    """What the store sent, for the store's port to read."""

    @property
    def subject(self) -> str:
        return self.order_id

    def as_json(self) -> dict[str, Any]:
        return self.payload

    @classmethod
    def from_json(cls, subject: str, payload: dict[str, Any]) -> Self:
        return cls(order_id=subject, payload=payload)

    def order(self) -> OrderSnapshot:
        """The newest known state of it."""
        return records.order_snapshot(OrderRecord.objects.get(order_id=self.order_id))


class ProductChanged(Event):
    """A product is new, has changed or was deleted in the store.

    Announced by whatever hears of the store (Saleor's hooks, its webhooks, the reconciler), once for each state.
    Plugins hear of it after the product's record is brought up to date; `product()` is the newest known state.

    Not announced when Saleor changes what is no part of the product's own data, such as stock. Plugins do not hear of a
    state that is older than what is known, or that differs from it in nothing but the time of the change.
    """

    kind = records.PRODUCTS.kind

    product_id: str
    """Its ID in the store."""
    payload: dict[str, Any]
    """What the store sent, for the store's port to read."""

    @property
    def subject(self) -> str:
        return self.product_id

    def as_json(self) -> dict[str, Any]:
        return self.payload

    @classmethod
    def from_json(cls, subject: str, payload: dict[str, Any]) -> Self:
        return cls(product_id=subject, payload=payload)

    def product(self) -> ProductSnapshot | None:
        """The newest known state of it; None when the store has deleted it."""
        record = ProductRecord.objects.get(product_id=self.product_id)
        return None if record.deleted_at else records.product_snapshot(record)


class NotificationRequested(Event):
    """A supplier is to be notified of something, in their language and by the channel that reaches them.

    Announced by any plugin, in the transaction of the fact itself: `inbox.announce(NotificationRequested(…), key=…)`.

    Not announced for what follows from sales (bought, called off, collected, …), since notifications hear of sales
    themselves. The same `key` of an occasion is never sent twice, however often it is announced.
    """

    kind = "notifications.requested"
    waits_while_off = SOME_DAYS

    occasion: str
    """What the message is about: one of notifications' occasions, such as "payout_sent"."""
    supplier_id: int
    """The supplier's number."""
    key: Annotated[str, StringConstraints(min_length=1, max_length=90)]
    """Names this fact, in at most 90 characters: "payout-7"."""
    facts: dict[str, str] = {}
    """The occasion's variables, exactly; the recipient's name is one already."""
    about: str = ""
    """What it is about, for lists: "payout:7"."""
    sale_id: int | None = None
    """The sale it is about; what asks for goods is taken back with it."""
    order_id: str = ""
    """The order it is about, by its ID in the store."""
    order_number: str = ""
    """The same order, by the number that people use."""
    channel: str = ""
    """Another channel than the usual one."""

    @property
    def subject(self) -> str:
        return self.order_id or f"supplier:{self.supplier_id}"


def describe_problems(error: ValidationError) -> str:
    """Which fields are wrong and why, without the values, which may be personal."""
    problems = error.errors(include_input=False, include_url=False)
    return "; ".join(f"{'.'.join(map(str, problem['loc'])) or 'body'}: {problem['msg']}" for problem in problems)
