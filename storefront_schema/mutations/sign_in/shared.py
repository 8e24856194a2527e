"""What the mutations of signing in share: refusals, what they answer with, and the medium of a code."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.sign_in import TooManyRequests, WrongCode, WrongToken
from storefront_schema.errors import Code
from storefront_schema.mutations.refusals import Refusals
from storefront_schema.mutations.suppliers import shared as suppliers

PERMISSIONS = suppliers.PERMISSIONS
REFUSALS: Refusals = {
    TooManyRequests: (None, Code.RATE_LIMITED),
    WrongCode: ("code", Code.INVALID),
    WrongToken: ("refreshToken", Code.INVALID),
    **suppliers.REFUSALS,
}
HANDLE = "What the request answered with; it belongs to this telephone."
CODE = "The six digits, in any script."


def tokens_answer(tokens: Any) -> dict[str, Any]:
    return {
        "token": tokens.access_token,
        "token_expires_at": tokens.access_expires_at,
        "refresh_token": tokens.refresh_token,
        "refresh_token_expires_at": tokens.refresh_expires_at,
    }


class TokenFields:
    """The fields of an answer with tokens."""

    token = graphene.String(description="Send it as `Authorization: Odop <token>`. A secret; it holds for 15 minutes.")
    refresh_token = graphene.String(
        description="Renews the tokens, once (`supplierTokenRefresh`). A secret: keep it in the telephone's key store."
    )
