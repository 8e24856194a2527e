"""System checks: evidence must lie where only we can reach it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from odop_core import conf
from odop_core.files import storage


@register(Tags.security)
def evidence_storage(app_configs: Any, **_kwargs: Any) -> list[Any]:
    """The folder of evidence is not a public one, and in production somebody chose it."""
    if storage.ALIAS in settings.STORAGES or conf.get("EVIDENCE_BUCKET"):
        return []
    folder, media = storage.evidence_folder().resolve(), getattr(settings, "MEDIA_ROOT", "")
    if media and folder.is_relative_to(Path(media).resolve()):
        return [
            Error(
                f"Evidence would be kept in {folder}, which is inside the public media folder.",
                hint="Set ODOP_EVIDENCE_DIR to a folder that no web server serves, or ODOP_EVIDENCE_BUCKET.",
                id="odop_provenance.E001",
            )
        ]
    if not conf.get("EVIDENCE_DIR") and not settings.DEBUG:
        return [
            Warning(
                f"Evidence is kept in {folder}, on this machine only.",
                hint="Set ODOP_EVIDENCE_BUCKET, or ODOP_EVIDENCE_DIR to a folder that all processes share.",
                id="odop_provenance.W001",
            )
        ]
    return []
