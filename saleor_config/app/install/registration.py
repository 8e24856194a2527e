"""The handshake of an installation: a Saleor hands us a token, and we make sure it is that Saleor's.

Anybody can post to this address, so three things must hold: the Saleor is one the operator listed, the token works
there, and what it belongs to has the permissions we ask for. Only then is it kept, encrypted.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from odop_core.plugin import beginnings
from odop_core.store.port import StoreRefused, StoreUnavailable
from odop_core.web import refused_requests
from odop_core.web.bodies import BodyTooLarge, read_body, read_json
from saleor_config.app.install.manifest import PERMISSIONS
from saleor_config.app.models import Installation
from saleor_config.app.responses import refusal
from saleor_config.app.saleor_client import public_keys
from saleor_config.app.saleor_client.client import GraphQLClient
from saleor_config.app.webhooks import secret

SOURCE = "saleor-registration"
SIZE_LIMIT = 16 * 1024


class RegistrationRefused(Exception):
    """Why this Saleor may not install us; `code` is a short word for the count of refusals."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


@csrf_exempt
@require_POST
def serve_registration(request: HttpRequest) -> HttpResponse:
    try:
        register(request.headers.get("Saleor-Api-Url", ""), _token(request))
    except RegistrationRefused as error:
        refused_requests.count_refusal(SOURCE, error.code)
        return refusal(error.status, error.code, str(error))
    return JsonResponse({"success": True})


def register(api_url: str, token: str) -> Installation:
    """Check the token with the Saleor at `api_url` and keep it. Raises RegistrationRefused."""
    if api_url not in settings.ODOP_SALEOR_API_URLS:
        raise RegistrationRefused(
            "not-listed",
            f"{api_url or 'A Saleor without a Saleor-Api-Url header'} may not install this App. Its operator can "
            "allow it by adding the address to ODOP_SALEOR_API_URLS.",
            status=403,
        )
    app_id, saleor_version = _identity(GraphQLClient(api_url, token))
    try:
        key_set = public_keys.fetch_key_set(api_url)
    except public_keys.KeysUnavailable as error:
        raise RegistrationRefused("no-keys", str(error)) from error
    installation, _created = Installation.objects.update_or_create(
        api_url=api_url,
        defaults={
            "domain": urlsplit(api_url).netloc,
            "app_id": app_id,
            "auth_token": token,
            "webhook_secret": secrets.token_urlsafe(32),
            "webhooks_secured_at": None,
            "jwks": key_set,
            "jwks_asked_at": Now(),
            "saleor_version": saleor_version,
            "installed_at": Now(),
        },
    )
    beginnings.record_beginnings()
    secret.send_secret_with_webhooks(installation)
    return installation


def _token(request: HttpRequest) -> str:
    try:
        content = read_json(read_body(request, SIZE_LIMIT))
    except BodyTooLarge as error:
        raise RegistrationRefused("too-large", str(error), status=413) from error
    except ValueError as error:
        raise RegistrationRefused("not-json", 'The body must be JSON: {"auth_token": "..."}.') from error
    token = content.get("auth_token") if isinstance(content, dict) else None
    if not isinstance(token, str) or not token:
        raise RegistrationRefused("no-token", 'The body must be JSON: {"auth_token": "..."}.')
    return token


def _identity(client: GraphQLClient) -> tuple[str, str]:
    """The id of the app the token belongs to, and the version of its Saleor."""
    try:
        answer = client.run("app_identity")
    except StoreUnavailable as error:
        raise RegistrationRefused("saleor-unavailable", f"We could not ask back: {error}", status=424) from error
    except StoreRefused as error:
        raise RegistrationRefused("token-refused", f"Saleor does not accept the token: {error}", status=401) from error
    app = answer.get("app")
    if not app:
        raise RegistrationRefused("token-refused", "Saleor does not know the token.", status=401)
    granted = {permission["code"] for permission in app["permissions"]}
    if missing := [permission for permission in PERMISSIONS if permission not in granted]:
        raise RegistrationRefused("permissions-missing", f"The App also needs {' and '.join(missing)}.", status=403)
    return app["id"], answer["shop"]["version"] or ""
