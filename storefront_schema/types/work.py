"""What needs a person: work that was given up, and knocks at the door that were refused."""

from __future__ import annotations

import graphene

from odop_core.database.states import State
from odop_core.models import IntakeRefusal, WorkItem
from odop_core.security.foreign_text import mask_text
from storefront_schema import scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of


class WorkQueue(State):
    EVENTS = "events", "what the store or a plugin announced"
    HANDLINGS = "handlings", "what a plugin does about an announcement"
    OUTBOX = "outbox", "what must be sent to other systems"


WorkQueueEnum = enum_of("OdopWorkQueueEnum", "One of the suite's queues.", WorkQueue)
QUEUES_BY_MODEL = {"InboxEvent": WorkQueue.EVENTS, "Handling": WorkQueue.HANDLINGS, "OutboxItem": WorkQueue.OUTBOX}


class FailedJob(NodeType):
    class Meta:
        description = "Work that was given up after many attempts, and waits for a person."

    queue = graphene.Field(WorkQueueEnum, required=True, description="The queue it is in.")
    task = graphene.String(required=True, description="What was to be done.")
    attempts = graphene.Int(required=True, description="How often it was tried.")
    last_error = graphene.String(
        required=True,
        resolver=lambda root, _info: mask_text(root.last_error),
        description="What went wrong the last time; long numbers are hidden.",
    )
    created_at = scalars.date_time_field(required=True, description="When it was put into the queue (UTC).")
    failed_at = scalars.date_time_field(description="When it was given up (UTC).")

    @staticmethod
    def resolve_id(root: WorkItem, _info: graphene.ResolveInfo) -> object:
        return root.pk

    @staticmethod
    def resolve_queue(root: WorkItem, _info: graphene.ResolveInfo) -> str:
        return QUEUES_BY_MODEL[type(root).__name__].value

    @staticmethod
    def resolve_task(root: WorkItem, _info: graphene.ResolveInfo) -> str:
        return mask_text(root)

    @staticmethod
    def resolve_failed_at(root: WorkItem, _info: graphene.ResolveInfo) -> object:
        return root.finished_at or root.created_at


class FailedJobCountableConnection(CountableConnection):
    class Meta:
        node = FailedJob


class RejectedWebhooks(graphene.ObjectType):
    class Meta:
        description = "How many incoming webhooks were refused for one reason on one day."

    day = scalars.date_field(required=True, description="The day (UTC).")
    source = graphene.String(required=True, description="Which door they knocked at.")
    reason = graphene.String(required=True, description="Why they were refused.")
    count = graphene.Int(required=True, description="How many there were.")

    @staticmethod
    def resolve_count(root: IntakeRefusal, _info: graphene.ResolveInfo) -> int:
        # GraphQL has no larger whole number.
        return min(root.count, 2**31 - 1)
