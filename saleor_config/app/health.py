"""What an orchestrator asks: are you alive, and may you be given work?"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def serve_liveness(_request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is looked at, since restarting it would mend nothing else."""
    return JsonResponse({"status": "live"})


@require_safe
def serve_readiness(_request: HttpRequest) -> JsonResponse:
    """The database answers and has all our migrations."""
    if problem := _problem():
        return JsonResponse({"status": "not ready", "reason": problem}, status=503)
    return JsonResponse({"status": "ready"})


def _problem() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "The database does not answer. Check DATABASE_URL."
    return f"{len(pending)} migrations are not applied. Run: migrate" if pending else ""
