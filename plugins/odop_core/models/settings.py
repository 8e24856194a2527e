"""Small facts the suite keeps about itself."""

from __future__ import annotations

from django.db import models

from odop_core.security.encryption import EncryptedJSONField


class PluginSetting(models.Model):
    """A plugin's switch and configuration where there is no Saleor Dashboard to keep them (the App host)."""

    ENCRYPTED_FOR = ("plugin_id",)
    plugin_id = models.CharField(max_length=64, unique=True)
    active = models.BooleanField(default=True)
    configuration = EncryptedJSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.plugin_id


class PluginStart(models.Model):
    """Since when a plugin works in this shop: the first time it was seen switched on. Orders of before are history."""

    plugin_id = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plugin_id} since {self.began_at}"


class Watermark(models.Model):
    """How far a repeating job has come, e.g. up to which change the reconciler has compared the store's orders."""

    name = models.CharField(max_length=64, unique=True)
    reached = models.DateTimeField()
    # Until when one run has the job to itself; a run that was killed lets it pass. By the database's clock.
    held_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.reached}"
