"""What operators and their supervisors ask of the helpline."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from storefront_schema import operators, request
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.queries.arguments import read_id
from storefront_schema.types.helpline import (
    HelplineBoard,
    HelplineCallCountableConnection,
    HelplineCallDetail,
    HelplineOperatorCountableConnection,
    HelplineQueueEnum,
)

SUPERVISORS = (Permission.MANAGE_NOTIFICATIONS,)
OPERATORS = operators.PERMISSIONS
SCRIPT = "The language of the script. Default: the supplier's; Hindi where there is no script of it."


class HelplineQueries(graphene.ObjectType):
    class Meta:
        description = "What operators may ask."

    helpline_calls = list_field(
        helpline.CALLS,
        HelplineCallCountableConnection,
        permissions=OPERATORS,
        description="Calls, also those that were made, in the order in which they were queued.",
    )
    helpline_call = GuardedField(
        HelplineCallDetail,
        id=graphene.ID(required=True, description="ID of the call."),
        language=graphene.String(description=SCRIPT),
        permissions=OPERATORS,
        description="One call, with what to say and what happened before; null if there is none of this ID.",
    )
    my_helpline_call = GuardedField(
        HelplineCallDetail,
        language=graphene.String(description=SCRIPT),
        permissions=OPERATORS,
        description="The call that is in your hands; null if there is none.",
    )
    helpline_board = GuardedField(
        HelplineBoard,
        queue=graphene.Argument(HelplineQueueEnum, description="Default: OPERATORS."),
        permissions=OPERATORS,
        description="What is waiting, what is overdue, and which operator does what.",
    )
    helpline_operators = list_field(
        helpline.OPERATORS,
        HelplineOperatorCountableConnection,
        permissions=SUPERVISORS,
        description="Everybody who was entered as an operator, by name.",
    )

    @staticmethod
    def resolve_helpline_call(_root: Any, info: graphene.ResolveInfo, id: str, language: str = "") -> Any:
        number = read_id("HelplineCall", id)
        with request.primary(info):
            return helpline.find_card(number, operators.operator_name(info), language or "")

    @staticmethod
    def resolve_my_helpline_call(_root: Any, info: graphene.ResolveInfo, language: str = "") -> Any:
        with request.primary(info):
            name = operators.operator_name(info)
            return helpline.find_card_in_hand(name, language or "") if name else None

    @staticmethod
    def resolve_helpline_board(_root: Any, info: graphene.ResolveInfo, queue: str | None = None) -> Any:
        return helpline.overview(helpline.Queue(queue or helpline.Queue.OPERATORS), using=request.database(info))
