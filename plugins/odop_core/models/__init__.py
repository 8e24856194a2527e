"""Rows all plugins share: events, the work they cause, and rules with a date."""

from odop_core.models.inbox import Handling, InboxEvent
from odop_core.models.metadata import ObjectMetadata
from odop_core.models.order_record import OrderRecord
from odop_core.models.outbox import OutboxItem
from odop_core.models.product_record import ProductRecord
from odop_core.models.refusal import IntakeRefusal
from odop_core.models.request_count import RequestCount
from odop_core.models.rule import DatedRule
from odop_core.models.settings import PluginSetting, PluginStart, Watermark
from odop_core.models.work import WorkItem, WorkState

__all__ = [
    "DatedRule",
    "Handling",
    "InboxEvent",
    "IntakeRefusal",
    "ObjectMetadata",
    "OrderRecord",
    "OutboxItem",
    "PluginSetting",
    "PluginStart",
    "ProductRecord",
    "RequestCount",
    "Watermark",
    "WorkItem",
    "WorkState",
]
