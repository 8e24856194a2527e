"""The file behind a link, where the storage has no links of its own."""

from __future__ import annotations

import hashlib
import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from odop_core.files import storage
from odop_core.files.errors import StorageUnavailable
from odop_core.files.responses import forbid_caching, text_response
from odop_provenance.models import Evidence, EvidenceState

logger = logging.getLogger(__name__)


@require_safe
def show_evidence(_request: HttpRequest, token: str) -> HttpResponse:
    """`token` is of a link made by `make_evidence_link`."""
    try:
        row = Evidence.objects.filter(pk=storage.open_token(token)).exclude(state=EvidenceState.ERASED).first()
        content = storage.read_file(row.stored_as) if row else None
    except storage.LinkEnded as error:
        return text_response(str(error), status=403)
    except StorageUnavailable as error:
        return text_response(str(error), status=503)
    except FileNotFoundError:
        logger.error("The file of evidence %s is missing from storage.", row.pk if row else "")
        content = None
    if row is None or content is None:
        return text_response("This file is no longer there.", status=410)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        logger.error("The file of evidence %s is not the one that was received.", row.pk)
        return text_response("This file was altered in storage and is not shown.", status=410)
    response = forbid_caching(HttpResponse(content, content_type=row.content_type))
    response["Content-Disposition"] = f'attachment; filename="evidence-{row.pk}.{row.stored_as.rpartition(".")[2]}"'
    return response
