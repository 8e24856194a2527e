"""What other parts of the suite may ask of notifications. Everything here is plain data, never a model.

To have a supplier told something, announce it in the transaction of the fact itself:

    inbox.accept(notifications.TELL, "payout-7", {"occasion": "payout_sent", "supplier_id": 3, "key": "payout-7",
                 "facts": {"amount": "12,345.50", "reference": "UTIBR5..."}}, key="notifications.tell:payout-7")

`facts` are the occasion's variables (`occasions()`); the recipient's name is one already. Optional besides: `sale_id`,
`order_id`, `order_number`, `subject` ("payout:7") and `channel`. The same `key` is never told twice for an occasion.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from odop_core import plugin_settings
from odop_core.models import OutboxItem, WorkState
from odop_core.work import OPEN_STATES
from odop_notifications import messages
from odop_notifications.channels import CHANNELS
from odop_notifications.handlers import TELL
from odop_notifications.messages import CannotResend, Recipient
from odop_notifications.messages.composing import fill
from odop_notifications.messages.resending import UnknownMessage
from odop_notifications.models import ChannelState, DeliveryReceipt, Message, MessageAttempt, MessageState, Template
from odop_notifications.sending.topics import topic
from odop_notifications.settings import NotificationSettings
from odop_notifications.templates import registry, syntax
from odop_notifications.templates.lint import Problem, TemplateRefused, lint
from odop_notifications.templates.occasions import OCCASIONS, UnknownOccasion
from odop_notifications.templates.registry import Wording

__all__ = [
    "TELL",
    "AttemptInfo",
    "CannotResend",
    "ChannelHealth",
    "MessageInfo",
    "MessageState",
    "OccasionInfo",
    "Preview",
    "Problem",
    "ReceiptInfo",
    "TemplateData",
    "TemplateRefused",
    "UnknownMessage",
    "UnknownOccasion",
    "Wording",
    "attempts_of_messages",
    "channel_health",
    "count_messages",
    "list_messages",
    "messages_of_order",
    "messages_of_sales",
    "occasions",
    "preview_template",
    "receipts_of_messages",
    "resend_message",
    "save_template",
    "templates",
]


@dataclass(frozen=True)
class MessageInfo:
    """A message to a maker. `recipient_name`, `text` and `address` are personal data: staff only, the address masked.

    `cost_paise` is None where no price is known. `failure` says why it failed, was refused or is held up.
    """

    id: int
    sale_id: int | None
    order_id: str
    occasion: str
    recipient_name: str
    language: str
    text: str
    state: str
    channel: str
    failure: str
    created_at: datetime
    sent_at: datetime | None
    key: str = ""
    supplier_id: int | None = None
    subject: str = ""
    address: str = ""
    category: str = ""
    encoding: str = ""
    parts: int = 1
    cost_paise: int | None = None
    not_before: datetime | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None


@dataclass(frozen=True)
class AttemptInfo:
    """One time a message was carried to its channel. `detail` may repeat a phone number: staff only."""

    channel: str
    at: datetime
    outcome: str
    detail: str


@dataclass(frozen=True)
class ReceiptInfo:
    status: str
    at: datetime | None
    received_at: datetime
    detail: str


@dataclass(frozen=True)
class OccasionInfo:
    """`variables` are the names a wording may use, each with a sample value."""

    name: str
    means: str
    variables: dict[str, str]


@dataclass(frozen=True)
class TemplateData:
    """One version of a wording. `channel` is "" for every channel without one of its own; `dlt_content` is the text as
    it is registered with the networks; `problems` are what the networks or the merchant's settings object to today."""

    id: int
    occasion: str
    channel: str
    language: str
    version: int
    active: bool
    wording: Wording
    dlt_content: str
    problems: list[Problem]
    created_at: datetime | None
    created_by: str


@dataclass(frozen=True)
class Preview:
    """What a message would be, and why it could not be saved (`problems`) or sent (`refusal`)."""

    text: str
    encoding: str
    parts: int
    cost_paise: int | None
    shortened: list[str]
    problems: list[Problem]
    refusal: str


@dataclass(frozen=True)
class ChannelHealth:
    """How a channel is doing. It rests (`resting_until`) after failures in a row; `waiting` counts what is queued or
    held, `given_up` what failed and may be replayed."""

    channel: str
    is_resting: bool
    resting_until: datetime | None
    failures_in_a_row: int
    last_failure: str
    last_success_at: datetime | None
    waiting: int
    given_up: int


def messages_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, list[MessageInfo]]:
    """All messages by sale, oldest first."""
    found: dict[int, list[MessageInfo]] = defaultdict(list)
    for row in Message.objects.using(using).filter(sale_id__in=list(sale_ids)).order_by("id"):
        found[row.sale_id].append(_message(row))
    return found


def messages_of_order(order_id: str, using: str = "default") -> list[MessageInfo]:
    """All messages about an order, oldest first."""
    return [_message(row) for row in Message.objects.using(using).filter(order_id=order_id).order_by("id")]


def list_messages(
    limit: int = 100, before: int | None = None, using: str = "default", **chosen: str | int
) -> list[MessageInfo]:
    """Newest first, from before the message of id `before`. `chosen`: state, channel, occasion, supplier_id, sale_id,
    order_id, subject or key, each exact."""
    rows = _chosen(using, chosen).order_by("-id")
    rows = rows if before is None else rows.filter(pk__lt=before)
    return [_message(row) for row in rows[:limit]]


def count_messages(using: str = "default", **chosen: str | int) -> int:
    return _chosen(using, chosen).count()


def attempts_of_messages(ids: Iterable[int], using: str = "default") -> dict[int, list[AttemptInfo]]:
    """By message, oldest first."""
    found: dict[int, list[AttemptInfo]] = defaultdict(list)
    for row in MessageAttempt.objects.using(using).filter(message_id__in=list(ids)).order_by("id"):
        found[row.message_id].append(AttemptInfo(row.channel, row.at, row.outcome, row.detail))
    return found


def receipts_of_messages(ids: Iterable[int], using: str = "default") -> dict[int, list[ReceiptInfo]]:
    """By message, in the order in which they came."""
    sent = Message.objects.using(using).filter(pk__in=list(ids)).exclude(gateway_id="")
    by_gateway = {(row.channel, row.gateway_id): row.pk for row in sent.only("channel", "gateway_id")}
    rows = DeliveryReceipt.objects.using(using).filter(
        gateway_id__in=[gateway_id for _channel, gateway_id in by_gateway]
    )
    found: dict[int, list[ReceiptInfo]] = defaultdict(list)
    for row in rows.order_by("id"):
        message = by_gateway.get((row.channel, row.gateway_id))
        if message is not None:
            found[message].append(ReceiptInfo(row.status, row.at, row.received_at, row.detail))
    return found


def resend_message(message_id: int) -> MessageInfo:
    """Another chance for one that failed or was refused. Raises UnknownMessage, CannotResend."""
    return _message(messages.resend(message_id))


def occasions() -> list[OccasionInfo]:
    return [
        OccasionInfo(one.name, one.means, {variable.name: variable.sample for variable in one.variables.values()})
        for one in OCCASIONS.values()
    ]


def templates(using: str = "default", history: bool = False, **chosen: str) -> list[TemplateData]:
    """The wordings in force, or with `history` every version. `chosen`: occasion, channel, language."""
    settings = plugin_settings.load(NotificationSettings)
    rows = Template.objects.using(using).filter(**chosen)
    rows = rows if history else rows.filter(active=True)
    return [_template(row, settings) for row in rows.order_by("occasion", "channel", "language", "-version")]


def save_template(occasion: str, channel: str, language: str, wording: Wording, by: str = "") -> TemplateData:
    """A new version in force; the one before is kept. Raises TemplateRefused, which lists all that is wrong."""
    template = registry.save(occasion, channel, language, wording, by)
    return _template(template, plugin_settings.load(NotificationSettings))


def preview_template(
    occasion: str, channel: str, language: str, wording: Wording | None = None, facts: Mapping[str, str] | None = None
) -> Preview:
    """A wording, or the one in force, filled in with `facts` and samples. Nothing is saved or sent.

    Raises UnknownOccasion.
    """
    if occasion not in OCCASIONS:
        raise UnknownOccasion(occasion)
    settings = plugin_settings.load(NotificationSettings)
    if wording is None:
        template = registry.find(occasion, channel, language)
    else:
        template = registry.draft(occasion, channel, language, wording)
    if template is None:
        return Preview("", "", 0, None, [], [], f"There is no template for {occasion!r} over {channel}.")
    samples = {one.name: one.sample for one in OCCASIONS[occasion].variables.values()}
    to = Recipient(samples.get("name", ""), "sample", template.language)
    composed = fill(template, channel, to, samples | dict(facts or {}), settings)
    return Preview(
        composed.text, composed.encoding, composed.parts, composed.cost_paise, composed.shortened,
        lint(template, settings), composed.refusal,
    )  # fmt: skip


def channel_health(using: str = "default") -> list[ChannelHealth]:
    """Of every channel there is."""
    states = {row.channel: row for row in ChannelState.objects.using(using).all()}
    open_items, dead_items = _counts(using, OPEN_STATES), _counts(using, [WorkState.DEAD])
    return [
        _health(channel, states.get(channel), open_items.get(topic(channel), 0), dead_items.get(topic(channel), 0))
        for channel in CHANNELS
    ]


def _counts(using: str, states: Iterable[str]) -> dict[str, int]:
    topics = [topic(channel) for channel in CHANNELS]
    rows = OutboxItem.objects.using(using).filter(state__in=list(states), topic__in=topics)
    return dict(rows.values_list("topic").annotate(models.Count("pk")))


def _health(channel: str, state: ChannelState | None, waiting: int, given_up: int) -> ChannelHealth:
    if state is None:
        return ChannelHealth(channel, False, None, 0, "", None, waiting, given_up)
    return ChannelHealth(
        channel, state.open_until is not None, state.open_until, state.failures_in_a_row, state.last_failure,
        state.last_success_at, waiting, given_up,
    )  # fmt: skip


def _chosen(using: str, chosen: Mapping[str, str | int]) -> models.QuerySet[Message]:
    return Message.objects.using(using).filter(**chosen)


def _template(row: Template, settings: NotificationSettings) -> TemplateData:
    return TemplateData(
        row.pk, row.occasion, row.channel, row.language, row.version, row.active, registry.wording_of(row),
        syntax.dlt_content(row.text), lint(row, settings), row.created_at, row.created_by,
    )  # fmt: skip


def _message(row: Message) -> MessageInfo:
    return MessageInfo(
        row.pk, row.sale_id, row.order_id, row.occasion, row.recipient_name, row.language, row.text, row.state,
        row.channel, row.failure, row.created_at, row.sent_at, row.key, row.supplier_id, row.subject, row.address,
        row.category, row.encoding, row.parts, row.cost_paise, row.not_before, row.delivered_at, row.read_at,
    )  # fmt: skip
