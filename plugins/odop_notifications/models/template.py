"""Templates."""

from __future__ import annotations

from django.db import models

from odop_core.database.states import State


class Category(State):
    """TCCCPR 2018 as amended in 2025; the label is the suffix that the networks add to the header."""

    TRANSACTIONAL = "transactional", "T"
    SERVICE = "service", "S"
    PROMOTIONAL = "promotional", "P"
    GOVERNMENT = "government", "G"


class Template(models.Model):
    """How one occasion is worded in one language for one channel: one version of it.

    `channel` is "" for the wording of every channel that has none of its own. A changed wording is a new version, and
    the one before is kept: it is what earlier messages were written from. One version at a time is `active`.
    """

    occasion = models.CharField(max_length=32)
    channel = models.CharField(max_length=32, default="", blank=True)
    language = models.CharField(max_length=8)
    version = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=True)

    # Variables are written {name#tag#}, e.g. {quantity#numeric#}.
    text = models.TextField()
    category = models.CharField(max_length=16, choices=Category.choices(), default=Category.SERVICE.value)
    # As registered on the DLT platform: the header without its suffix, and the id of the content template.
    header = models.CharField(max_length=6, default="", blank=True)
    dlt_template_id = models.CharField(max_length=30, default="", blank=True)
    # Why there are three variables; and whether the platform approved of even more.
    variables_reason = models.CharField(max_length=255, default="", blank=True)
    specially_approved = models.BooleanField(default=False)

    # Of e-mails.
    title = models.CharField(max_length=200, default="", blank=True)
    # Of WhatsApp: the name it was approved under, and the payload of each quick reply.
    whatsapp_name = models.CharField(max_length=128, default="", blank=True)
    buttons = models.JSONField(default=list, blank=True)
    # Of calls: what to press, spoken after the text; or the address of a recording.
    voice_prompt = models.TextField(default="", blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "channel", "language", "version"], name="odop_template_version"
            ),
            models.UniqueConstraint(
                fields=["occasion", "channel", "language"], name="odop_template_one_active",
                condition=models.Q(active=True),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["created_at", "id"], name="odop_template_at"),
            models.Index(fields=["created_by", "created_at", "id"], name="odop_template_by"),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.channel or 'any channel'} {self.language} v{self.version}"
