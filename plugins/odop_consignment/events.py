"""What consignment announces."""

from __future__ import annotations

from odop_core.events import ALWAYS, NOT_AT_ALL, SOME_DAYS, Event


class SalesChanged(Event):
    """The sales of an order are not what they were: whose goods they are, how many pieces, how far they have come, what
    was given back, or what they come to in rupees.

    Announced by consignment in the transaction of the change, whatever caused it: the store's order, the supplier,
    staff, a carrier or the clock.

    Not announced when an order brings no change that another plugin cares about, such as a remark or
    an issue for staff.
    """

    kind = "consignment.sales"

    order_id: str
    """The order's ID in the store; its sales are asked of `odop_consignment.api`."""

    @property
    def subject(self) -> str:
        return self.order_id


class ConsentChanged(Event):
    """A supplier agreed to one purpose of their data, or took that back.

    Announced by consignment each time it is recorded, also when the same is said again.

    Not announced by an erasure, which ends all consents at once (`SupplierErased`).
    """

    kind = "consignment.consent"
    waits_while_off = ALWAYS

    supplier_id: int
    """The supplier's number."""
    artisan_slug: str
    """The artisan whose goods they supply; "" for none."""
    purpose: str
    """One of `odop_consignment.api.Purpose`."""
    given: bool
    """False: taken back."""

    @property
    def subject(self) -> str:
        return f"supplier:{self.supplier_id}"


class SupplierErased(Event):
    """A supplier's personal data were erased, on their wish or at the end of the time for which they are kept.

    Announced by consignment once, in the transaction that erases them: every app that keeps something of theirs
    erases it, too.

    Not announced when a supplier is closed, nor while the law still wants the records of their sales kept.
    """

    kind = "consignment.supplier_erased"
    waits_while_off = ALWAYS

    supplier_id: int
    """The supplier's number."""
    artisan_slug: str
    """The artisan whose goods no other supplier supplies, and whose name is erased as well; "" for none."""

    @property
    def subject(self) -> str:
        return f"supplier:{self.supplier_id}"


class CodeRequested(Event):
    """Somebody asked for a one-time code, to sign in or to show that a new number is theirs.

    Announced by consignment for each request, whether the number is known or not: who handles it asks
    `odop_consignment.api.sign_in.issue_code`, which makes a code only for a known one.

    Not announced for requests beyond the limits of a number or a network.
    """

    kind = "consignment.code_requested"
    waits_while_off = NOT_AT_ALL

    code: int
    """The request's number. Neither the code nor the telephone number is in the event."""

    @property
    def subject(self) -> str:
        return f"code:{self.code}"


class PhoneChanged(Event):
    """A supplier changed their own telephone number; the number before is to be informed.

    Announced by consignment in the transaction of the change, when the supplier made it with a one-time code.

    Not announced when staff change the number.
    """

    kind = "consignment.phone_changed"
    waits_while_off = SOME_DAYS

    supplier_id: int
    """The supplier's number among our records."""
    code: int
    """The request by which the new telephone number was confirmed."""
    former_phone: str
    """The telephone number before, in E.164."""

    @property
    def subject(self) -> str:
        return f"supplier:{self.supplier_id}"
