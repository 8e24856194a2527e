"""The helpline: calls that wait, what an operator needs for one, and how it is doing. Numbers are masked everywhere."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from odop_notifications.api import helpline
from odop_notifications.api.helpline import CallCard, CallOutcome, CallReason, CallState, Queue
from storefront_schema import loaders, request, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.resolvers import text_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.money import money_field

HelplineReasonEnum = enum_of(
    "HelplineReasonEnum",
    "Why a call is needed.",
    CallReason,
    {CallReason.CANNOT: "DECLINED", CallReason.LANGUAGE: "OTHER_LANGUAGE"},
)
HelplineQueueEnum = enum_of("HelplineQueueEnum", "Whose work a call is.", Queue)
HelplineCallStatusEnum = enum_of("HelplineCallStatusEnum", "How far a call has come.", CallState)
HelplineOutcomeEnum = enum_of(
    "HelplineOutcomeEnum",
    "What came of a call.",
    CallOutcome,
    {
        CallOutcome.CANNOT: "DECLINED",
        CallOutcome.LANGUAGE: "OTHER_LANGUAGE",
        CallOutcome.CALL_BACK: "CALLBACK_REQUESTED",
    },
)
MOST_NEXT = 50


class HelplineAttempt(graphene.ObjectType):
    class Meta:
        description = "One operator's time with one call."

    operator = graphene.String(required=True, description="Who it was.")
    claimed_at = scalars.date_time_field(required=True, description="When they took the call (UTC).")
    ended_at = scalars.date_time_field(required=True, description="When their work at it ended (UTC).")
    outcome = graphene.Field(HelplineOutcomeEnum, required=True, description="What came of it.")
    note = graphene.String(required=True, description="What they wrote down; may be empty.")
    ready_on = scalars.date_field(description="The day the supplier named, in India.")
    call_back_at = scalars.date_time_field(description="When the supplier wants to be called (UTC).")


class HelplineCall(NodeType):
    class Meta:
        description = "A call to a supplier that waits, is being made or was made; or a task for staff."

    queue = graphene.Field(HelplineQueueEnum, required=True, description="Whose work it is.")
    reason = graphene.Field(HelplineReasonEnum, required=True, description="Why it is to be made.")
    status = graphene.Field(HelplineCallStatusEnum, required=True, description="How far it has come.", source="state")
    language = graphene.String(required=True, description='The language the supplier speaks, such as "hi".')
    supplier_name = graphene.String(
        required=True, source="supplier_name", description="The supplier's name; empty for an unknown number."
    )
    phone = graphene.String(required=True, description="Their number, masked; empty if none is known.", source="number")
    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="The supplier; null for an unknown number.",
    )
    order = store_field("Order", "order_id", "The order it is about; null if it is about none.")
    order_number = graphene.String(required=True, description="The number of the order; may be empty.")
    detail = graphene.String(required=True, description="What to know besides: the supplier's words, say.")
    value = money_field("What the goods cost, tax included.", source="value_paise")
    due_at = scalars.date_time_field(required=True, description="From when it may be made (UTC).")
    sla_due_at = scalars.date_time_field(required=True, description="Until when it should have been made (UTC).")
    is_breached = graphene.Boolean(
        required=True, source="is_overdue", description="Whether that time has passed while it is open."
    )
    attempt_count = graphene.Int(required=True, description="How often a call reached no one.", source="tries")
    operator = graphene.String(resolver=text_or_null("operator"), description="Who is at it, or was last.")
    claimed_until = scalars.date_time_field(description="Until when it is theirs without a sign of life (UTC).")
    outcome = graphene.Field(
        HelplineOutcomeEnum,
        resolver=text_or_null("outcome"),
        description="What came of it last; null before the first attempt.",
    )
    created_at = scalars.date_time_field(required=True, description="When it was queued (UTC).")
    finished_at = scalars.date_time_field(description="When it was settled or withdrawn (UTC).")
    attempts = graphene.List(
        graphene.NonNull(HelplineAttempt),
        required=True,
        resolver=loaders.AttemptsOfCall.resolver(),
        description="Who was at it so far, oldest first.",
    )


class HelplineCallCountableConnection(CountableConnection):
    class Meta:
        node = HelplineCall


class HelplineScript(graphene.ObjectType):
    class Meta:
        description = "What an operator says."

    language = graphene.String(required=True, description="The language it is written in.")
    lines = graphene.List(graphene.NonNull(graphene.String), required=True, description="What to say, in order.")
    questions = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="What to ask further, by the answer."
    )


class HelplineEntry(graphene.ObjectType):
    class Meta:
        description = "Something that happened with this supplier or order before."

    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="at")
    kind = graphene.String(required=True, description='"message", "answer" or "call".')
    what = graphene.String(required=True, description="The message's occasion, the answer's meaning, the outcome.")
    how = graphene.String(required=True, description="How far the message came, what followed, why it was called.")
    transport = graphene.String(required=True, description="Over which channel.", source="channel")
    order_number = graphene.String(required=True, description="The number of the order; may be empty.")
    text = graphene.String(required=True, description="What was written or said; may be empty.")
    operator = graphene.String(
        resolver=text_or_null("by"), description="Which operator; null for messages and answers."
    )


class HelplineGoods(graphene.ObjectType):
    class Meta:
        description = "What the supplier can still say something about."

    sale = graphene.Field(
        "storefront_schema.types.sales.ConsignmentSale",
        required=True,
        resolver=loaders.Sale.resolver("id"),
        description="The sale.",
    )
    product_name = graphene.String(required=True, description="The product as it was called when it was sold.")
    quantity = graphene.Int(required=True, description="How many pieces.")


class HelplineCallDetail(graphene.ObjectType):
    class Meta:
        description = "All an operator needs for one call."

    call = graphene.Field(HelplineCall, required=True, description="The call.")
    goods = graphene.List(graphene.NonNull(HelplineGoods), required=True, description="What it is about.")
    script = graphene.Field(HelplineScript, required=True, description="What to say.")
    history = graphene.List(
        graphene.NonNull(HelplineEntry), required=True, description="What happened before, newest first, at most 20."
    )
    is_finished = graphene.Boolean(
        required=True,
        description="Whether nothing is left to ask: it was answered or called off meanwhile.",
        source="is_over",
    )

    @staticmethod
    def resolve_goods(root: CallCard, _info: graphene.ResolveInfo) -> Any:
        return root.goods


class HelplineOperatorDay(graphene.ObjectType):
    class Meta:
        description = "What one operator did today (on India's calendar)."

    operator = graphene.String(required=True, description="Who.")
    calls = graphene.Int(required=True, description="Calls they made.")
    answered = graphene.Int(required=True, description="Of these, those that brought an answer.")
    abandoned = graphene.Int(required=True, description="Calls that went back because they fell silent.")
    seconds_per_call = graphene.Float(description="Average seconds per call; null before the first.")
    call_in_hand = graphene.Field(
        HelplineCall,
        resolver=loaders.Call.resolver("call_in_hand"),
        description="The call they are at; null if they are at none.",
    )


class HelplineBoard(graphene.ObjectType):
    class Meta:
        description = "How the helpline is doing right now; cheap enough to be asked for every few seconds."

    updated_at = scalars.date_time_field(required=True, description="The moment of the figures (UTC).", source="at")
    is_open = graphene.Boolean(required=True, description="Whether suppliers may be called now (courtesy hours).")
    waiting = graphene.Int(required=True, description="Calls that could be made now.")
    later = graphene.Int(required=True, description="Calls that wait for their time.")
    claimed = graphene.Int(required=True, description="Calls operators are at.")
    breached = graphene.Int(
        required=True, source="overdue", description="Open calls beyond the time they should have been made by."
    )
    oldest_due_at = scalars.date_time_field(
        source="oldest", description="Since when the oldest call that could be made waits (UTC)."
    )
    seconds_per_call = graphene.Float(description="Average seconds per call today; null before the first.")
    operators = graphene.List(
        graphene.NonNull(HelplineOperatorDay), required=True, description="What each operator did today."
    )
    next = graphene.List(
        graphene.NonNull(HelplineCall),
        first=graphene.Int(default_value=10, description="How many, at most 50."),
        required=True,
        description="What is open, in the order in which it is given out.",
    )

    @staticmethod
    def resolve_is_open(_root: helpline.Overview, info: graphene.ResolveInfo) -> bool:
        with request.adapter().reading(info.context):
            return helpline.is_calling_time()

    @staticmethod
    def resolve_next(root: helpline.Overview, info: graphene.ResolveInfo, first: int) -> Any:
        if not 1 <= first <= MOST_NEXT:
            raise GraphQLError(f"Ask for at least 1 and at most {MOST_NEXT} calls (first: {first}).")
        return helpline.list_next_calls(Queue(root.queue), first, request.database(info))


class HelplineOperator(NodeType):
    class Meta:
        description = "A person who calls suppliers."

    name = graphene.String(required=True, description="The name they give on the telephone; calls are kept under it.")
    languages = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Languages they speak; none: calls in any."
    )
    phone = graphene.String(required=True, description="Where the telephony reaches them, masked; may be empty.")
    user = store_field("User", "user_id", "Their account in the store; null if they use the terminal only.")


class HelplineOperatorCountableConnection(CountableConnection):
    class Meta:
        node = HelplineOperator
