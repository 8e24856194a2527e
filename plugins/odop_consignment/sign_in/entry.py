"""Signing in with a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from odop_consignment.models import CodePurpose, OneTimeCode
from odop_consignment.sign_in import codes, people, sessions
from odop_consignment.sign_in.errors import WrongCode
from odop_consignment.sign_in.people import Person
from odop_consignment.sign_in.sessions import Tokens


@dataclass(frozen=True)
class Entry:
    """`tokens` of whoever signed in; None while they must first say for which of `people` the number is used now."""

    tokens: Tokens | None
    people: Sequence[Person]


def sign_in(
    handle: str, code: str, *, network: str, supplier_id: int | None = None, device: str = "",
    now: datetime | None = None,
) -> Entry:  # fmt: skip
    """With the code that was sent. A number that is used for several suppliers needs `supplier_id`; the code holds on
    until it is given. Call it outside of a transaction. Raises WrongCode, TooManyRequests."""
    now = now or timezone.now()
    row = codes.confirm_code(handle, code, purpose=CodePurpose.SIGN_IN, network=network, now=now)
    return _enter(row, supplier_id, device, now)


@transaction.atomic
def _enter(row: OneTimeCode, supplier_id: int | None, device: str, now: datetime) -> Entry:
    found = people.find_people(row.phone_digest)
    chosen = [one for one in found if supplier_id in (None, one.supplier_id)]
    if not chosen:
        raise WrongCode
    if len(chosen) > 1:
        return Entry(None, chosen)
    codes.use_code(row, now)
    return Entry(sessions.open_session(chosen[0], row.phone_digest, device, now), chosen)
