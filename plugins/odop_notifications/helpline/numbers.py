"""The number to call: masked for everybody, dialled by the telephony; every use of it is recorded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_consignment.api import privacy
from odop_core.i18n import TextError, _
from odop_core.india import aadhaar
from odop_core.plugin import configuration
from odop_notifications.channels.voice import click_to_call
from odop_notifications.helpline import claims
from odop_notifications.models import Call, NumberUse, Operator
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers import senders


class NoNumber(TextError, ValueError):
    """A number is missing; the message says whose."""


class OutOfHours(TextError, ValueError):
    """Suppliers may not be called now; the message says when."""

    def __init__(self, hours: str) -> None:
        super().__init__(
            _("Suppliers may not be called at this hour. Courtesy hours (Indian time): {hours}.", hours=hours)
        )


def number_of(call: Call) -> str:
    """The number in clear: never show it; "" when none is known, as of who wrote by WhatsApp without one."""
    if call.supplier_id is None:
        return call.sender if senders.digest_phone(call.sender) else ""
    supplier = consignment.suppliers_by_id([call.supplier_id]).get(call.supplier_id)
    return supplier.phone if supplier else call.sender


def connect_call(call_id: int, operator: str, now: datetime | None = None) -> str:
    """Ring the operator, then the supplier, and put them through. Returns the telephony's id of the call.

    A call stays in its operator's hands beyond the courtesy hours, but nobody's telephone rings then.
    Only what the telephony took is recorded. Raises NotYours, OutOfHours, NoNumber, TemporaryFailure and
    PermanentFailure.
    """
    with transaction.atomic():
        call = claims.lock_claimed_call(operator, call_id)
        row = Operator.objects.filter(name=operator).first()
        own = row.phone if row else ""
        supplier = number_of(call)
        uses = call.number_uses.count()
    settings = configuration.load_settings(NotificationSettings)
    if not claims.is_calling_time(settings, now or timezone.now()):
        raise OutOfHours(settings.hours)
    if not own and settings.voice_click_to_call == "telephony":
        raise NoNumber(_("Your own telephone number is not recorded; ask your supervisor to enter it."))
    if not supplier:
        raise NoNumber(_("No number is known for this call."))
    accepted = click_to_call.connect_numbers(own or "", supplier, f"call-{call.pk}-{uses + 1}", settings)
    NumberUse.objects.create(
        call=call, operator=operator, shown=False, at=timezone.now(), telephony_id=accepted.gateway_id[:255]
    )
    return accepted.gateway_id


@transaction.atomic
def show_number(call_id: int, operator: str, reason: str) -> str:
    """The number in clear, to be dialled by hand. A supplier's is disclosed by consignment, which keeps the reason;
    why somebody else's was shown is kept here.

    Raises NotYours, NoNumber, and what `disclose` raises.
    """
    call = claims.lock_claimed_call(operator, call_id)
    if call.supplier_id is not None:
        number = privacy.disclose_value(call.supplier_id, "phone", reason=reason, by=operator)
    else:
        number = number_of(call)
    if not number:
        raise NoNumber(_("No number is known for this call."))
    kept = "" if call.supplier_id is not None else aadhaar.redact_aadhaar(reason.strip())[:255]
    NumberUse.objects.create(call=call, operator=operator, shown=True, at=timezone.now(), reason=kept)
    return number
