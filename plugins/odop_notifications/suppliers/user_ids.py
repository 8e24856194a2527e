"""Who writes by WhatsApp without a telephone number: whom a user id stands for, as far as we have seen both."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from odop_core.database.locks import lock_subject
from odop_core.security import encryption
from odop_notifications.gateways.message import Inbound
from odop_notifications.models import Message, UserId
from odop_notifications.suppliers.senders import digest_phone


def identify_sender(inbound: Inbound, at: datetime) -> Inbound:
    """The same with the number of whoever said it as `address`, where it is known. In a transaction.

    Who replies to a message of ours is whom it was sent to: WhatsApp shows it to nobody else.
    """
    if not inbound.user_id:
        return inbound
    if inbound.address != inbound.user_id:
        remember_user(inbound.user_id, inbound.address, at)
        return inbound
    phone = find_phone(inbound.user_id) or _addressee(inbound)
    if not phone:
        return inbound
    remember_user(inbound.user_id, phone, at)
    return replace(inbound, address=phone)


def remember_user(user_id: str, phone: str, at: datetime) -> None:
    """Of two numbers of one id, and of two ids of one number, the one seen last counts. In a transaction."""
    mark = digest_phone(phone)
    if not (user_id and mark):
        return
    lock_subject("user-id-of", mark)
    digest = _digest(user_id)
    known = UserId.objects.select_for_update().filter(digest=digest).first()
    if known and (known.seen_at > at or known.phone_digest == mark):
        return
    UserId.objects.filter(phone_digest=mark).exclude(digest=digest).delete()
    values = {"user_id": user_id, "phone": phone, "phone_digest": mark, "seen_at": at}
    UserId.objects.update_or_create(digest=digest, defaults=values)


def find_phone(user_id: str) -> str:
    """In E.164; "" while it is not known."""
    row = UserId.objects.filter(digest=_digest(user_id)).first()
    return str(row.phone) if row else ""


def user_ids_of(phone: str) -> list[str]:
    mark = digest_phone(phone)
    return [str(row.user_id) for row in UserId.objects.filter(phone_digest=mark)] if mark else []


def _addressee(inbound: Inbound) -> str:
    if not inbound.in_reply_to:
        return ""
    sent = Message.objects.filter(channel=inbound.channel, gateway_id=inbound.in_reply_to).order_by("-id").first()
    return str(sent.address) if sent else ""


def _digest(user_id: str) -> str:
    return encryption.digest_text(f"whatsapp-user:{user_id}")
