"""Links to pictures of artisans' profiles, and the pictures behind them.

A link to a published picture holds as long as buyers may see it; one to a proposal ends soon.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from odop_core.files import storage
from odop_core.files.errors import StorageUnavailable
from odop_core.files.responses import forbid_caching, text_response
from odop_provenance.evidence.links import own_address
from odop_provenance.models import ProfilePicture, ProfileState

SALT = "odop.profile-picture"
PREVIEW = timedelta(minutes=30)
GONE = "This picture is no longer there."


def make_link(picture_id: int, *, is_public: bool) -> str:
    ends_at = 0 if is_public else int((datetime.now(UTC) + PREVIEW).timestamp())
    return f"{own_address()}/pictures/{signing.dumps([picture_id, ends_at], salt=SALT)}"


@require_safe
def show_picture(_request: HttpRequest, token: str) -> HttpResponse:
    """`token` is of a link made by `make_link`."""
    try:
        picture_id, ends_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return text_response("This link is not valid.", status=403)
    if ends_at and datetime.now(UTC).timestamp() > ends_at:
        return text_response("This link has ended. Ask for a new one.", status=403)
    row = ProfilePicture.objects.select_related("profile__artisan").filter(pk=picture_id).exclude(stored_as="").first()
    if row is None or not (ends_at or _is_public(row)):
        return text_response(GONE, status=410)
    try:
        content = storage.read_file(row.stored_as)
    except FileNotFoundError:
        return text_response(GONE, status=410)
    except StorageUnavailable as error:
        return text_response(str(error), status=503)
    response = HttpResponse(content, content_type=row.content_type, headers={"X-Content-Type-Options": "nosniff"})
    if ends_at:
        return forbid_caching(response)
    response["Cache-Control"] = "public, max-age=300"
    return response


def _is_public(row: ProfilePicture) -> bool:
    return row.profile.state == ProfileState.PUBLISHED and row.profile.artisan.shows_name
