"""Messages."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models

from odop_core.database.states import State
from odop_core.database.text_search import search_vector
from odop_core.security.encryption import EncryptedJSONField, EncryptedTextField
from odop_core.security.permissions import Permission
from odop_notifications.models.template import Template


class MessageState(State):
    HELD = "held", "waits for the hour at which its channel may be used"
    QUEUED = "queued", "on its way to the gateway"
    SENT = "sent", "the gateway took it"
    DELIVERED = "delivered", "it reached the recipient's device"
    READ = "read", "the recipient opened it"
    MAYBE_SENT = "maybe_sent", "the gateway was asked and never said whether it took it: not sent again by itself"
    FAILED = "failed", "it was not taken or not delivered, however often we tried"
    WITHDRAWN = "withdrawn", "taken back before it was sent"
    REFUSED = "refused", "not sent: the law or the network would reject it"


UNSENT = (MessageState.HELD, MessageState.QUEUED)


class Message(models.Model):
    """One message to one person over one channel, as it was worded. The same message is never sent twice (`key`).

    It is about a sale (`sale_id`), an order, or something else that `subject` names, such as "agreement:12". How often
    it was tried is written in its attempts, what became of it in the receipts that name the same gateway's id.
    """

    ENCRYPTED_FOR = ("key",)
    key = models.CharField(max_length=128, unique=True)
    # A name of `templates.occasions`, e.g. "bought".
    occasion = models.CharField(max_length=32)
    supplier_id = models.BigIntegerField(null=True)
    sale_id = models.BigIntegerField(null=True)
    order_id = models.CharField(max_length=128, default="", blank=True)
    order_number = models.CharField(max_length=64, default="", blank=True)
    subject = models.CharField(max_length=128, default="", blank=True)

    recipient_name = models.CharField(max_length=128)
    # A phone number (E.164), an e-mail address or the id of an endpoint, as its channel needs it.
    address = EncryptedTextField()
    channel = models.CharField(max_length=32)

    # Null when there was none to write it from: such a message is refused.
    template = models.ForeignKey(Template, on_delete=models.PROTECT, null=True, related_name="messages")
    category = models.CharField(max_length=16, default="", blank=True)
    language = models.CharField(max_length=8)
    text = EncryptedTextField()
    # Name to value, as they stand in the text.
    variables = EncryptedJSONField(default=dict)

    # "gsm7" or "ucs2", how many short messages it takes, and what it will cost; the cost is null where nobody said.
    encoding = models.CharField(max_length=8, default="", blank=True)
    parts = models.PositiveSmallIntegerField(default=1)
    cost_paise = models.BigIntegerField(null=True)

    state = models.CharField(max_length=16, choices=MessageState.choices(), default=MessageState.QUEUED.value)
    # Why it failed, was refused, or was withdrawn; in words.
    failure = models.TextField(default="", blank=True)
    # What the gateway calls it.
    gateway_id = models.CharField(max_length=255, default="", blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # When what it says ceased to be true (the sale was called off): it is never sent again.
    void_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [(Permission.MANAGE_NOTIFICATIONS.codename, "See and resend messages to suppliers.")]
        indexes = [
            models.Index(fields=["sale_id"], name="odop_message_sale"),
            models.Index(fields=["order_id"], name="odop_message_order"),
            models.Index(fields=["supplier_id", "-id"], name="odop_message_supplier"),
            models.Index(fields=["state", "-id"], name="odop_message_state"),
            BrinIndex(fields=["created_at"], name="odop_message_created"),
            models.Index(fields=["occasion", "id"], name="odop_message_occasion"),
            models.Index(fields=["channel", "id"], name="odop_message_channel"),
            GinIndex(search_vector("order_number"), name="odop_message_search"),
            models.Index(
                fields=["channel", "gateway_id"], name="odop_message_gateway", condition=~models.Q(gateway_id="")
            ),
        ]

    def __str__(self) -> str:
        return self.key
