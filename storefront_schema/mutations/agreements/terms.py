"""The terms of an agreement, as somebody types them."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import (
    Bearer,
    ChargeBasis,
    ChargeKind,
    ChargeTerms,
    CommissionKind,
    CommissionScope,
    Draft,
    Rule,
    Tier,
)
from odop_core.i18n import _
from odop_provenance import api as provenance
from storefront_schema import scalars
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.arguments import clean_money, clean_store_id
from storefront_schema.types.agreements import (
    BearerEnum,
    ChargeBasisEnum,
    ChargeKindEnum,
    CommissionKindEnum,
    CommissionScopeEnum,
)
from storefront_schema.types.money import money_input

_STORE_TYPES = {CommissionScope.PRODUCT: "Product", CommissionScope.CATEGORY: "Category"}


class AgreementTierInput(graphene.InputObjectType):
    class Meta:
        description = "A rate: a share or an amount, as the rule's kind says."

    beyond = money_input("From this cumulative value, without GST, on. Default: from the first sale.")
    share_bp = graphene.Int(description="For SHARE: basis points of the value without GST (1250 is 12.5 %).")
    per_piece = money_input("For FIXED: the amount for each piece.")


class AgreementRuleInput(graphene.InputObjectType):
    class Meta:
        description = "What the seller keeps of the goods in its scope."

    scope = graphene.InputField(CommissionScopeEnum, required=True, description="Of what it is taken.")
    target = graphene.String(description="ID of the product or category, or slug of the craft; left out for ALL.")
    kind = graphene.InputField(CommissionKindEnum, required=True, description="A share, or an amount a piece.")
    tiers = graphene.List(graphene.NonNull(AgreementTierInput), required=True, description="The rates.")
    at_least = money_input("The least commission of one sale.")
    at_most = money_input("The largest commission of one sale.")


class AgreementChargeInput(graphene.InputObjectType):
    class Meta:
        description = "What the supplier pays besides the commission, for each sale."

    kind = graphene.InputField(ChargeKindEnum, required=True, description="What it is for.")
    basis = graphene.InputField(ChargeBasisEnum, required=True, description="How it is reckoned.")
    label = graphene.String(description="What it is for, in your own words; OTHER needs it.")
    share_bp = graphene.Int(description="For SHARE: basis points of the value without GST.")
    amount = money_input("For PER_PIECE and PER_SALE: the amount.")


class AgreementTermsInput(graphene.InputObjectType):
    class Meta:
        description = "All terms of a version."

    valid_from = scalars.date_input(required=True, description="The first Indian day they hold.")
    valid_until = scalars.date_input(description="The last Indian day they hold. Default: none.")
    return_window_days = graphene.Int(description="How many days buyers may return goods. Default: 7.")
    shelf_days = graphene.Int(description="How many days goods may lie unsold. Default: 180.")
    freight_borne_by = BearerEnum(description="Who pays for sending goods to buyers. Default: SELLER.")
    returns_borne_by = BearerEnum(description="Who pays for sending goods back. Default: SELLER.")
    rules = graphene.List(
        graphene.NonNull(AgreementRuleInput),
        required=True,
        description="The commission. One with the scope ALL is needed before it can be signed.",
    )
    charges = graphene.List(graphene.NonNull(AgreementChargeInput), description="What is paid besides.")


def read_terms(given: dict[str, Any]) -> Draft:
    """The terms somebody typed. Raises Refused; whether they make sense is the plugin's to say."""
    plain: dict[str, Any] = {
        name: given[name] for name in ("return_window_days", "shelf_days") if given.get(name) is not None
    }
    bearers: dict[str, Any] = {
        name: Bearer(given[name]) for name in ("freight_borne_by", "returns_borne_by") if given.get(name)
    }
    return Draft(
        valid_from=given["valid_from"],
        valid_until=given.get("valid_until"),
        rules=tuple(_rule(rule) for rule in given["rules"]),
        charges=tuple(_charge(charge) for charge in given.get("charges") or ()),
        **plain,
        **bearers,
    )


def _rule(given: dict[str, Any]) -> Rule:
    scope, kind = CommissionScope(given["scope"]), CommissionKind(given["kind"])
    return Rule(
        scope=scope,
        target=_target(scope, (given.get("target") or "").strip()),
        kind=kind,
        tiers=tuple(sorted((_tier(kind, tier) for tier in given["tiers"]), key=lambda tier: tier.from_paise)),
        floor_paise=_money("atLeast", given.get("at_least")),
        cap_paise=_money("atMost", given.get("at_most")),
    )


def _target(scope: CommissionScope, target: str) -> str:
    if target and scope in _STORE_TYPES:
        return clean_store_id("target", _STORE_TYPES[scope], target)
    if target and scope == CommissionScope.CRAFT and target not in {craft.slug for craft in provenance.list_crafts()}:
        raise Refused("target", _("There is no craft {craft}.", craft=repr(target)), Code.NOT_FOUND)
    return target


def _tier(kind: CommissionKind, given: dict[str, Any]) -> Tier:
    beyond = _money("beyond", given.get("beyond")) or 0
    return Tier(beyond, _value(given, "perPiece", "per_piece", is_share=kind == CommissionKind.SHARE))


def _charge(given: dict[str, Any]) -> ChargeTerms:
    basis = ChargeBasis(given["basis"])
    value = _value(given, "amount", "amount", is_share=basis == ChargeBasis.SHARE)
    return ChargeTerms(ChargeKind(given["kind"]), basis, value, (given.get("label") or "").strip())


def _value(given: dict[str, Any], field: str, name: str, *, is_share: bool) -> int:
    """Basis points or paise: the one that is wanted must be there, the other must not."""
    share, amount = given.get("share_bp"), _money(field, given.get(name))
    wanted, other = (share, amount) if is_share else (amount, share)
    wanted_name, other_name = ("shareBp", field) if is_share else (field, "shareBp")
    if wanted is None:
        raise Refused(wanted_name, _("This must not be empty here."), Code.REQUIRED)
    if other is not None:
        raise Refused(
            other_name, _("Give {wanted} here, and not {other}.", wanted=wanted_name, other=other_name), Code.INVALID
        )
    return int(wanted)


def _money(field: str, rupees: str | None) -> int | None:
    return clean_money(field, rupees) if rupees is not None else None
