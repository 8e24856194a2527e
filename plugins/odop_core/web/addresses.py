"""Where a plugin's pages are when nobody said otherwise: Saleor serves them below its own address."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings


def below_saleor(plugin_id: str) -> str:
    """Without a slash at its end; "" outside Saleor. Saleor keeps its address in a setting or in its Site."""
    address = getattr(settings, "PUBLIC_URL", None) or ""
    if not address and apps.is_installed("django.contrib.sites"):
        from django.contrib.sites.models import Site

        scheme = "https" if getattr(settings, "ENABLE_SSL", True) else "http"
        address = f"{scheme}://{Site.objects.get_current().domain}"
    return f"{str(address).rstrip('/')}/plugins/global/{plugin_id}" if address else ""
