"""What suppliers were asked and answered, the policies by which they are asked again, and how fast they answer."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.database.states import State
from odop_core.security.permissions import Permission
from odop_notifications.api.answers import Effect, Meaning
from odop_notifications.api.escalation import QuestionInfo, QuestionState
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.resolvers import text_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.actors import actor_field
from storefront_schema.types.money import OdopMoney
from storefront_schema.types.suppliers import Supplier

SupplierAnswerMeaningEnum = enum_of(
    "SupplierAnswerMeaningEnum", "What an answer was taken to mean.", Meaning, {Meaning.CANNOT: "DECLINED"}
)
SupplierAnswerEffectEnum = enum_of("SupplierAnswerEffectEnum", "What followed from an answer.", Effect)
SupplierQuestionStatusEnum = enum_of(
    "SupplierQuestionStatusEnum", "How far a question to a supplier has come.", QuestionState
)
STAFF = [Permission.MANAGE_NOTIFICATIONS]


class Grouping(State):
    DAY = "day", "by the order's day in India"
    DISTRICT = "district", "by the district the goods come from (slug)"
    CHANNEL = "channel", "by the channel of the first message"


NotificationGroupingEnum = enum_of(
    "NotificationGroupingEnum", "How figures are grouped.", Grouping, {Grouping.CHANNEL: "TRANSPORT"}
)


class SupplierAnswer(NodeType):
    class Meta:
        description = "One answer of a supplier, how it was understood, and what was done about it."

    transport = graphene.String(
        required=True,
        description='How it came: a channel, "link", "helpline", or "elsewhere" if staff wrote it down.',
        source="channel",
    )
    given_by = actor_field("Who wrote it down; null for what the supplier sent.", "given_by", required=False)
    sender = graphene.String(required=True, description="The number it came from, masked; empty if there is none.")
    text = graphene.String(
        required=True, description="The supplier's own words, or the note of the person who recorded it."
    )
    said_at = scalars.date_time_field(required=True, description="When it was said (UTC).")
    created_at = scalars.date_time_field(required=True, description="When we heard of it (UTC).", source="received_at")
    question = graphene.Field(
        "storefront_schema.types.answers.SupplierQuestion",
        resolver=loaders.Question.resolver("question_id"),
        description="The question it answers; null if that is not known.",
    )
    sale = graphene.Field(
        "storefront_schema.types.sales.ConsignmentSale",
        resolver=loaders.Sale.resolver("sale_id"),
        description="The one sale it is about; null if it is about the whole question.",
    )
    supplier = graphene.Field(
        Supplier,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Who answered; null if the sender is unknown, or if several suppliers have the number.",
    )
    order = store_field("Order", "order_id", "The order it is about; null if it is about none.")
    meaning = graphene.Field(SupplierAnswerMeaningEnum, required=True, description="What it was taken to mean.")
    ready_on = scalars.date_field(description="The day they named, in India.")
    effect = graphene.Field(SupplierAnswerEffectEnum, required=True, description="What followed from it.")
    remark = graphene.String(
        resolver=text_or_null("remark"), description="Why that followed, in words; null when that is plain."
    )


class SupplierAnswerCountableConnection(CountableConnection):
    class Meta:
        node = SupplierAnswer


class SupplierQuestion(NodeType):
    class Meta:
        description = "The question to a supplier whether what was bought of them in one order will be ready."

    order = store_field("Order", "order_id", "The order.")
    order_number = graphene.String(required=True, description="The number of the order.")
    sales = graphene.List(
        graphene.NonNull("storefront_schema.types.sales.ConsignmentSale"),
        required=True,
        description="The sales it is about.",
    )
    supplier = graphene.Field(Supplier, resolver=loaders.Supplier.resolver("supplier_id"), description="Who was asked.")
    status = graphene.Field(
        SupplierQuestionStatusEnum, required=True, description="How far it has come.", source="state"
    )
    created_at = scalars.date_time_field(
        required=True, source="opened_at", description="When it was first asked (UTC)."
    )
    next_step_at = scalars.date_time_field(
        source="due_at", description="When they are asked again (UTC); null if nothing more is planned."
    )
    needed_by = scalars.date_time_field(description="When the goods must be ready (UTC).")
    meaning = graphene.Field(
        SupplierAnswerMeaningEnum,
        resolver=text_or_null("meaning"),
        description="The answer in force; null without one.",
    )
    ready_on = scalars.date_field(description="The day they named, in India.")
    answered_at = scalars.date_time_field(description="When it was first answered (UTC).")
    policy = GuardedField(
        graphene.String,
        permissions=STAFF,
        resolver=text_or_null("policy"),
        description="Name of the policy it is asked by; null if none fits.",
    )
    answers = GuardedField(
        graphene.List(graphene.NonNull(SupplierAnswer)),
        permissions=STAFF,
        resolver=loaders.AnswersOfQuestion.resolver(),
        description="All answers, oldest first.",
    )

    @staticmethod
    def resolve_sales(root: QuestionInfo, info: graphene.ResolveInfo) -> Any:
        found = loaders.Sale.of(info).load_many(root.sale_ids)
        return found.then(lambda sales: [sale for sale in sales if sale])


class SupplierQuestionCountableConnection(CountableConnection):
    class Meta:
        node = SupplierQuestion


class EscalationStep(graphene.ObjectType):
    class Meta:
        description = "What is done when a supplier still has not answered."

    wait_minutes = graphene.Int(required=True, description="Minutes since the step before, or the first message.")
    transport = graphene.String(
        required=True, description='The channel that asks again; "helpline" queues a call.', source="channel"
    )


class EscalationPolicy(graphene.ObjectType):
    class Meta:
        description = "When and how suppliers who do not answer are asked again; the first that fits an order holds."

    name = graphene.String(required=True, description="Its name.")
    position = graphene.Int(required=True, description="Policies are tried in this order.")
    is_active = graphene.Boolean(required=True, description="Whether it is used.", source="active")
    min_value = graphene.Field(
        OdopMoney, source="min_value_paise", description="Only for at least this much, tax included; null: for all."
    )
    craft = graphene.String(resolver=text_or_null("craft"), description="Slug of the craft it is for; null: for all.")
    ready_within_hours = graphene.Int(description="Only if the goods must be ready so soon; null: for all.")
    steps = graphene.List(graphene.NonNull(EscalationStep), required=True, description="What is done, in order.")
    updated_at = scalars.date_time_field(
        required=True, description="When it was last changed (UTC).", source="changed_at"
    )
    updated_by = actor_field("Who changed it last.", "changed_by")


class NotificationMetrics(graphene.ObjectType):
    class Meta:
        description = "How fast suppliers heard and answered. Times are seconds from the order."

    name = graphene.String(required=True, description="What the figures are of, as they are grouped; empty: of all.")
    asked = graphene.Int(required=True, description="Questions asked and not called off.")
    notified = graphene.Int(required=True, description="Of these, those whose first message was sent.", source="told")
    answered = graphene.Int(required=True, description="Of these, those answered.")
    answered_without_call = graphene.Int(required=True, description="Of these, those that needed no call.")
    share_without_call = graphene.Float(description="Those answered without a call, of those asked (0 to 1).")
    seconds_to_message_median = graphene.Float(
        source="message_p50", description="Median of the time to the first message."
    )
    seconds_to_message_p95 = graphene.Float(source="message_p95", description="95 of 100 heard at least so fast.")
    seconds_to_answer_median = graphene.Float(source="answer_p50", description="Median of the time to the answer.")
    seconds_to_answer_p95 = graphene.Float(source="answer_p95", description="95 of 100 answered at least so fast.")
