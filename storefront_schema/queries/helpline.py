"""What operators and their supervisors ask of the helpline."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from storefront_schema import operators, request
from storefront_schema.connection import page, page_arguments
from storefront_schema.guards import GuardedField
from storefront_schema.queries.arguments import read_id, read_optional_id
from storefront_schema.types.helpline import (
    HelplineBoard,
    HelplineCallCountableConnection,
    HelplineCallDetail,
    HelplineCallStatusEnum,
    HelplineOperator,
    HelplineQueueEnum,
    HelplineReasonEnum,
)

SUPERVISORS = (Permission.MANAGE_NOTIFICATIONS,)
OPERATORS = operators.PERMISSIONS
SCRIPT = "The language of the script. Default: the supplier's; Hindi where there is no script of it."


class HelplineCallWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which calls to list. What is left out does not matter."

    statuses = graphene.List(
        graphene.NonNull(HelplineCallStatusEnum), description="In one of these states. Default: WAITING and CLAIMED."
    )
    queue = graphene.InputField(HelplineQueueEnum, description="Whose work they are.")
    reason = graphene.InputField(HelplineReasonEnum, description="Why they are to be made.")
    language = graphene.String(description="The language the supplier speaks.")
    is_breached = graphene.Boolean(description="Whether they are open beyond the time they should have been made by.")
    operator = graphene.String(description="Who is at them, or was last.")
    supplier_id = graphene.ID(description="ID of the supplier.")
    order_id = graphene.ID(description="ID of the order in the store.")


class HelplineQueries(graphene.ObjectType):
    class Meta:
        description = "What operators may ask."

    helpline_calls = GuardedField(
        HelplineCallCountableConnection,
        args={
            "where": graphene.Argument(HelplineCallWhereInput, description="Which ones."),
            **page_arguments(newest_first=False),
        },
        permissions=OPERATORS,
        description="Calls, in the order in which they were queued. `helplineBoard` has them in that of their urgency.",
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
    helpline_operators = GuardedField(
        graphene.List(graphene.NonNull(HelplineOperator)),
        permissions=SUPERVISORS,
        description="Everybody who was entered as an operator.",
    )

    @staticmethod
    def resolve_helpline_calls(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        queue, reason, states = given.get("queue"), given.get("reason"), given.get("statuses")
        wanted = helpline.WantedCalls(
            queue=helpline.Queue(queue) if queue else None,
            states=[helpline.CallState(state) for state in states] if states else helpline.WantedCalls.states,
            reason=helpline.CallReason(reason) if reason else None,
            language=given.get("language") or "",
            overdue=given.get("is_breached"),
            operator=given.get("operator") or "",
            supplier_id=read_optional_id(given, "supplier_id", "Supplier"),
            order_id=given.get("order_id") or "",
        )
        return page(
            HelplineCallCountableConnection,
            paging,
            read=lambda window: helpline.list_calls(wanted, window, using),
            count=lambda: helpline.count_calls(wanted, using),
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

    @staticmethod
    def resolve_helpline_operators(_root: Any, info: graphene.ResolveInfo) -> Any:
        return helpline.list_operators(request.database(info))
