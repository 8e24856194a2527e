"""System checks: whoever sells consigned goods must have a name and a GSTIN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError

from odop_consignment.settings import PLUGIN_ID, ConsignmentSettings
from odop_consignment.suppliers import identity
from odop_core.plugin import configuration


@register(Tags.database)
def check_corporation(app_configs: Any, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[Any]:
    """The corporation is named, and its GSTINs are some. (Looked at with the database only: the settings are there.)"""
    if not databases:
        return []
    try:
        settings = configuration.load_active_settings(ConsignmentSettings)
    except DatabaseError:  # before the first migrate
        return []
    if settings is None:
        return []
    if not settings.corporation_name or not settings.gstins:
        return [
            Warning(
                "Nobody can sell consigned goods yet: the corporation's name or GSTINs are not set.",
                hint=f"Set them in the settings of {PLUGIN_ID}. Consignors are not approved before.",
                id="odop_consignment.W001",
            )
        ]
    return [_mistyped(gstin) for gstin in settings.gstins if not _is_gstin(gstin)]


def _is_gstin(text: str) -> bool:
    try:
        identity.read_gstin(text)
    except identity.IdentityError:
        return False
    return True


def _mistyped(gstin: str) -> Warning:
    return Warning(
        f"{gstin} is mistyped: its State code, PAN or check digit does not fit.",
        hint=f"Correct the corporation's GSTINs in the settings of {PLUGIN_ID}.",
        id="odop_consignment.W002",
    )
