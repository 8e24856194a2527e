"""The access token of a supplier who signed in with a one-time code: `Authorization: Odop <token>`, in both hosts.

The scheme is our own: what comes as `Bearer` is Saleor's to read, and in its process Saleor refuses what it cannot.
"""

from __future__ import annotations

from graphql import GraphQLError

from odop_consignment.api.sign_in import MemberRole, read_access_token
from storefront_schema.viewer import Viewer

SCHEME = "odop"


class InvalidTokenError(GraphQLError):
    """The token is wrong, has expired, or its session has ended. (Hosts show the name of the class as the code.)"""

    def __init__(self) -> None:
        super().__init__("The token has expired or is not valid. Renew it with supplierTokenRefresh, or sign in again.")


def find_token(header: str) -> str:
    """The token in an `Authorization` header; "" where it is of another scheme, or there is none."""
    scheme, _, token = header.strip().partition(" ")
    return token.strip() if scheme.lower() == SCHEME else ""


def read_viewer(token: str) -> Viewer:
    """Who sent it. Raises InvalidTokenError; nobody is taken for a stranger who shows a token."""
    found = read_access_token(token)
    if found is None:
        raise InvalidTokenError
    return Viewer(
        "supplier", supplier_id=found.supplier_id, member_id=found.member_id, session_id=found.session_id,
        is_owner=found.role == MemberRole.OWNER,
    )  # fmt: skip
