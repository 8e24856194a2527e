"""System checks: what an operator should hear before the first order arrives."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from odop_core import conf
from odop_core.security import encryption, http


@register(Tags.security)
def encryption_keys(app_configs: Any, **_kwargs: Any) -> list[Any]:
    """Encryption keys are usable, and in production they are not derived from SECRET_KEY."""
    try:
        encryption.encrypt("check", "check")
    except conf.SettingMissing as error:
        return [Error(str(error), id="odop_core.E001")]
    if not conf.get("ENCRYPTION_KEYS") and not settings.DEBUG:
        return [
            Warning(
                "Personal data is encrypted with a key derived from SECRET_KEY; changing SECRET_KEY would lose it.",
                hint="Set ODOP_ENCRYPTION_KEYS to one or more Fernet keys, separated by commas.",
                id="odop_core.W001",
            )
        ]
    return []


@register(Tags.security)
def digest_key(app_configs: Any, **_kwargs: Any) -> list[Any]:
    """In production, digests do not hang on SECRET_KEY."""
    if conf.get("DIGEST_KEY") or settings.DEBUG:
        return []
    return [
        Warning(
            "Digests of personal data hang on SECRET_KEY: changing it would undo the verification of every PAN.",
            hint="Set ODOP_DIGEST_KEY to a long random text before the first supplier is recorded; keep it for good.",
            id="odop_core.W002",
        )
    ]


@register()
def lease(app_configs: Any, **_kwargs: Any) -> list[Any]:
    """Whoever waits for a slow gateway is not taken for dead, or what it is sending would be sent twice."""
    shortest = 2 * http.WHOLE_CALL_SECONDS
    if conf.get_int("LEASE_SECONDS") >= shortest:
        return []
    return [
        Warning(
            "ODOP_LEASE_SECONDS is so short that a call to a slow gateway may outlast it: messages would go out twice.",
            hint=f"Set it to {shortest} at least.",
            id="odop_core.W003",
        )
    ]
