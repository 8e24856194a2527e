"""A maker's number: masked for everybody, dialled by the telephony, and every use of it on record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_consignment.api import privacy
from odop_core import plugin_settings
from odop_notifications.channels.voice import click_to_call
from odop_notifications.helpline import claiming
from odop_notifications.models import Call, NumberUse, Operator
from odop_notifications.settings import NotificationSettings


class NoNumber(ValueError):
    """A number is missing; the message says whose."""


def of(call: Call) -> str:
    """The number in clear: never show it; "" when none is known."""
    if call.supplier_id is None:
        return call.sender
    person = consignment.suppliers_by_id([call.supplier_id]).get(call.supplier_id)
    return person.phone if person else call.sender


def masked(number: str) -> str:
    """ "+91 ••••••3210": enough to recognise it, not to dial it."""
    digits = "".join(character for character in number if character.isdigit())
    if len(digits) < 8:
        return "••••" if number else ""
    return f"+{digits[:2]} {'•' * (len(digits) - 6)}{digits[-4:]}"


def connect(call_id: int, operator: str) -> str:
    """Ring the operator, then the maker, and put them through. Returns the telephony's id of the call.

    Raises NotYours, NoNumber, TemporaryFailure and PermanentFailure; only what the telephony took is recorded.
    """
    with transaction.atomic():
        call = claiming.in_hands_of(operator, call_id)
        own = Operator.objects.filter(name=operator).values_list("phone", flat=True).first()
        maker = of(call)
        uses = call.number_uses.count()
    settings = plugin_settings.load(NotificationSettings)
    if not own and settings.voice_click_to_call == "telephony":
        raise NoNumber("Your own telephone number is not recorded; ask your supervisor to enter it.")
    if not maker:
        raise NoNumber("No number is known for this call.")
    accepted = click_to_call.connect(own or "", maker, f"call-{call.pk}-{uses + 1}", settings)
    NumberUse.objects.create(
        call=call, operator=operator, shown=False, at=timezone.now(), telephony_id=accepted.gateway_id[:255]
    )
    return accepted.gateway_id


@transaction.atomic
def show(call_id: int, operator: str, reason: str) -> str:
    """The number in clear, to be dialled by hand. A supplier's is disclosed by consignment, which wants a reason.

    Raises NotYours, NoNumber, and what `disclose` raises.
    """
    call = claiming.in_hands_of(operator, call_id)
    if call.supplier_id is not None:
        number = privacy.disclose(call.supplier_id, "phone", reason=reason, by=operator)
    else:
        number = call.sender
    if not number:
        raise NoNumber("No number is known for this call.")
    NumberUse.objects.create(call=call, operator=operator, shown=True, at=timezone.now())
    return number
