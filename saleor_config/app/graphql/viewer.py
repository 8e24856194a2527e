"""Who is asking, beside Saleor: whoever Saleor says it is, in an access token it signed.

A storefront's customer and a member of staff send the token Saleor gave them; we check it with Saleor's public keys and
need not call back. The token the Dashboard gives an App lists permissions; a plain access token does not, so for staff
who come with one we ask Saleor, once in the token's short life. App tokens of Saleor are opaque to others and are
treated like any other token we cannot read: as an error, never as an anonymous visitor. A supplier who signed in with a
one-time code comes with a token of ours (`storefront_schema.supplier_tokens`).
"""

from __future__ import annotations

import hashlib
from typing import Any

import jwt
from django.core.cache import cache

from odop_core.security.permissions import Permission
from odop_core.store.port import StoreError
from saleor_config.app.models import Installation, active_installation
from saleor_config.app.saleor_client import public_keys
from saleor_config.app.saleor_client.client import GraphQLClient
from storefront_schema import supplier_tokens
from storefront_schema.viewer import ANONYMOUS, Viewer

ALGORITHM = "RS256"
OWNER = "saleor"
TOKEN_TYPES = {"access", "thirdparty"}
LEEWAY_SECONDS = 10
# Staff whose rights change keep the old ones this long: no longer than Saleor's own access tokens live.
PERMISSIONS_KEPT_SECONDS = 60
MY_PERMISSIONS = "query OdopMyPermissions { me { isStaff userPermissions { code } } }"


class BadToken(Exception):
    """The token is not one we may believe; the message says why, and is for the one who sent it."""


def read_viewer(header: str) -> Viewer:
    """The viewer behind an `Authorization` header; no header is an anonymous viewer. Raises BadToken."""
    if not header:
        return ANONYMOUS
    if token := supplier_tokens.find_token(header):
        try:
            return supplier_tokens.read_viewer(token)
        except supplier_tokens.InvalidTokenError as error:
            raise BadToken(str(error)) from error
    scheme, _, token = header.partition(" ")
    if scheme.lower() not in {"bearer", "jwt"} or not token:
        raise BadToken("The Authorization header must be: Bearer <Saleor access token>, or Odop <supplier's token>.")
    installation = active_installation()
    if installation is None:
        raise BadToken("No Saleor has installed this App yet, so nobody can be signed in.")
    return _viewer(installation, token.strip(), _claims(installation, token.strip()))


def _claims(installation: Installation, token: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        key = public_keys.find_key(installation, str(header.get("kid", "")))
        if key is None:
            raise BadToken("The token was not signed by our Saleor.")
        claims: dict[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=[ALGORITHM],
            issuer=installation.api_url,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iss"], "verify_aud": False},
        )
    except jwt.ExpiredSignatureError as error:
        raise BadToken("The token has expired.") from error
    except jwt.PyJWTError as error:
        raise BadToken("The token is not a valid access token of our Saleor.") from error
    if claims.get("owner") != OWNER or claims.get("type") not in TOKEN_TYPES or not claims.get("user_id"):
        raise BadToken("The token is not an access token of a Saleor user.")
    if claims.get("app") not in {None, installation.app_id}:
        raise BadToken("The token was made for another app. Sign in through this one.")
    return claims


def _viewer(installation: Installation, token: str, claims: dict[str, Any]) -> Viewer:
    user_id = str(claims["user_id"])
    if not claims.get("is_staff"):
        return Viewer(kind="customer", user_id=user_id)
    permissions = _ours(_saleor_permissions(installation, token, claims))
    return Viewer(kind="staff", user_id=user_id, permissions=permissions, email=str(claims.get("email") or ""))


def _saleor_permissions(installation: Installation, token: str, claims: dict[str, Any]) -> frozenset[str]:
    """Not `user_permissions`, which an App's token also lists: a token may do only what was handed to it."""
    if "permissions" in claims:
        return frozenset(map(str, claims["permissions"]))
    cached_as = "odop-permissions:" + hashlib.sha256(token.encode()).hexdigest()
    known = cache.get(cached_as)
    if known is None:
        known = _ask(installation, token)
        cache.set(cached_as, known, PERMISSIONS_KEPT_SECONDS)
    return frozenset(known)


def _ask(installation: Installation, token: str) -> list[str]:
    try:
        me = GraphQLClient(installation.api_url, token).execute(MY_PERMISSIONS, {}).get("me")
    except StoreError as error:
        raise BadToken("Saleor did not tell us what this member of staff may do; try again.") from error
    if not me or not me["isStaff"]:
        raise BadToken("Saleor no longer accepts this token.")
    return [permission["code"] for permission in me["userPermissions"] or []]


def _ours(saleor_permissions: frozenset[str]) -> frozenset[Permission]:
    return frozenset(permission for permission in Permission if permission.in_app_mode in saleor_permissions)
