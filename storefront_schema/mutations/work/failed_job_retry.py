"""failedJobRetry: another chance for work that was given up."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.i18n import _
from odop_core.queue import work
from odop_core.security.permissions import Permission
from storefront_schema.errors import Code, Refused
from storefront_schema.failed_jobs import FAILED_JOBS
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.work import WorkQueueEnum

MOST_AT_ONCE = 100


class FailedJobRetry(StaffMutation):
    class Meta:
        description = "Puts work that was given up back into its queue, with all its attempts before it again."
        permissions = (Permission.MANAGE_ODOP_WORK,)

    class Arguments:
        queue = WorkQueueEnum(required=True, description="The queue they are in.")
        ids = graphene.List(
            graphene.NonNull(graphene.ID),
            required=True,
            description=f"IDs of the failed jobs, at most {MOST_AT_ONCE}.",
        )

    count = graphene.Int(description="How many were put back; those already replayed are not counted.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        wanted = [clean_id("ids", "FailedJob", global_id) for global_id in arguments["ids"]]
        if not wanted:
            raise Refused("ids", _("Name at least one failed job."), Code.REQUIRED)
        if len(wanted) > MOST_AT_ONCE:
            raise Refused("ids", _("Name at most {most} failed jobs at once.", most=MOST_AT_ONCE), Code.LIMIT)
        replayed = work.replay_dead(FAILED_JOBS[arguments["queue"]].choose({"ids": wanted}))
        if not replayed:
            raise Refused("ids", _("There are no such failed jobs."), Code.NOT_FOUND)
        return {"count": replayed}
