"""What staff and apps with a permission may ask: what waits for a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import graphene
from graphql import GraphQLError

from odop_core.models import IntakeRefusal
from odop_core.security.permissions import Permission
from odop_notifications import api as notifications
from storefront_schema import request
from storefront_schema.failed_jobs import FAILED_JOBS
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.types.messages import SupplierMessage
from storefront_schema.types.work import FailedJobCountableConnection, RejectedWebhooks, WorkQueue, WorkQueueEnum

LONGEST_LOOK_BACK = 90


class StaffQueries(graphene.ObjectType):
    class Meta:
        description = "What staff may ask."

    order_messages = GuardedField(
        graphene.List(graphene.NonNull(SupplierMessage)),
        order_id=graphene.ID(required=True, description="ID of the order in the store."),
        permissions=[Permission.MANAGE_NOTIFICATIONS],
        description="The messages to suppliers about an order, oldest first.",
    )
    failed_jobs = list_field(
        FAILED_JOBS[WorkQueue.EVENTS.value],
        FailedJobCountableConnection,
        permissions=[Permission.MANAGE_ODOP_WORK],
        arguments={"queue": graphene.Argument(WorkQueueEnum, required=True, description="Which queue to look in.")},
        pick=lambda _info, queue: FAILED_JOBS[queue],
        description="Work that was given up and waits for a person, oldest first.",
    )
    rejected_webhooks = GuardedField(
        graphene.List(graphene.NonNull(RejectedWebhooks)),
        days=graphene.Int(default_value=30, description=f"How many days to look back, at most {LONGEST_LOOK_BACK}."),
        permissions=[Permission.MANAGE_ODOP_WORK],
        description="Incoming webhooks that were refused, counted by day and reason, newest first.",
    )

    @staticmethod
    def resolve_order_messages(_root: Any, info: graphene.ResolveInfo, order_id: str) -> Any:
        return notifications.messages_of_order(order_id, request.database(info))

    @staticmethod
    def resolve_rejected_webhooks(_root: Any, info: graphene.ResolveInfo, days: int) -> Any:
        if not 1 <= days <= LONGEST_LOOK_BACK:
            raise GraphQLError(f"Look back at least 1 and at most {LONGEST_LOOK_BACK} days (days: {days}).")
        since = datetime.now(UTC).date() - timedelta(days=days - 1)
        rows = IntakeRefusal.objects.using(request.database(info)).filter(day__gte=since)
        return rows.order_by("-day", "source", "reason")
