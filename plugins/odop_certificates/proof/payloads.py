"""Reading back what a stored token says. Not a check: what we stored we trust, what others show us is verified."""

from __future__ import annotations

import base64
import json
from typing import Any


def read_payload(token: str) -> dict[str, Any]:
    segment = token.split(".")[1]
    read: dict[str, Any] = json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    return read
