"""What the mutations of suppliers' endpoints share."""

from __future__ import annotations

import graphene

from odop_core.security.permissions import Permission
from odop_notifications.api import endpoints
from storefront_schema.errors import Code

PERMISSIONS = (Permission.MANAGE_NOTIFICATIONS,)
REFUSALS = {
    endpoints.UnknownEndpoint: ("supplierId", Code.NOT_FOUND),
    endpoints.BadEndpoint: ("url", Code.INVALID),
}


SUPPLIER = "ID of the supplier whose endpoint it is."


def supplier_argument() -> graphene.ID:
    return graphene.ID(required=True, description=SUPPLIER)
