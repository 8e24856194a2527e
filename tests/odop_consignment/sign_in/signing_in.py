"""Asking for codes and signing in, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from odop_consignment.api.sign_in import Tokens
from odop_consignment.models import OneTimeCode
from odop_consignment.sign_in import codes, entry
from odop_consignment.sign_in.codes import IssuedCode

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
PHONE, OTHER_PHONE = "+919800000001", "+919800000002"
NETWORK = "203.0.113.7"


def asked(phone: str = PHONE, now: datetime = NOW, **changes: Any) -> tuple[str, IssuedCode | None]:
    """The handle, and the code that would be sent."""
    handle = codes.request_code(phone, network=NETWORK, now=now, **changes).handle
    return handle, codes.issue_code(OneTimeCode.objects.latest("pk").pk, now)


def signed_in(phone: str = PHONE, now: datetime = NOW, **changes: Any) -> Tokens:
    handle, issued = asked(phone, now)
    assert issued is not None
    tokens = entry.sign_in(handle, issued.code, network=NETWORK, now=now, **changes).tokens
    assert tokens is not None
    return tokens
