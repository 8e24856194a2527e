"""Steps of a supplier's endpoint, and of a message."""

from __future__ import annotations

from typing import ClassVar

import graphene

from odop_core.security.permissions import Permission
from odop_notifications import api as notifications
from odop_notifications.api import endpoints
from storefront_schema.errors import Code
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.messages.endpoints import PERMISSIONS, REFUSALS, SUPPLIER
from storefront_schema.mutations.refusals import Refusals
from storefront_schema.types.channels import SupplierEndpoint
from storefront_schema.types.messages import SupplierMessage


class ActOnEndpoint(ActOnOne):
    class Meta:
        abstract = True

    permissions = PERMISSIONS
    row = "Supplier"
    id_argument = "supplier_id"
    id_description = SUPPLIER
    answer = "endpoint"
    refusals = REFUSALS
    endpoint = graphene.Field(SupplierEndpoint, description="The endpoint as it now is.")


class SupplierEndpointActivate(ActOnEndpoint):
    class Meta:
        description = "Switches a supplier's endpoint on again."

    @staticmethod
    def act(supplier_id: int, by: str) -> endpoints.EndpointInfo:
        return endpoints.switch_on_endpoint(supplier_id)


class SupplierEndpointDeactivate(ActOnEndpoint):
    class Meta:
        description = "Switches a supplier's endpoint off; the supplier is notified."
        reason = "Why; sent to the supplier."

    @staticmethod
    def act(supplier_id: int, by: str, reason: str) -> endpoints.EndpointInfo:
        return endpoints.switch_off_endpoint(supplier_id, reason)


class SupplierMessageResend(ActOnOne):
    class Meta:
        description = (
            "Sends a failed or refused message again. A refused message is rewritten with the current "
            "template and address."
        )

    permissions = (Permission.MANAGE_NOTIFICATIONS,)
    row = "SupplierMessage"
    id_description = "ID of the message."
    answer = "message"
    refusals: ClassVar[Refusals] = {
        notifications.UnknownMessage: ("id", Code.NOT_FOUND),
        notifications.CannotResend: ("id", Code.INVALID_STATUS),
    }
    message = graphene.Field(SupplierMessage, description="The message that is now on its way.")

    @staticmethod
    def act(message_id: int, by: str) -> notifications.MessageInfo:
        return notifications.resend_message(message_id)
