"""The terms of an agreement, as somebody types them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

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
    TrialSale,
)
from odop_core.i18n import _
from odop_provenance import api as provenance
from storefront_schema import scalars
from storefront_schema.errors import Code, Refused, collect, under
from storefront_schema.mutations.arguments import clean_money, clean_store_id
from storefront_schema.types.agreements import (
    BearerEnum,
    ChargeBasisEnum,
    ChargeKindEnum,
    CommissionKindEnum,
    CommissionScopeEnum,
)
from storefront_schema.types.money import money_input

T = TypeVar("T")
# What is taken as it is typed: its name in a draft, and in the input.
_PLAIN = (
    ("return_window_days", "return_window_days"), ("shelf_days", "shelf_days"),
    ("supplier_discount_bp", "supplier_discount_basis_points"), ("supplier_bears_losses", "supplier_bears_losses"),
)  # fmt: skip
_STORE_TYPES = {CommissionScope.PRODUCT: "Product", CommissionScope.CATEGORY: "Category"}


class AgreementTierInput(graphene.InputObjectType):
    class Meta:
        description = "A rate: a share or an amount, as the rule's kind says."

    threshold = money_input("From this cumulative value, without GST, on. Default: from the first sale.")
    rate_basis_points = graphene.Int(description="For SHARE: basis points of the value without GST (1250 is 12.5 %).")
    per_piece = money_input("For FIXED: the amount for each piece.")


class AgreementRuleInput(graphene.InputObjectType):
    class Meta:
        description = "What the seller keeps of the goods in its scope."

    scope = graphene.InputField(CommissionScopeEnum, required=True, description="Of what it is taken.")
    target = graphene.String(description="ID of the product or category, or slug of the craft; left out for ALL.")
    kind = graphene.InputField(CommissionKindEnum, required=True, description="A share, or an amount a piece.")
    tiers = graphene.List(graphene.NonNull(AgreementTierInput), required=True, description="The rates.")
    minimum = money_input("The least commission of one sale.")
    maximum = money_input("The largest commission of one sale.")


class AgreementChargeInput(graphene.InputObjectType):
    class Meta:
        description = "What the supplier pays besides the commission, for each sale."

    kind = graphene.InputField(ChargeKindEnum, required=True, description="What it is for.")
    basis = graphene.InputField(ChargeBasisEnum, required=True, description="How it is reckoned.")
    label = graphene.String(description="What it is for, in your own words; OTHER needs it.")
    rate_basis_points = graphene.Int(description="For SHARE: basis points of the value without GST.")
    amount = money_input("For PER_PIECE and PER_SALE: the amount.")


class AgreementTermsInput(graphene.InputObjectType):
    class Meta:
        description = "All terms of a version."

    valid_from = scalars.date_input(required=True, description="The first Indian day they hold.")
    valid_until = scalars.date_input(description="The last Indian day they hold. Default: none.")
    return_window_days = graphene.Int(description="How many days buyers may return goods. Default: 7.")
    shelf_days = graphene.Int(description="How many days goods may lie unsold. Default: 180.")
    shipping_paid_by = BearerEnum(description="Who pays for sending goods to buyers. Default: SELLER.")
    return_shipping_paid_by = BearerEnum(description="Who pays for sending goods back. Default: SELLER.")
    supplier_discount_basis_points = graphene.Int(
        description="What of each discount to buyers the supplier bears; 10000 is all of it. Default: 0, the shop does."
    )
    supplier_bears_losses = graphene.Boolean(
        description="Whether the supplier gets nothing for goods that are lost, come back damaged, or are paid back "
        "though the buyer keeps them. Default: false, the shop pays for them."
    )
    rules = graphene.List(
        graphene.NonNull(AgreementRuleInput),
        required=True,
        description="The commission. One with the scope ALL is needed before it can be signed.",
    )
    charges = graphene.List(graphene.NonNull(AgreementChargeInput), description="What is paid besides.")


def read_terms(given: dict[str, Any]) -> Draft:
    """The terms somebody typed. Raises Refused; whether they make sense is the plugin's to say."""
    plain: dict[str, Any] = {term: given[name] for term, name in _PLAIN if given.get(name) is not None}
    bearers: dict[str, Any] = {
        term: Bearer(given[name])
        for term, name in (("freight_borne_by", "shipping_paid_by"), ("returns_borne_by", "return_shipping_paid_by"))
        if given.get(name)
    }
    with collect() as each:
        rules = [each(_at, _rule, "rules", place, rule) for place, rule in enumerate(given["rules"])]
        charges = [each(_at, _charge, "charges", place, one) for place, one in enumerate(given.get("charges") or ())]
    return Draft(
        valid_from=given["valid_from"],
        valid_until=given.get("valid_until"),
        rules=tuple(rules),
        charges=tuple(charges),
        **plain,
        **bearers,
    )


def read_trial_sale(given: dict[str, Any]) -> TrialSale:
    """The trial sale somebody typed. Raises Refused."""
    with under("sale"), collect() as each:
        gross = each(clean_money, "amount", given["amount"])
        net = each(_money, "netAmount", given.get("net_amount"))
        before = each(_money, "soldBefore", given.get("sold_before"))
        pieces = each(_pieces, given.get("quantity"))
        craft = each(_target, CommissionScope.CRAFT, (given.get("craft") or "").strip(), "craft")
        product = each(_target, CommissionScope.PRODUCT, given.get("product_id") or "", "productId")
    if net is not None and net > gross:
        raise Refused(
            "netAmount", _("Without GST it cannot be more than with it."), Code.INVALID, ("sale", "netAmount")
        )
    return TrialSale(gross, gross if net is None else net, pieces, product, craft, before)


def _pieces(quantity: int | None) -> int:
    if quantity is not None and quantity < 1:
        raise Refused("quantity", _("Give at least 1."), Code.INVALID)
    return quantity or 1


def _at(read: Callable[[dict[str, Any]], T], name: str, place: int, given: dict[str, Any]) -> T:
    """One item of a list. Raises Refused, which leads there."""
    with under("terms", name, place):
        return read(given)


def _rule(given: dict[str, Any]) -> Rule:
    scope, kind = CommissionScope(given["scope"]), CommissionKind(given["kind"])
    with collect() as each:
        target = each(_target, scope, (given.get("target") or "").strip())
        tiers = [each(_tier, kind, place, tier) for place, tier in enumerate(given["tiers"])]
        floor = each(_money, "minimum", given.get("minimum"))
        cap = each(_money, "maximum", given.get("maximum"))
    ordered = tuple(sorted(tiers, key=lambda tier: tier.from_paise))
    return Rule(scope=scope, target=target, kind=kind, tiers=ordered, floor_paise=floor, cap_paise=cap)


def _target(scope: CommissionScope, target: str, field: str = "target") -> str:
    if target and scope in _STORE_TYPES:
        return clean_store_id(field, _STORE_TYPES[scope], target)
    if target and scope == CommissionScope.CRAFT and target not in {craft.slug for craft in provenance.list_crafts()}:
        raise Refused(field, _("There is no craft {craft}.", craft=repr(target)), Code.NOT_FOUND)
    return target


def _tier(kind: CommissionKind, place: int, given: dict[str, Any]) -> Tier:
    with under("tiers", place), collect() as each:
        threshold = each(_money, "threshold", given.get("threshold"))
        value = each(_value, given, "perPiece", "per_piece", is_share=kind == CommissionKind.SHARE)
    return Tier(threshold or 0, value)


def _charge(given: dict[str, Any]) -> ChargeTerms:
    basis = ChargeBasis(given["basis"])
    value = _value(given, "amount", "amount", is_share=basis == ChargeBasis.SHARE)
    return ChargeTerms(ChargeKind(given["kind"]), basis, value, (given.get("label") or "").strip())


def _value(given: dict[str, Any], field: str, name: str, *, is_share: bool) -> int:
    """Basis points or paise: the one that is wanted must be there, the other must not."""
    share, amount = given.get("rate_basis_points"), _money(field, given.get(name))
    wanted, other = (share, amount) if is_share else (amount, share)
    wanted_name, other_name = ("rateBasisPoints", field) if is_share else (field, "rateBasisPoints")
    if wanted is None:
        raise Refused(wanted_name, _("This must not be empty here."), Code.REQUIRED)
    if other is not None:
        raise Refused(
            other_name, _("Give {wanted} here, and not {other}.", wanted=wanted_name, other=other_name), Code.INVALID
        )
    return int(wanted)


def _money(field: str, rupees: str | None) -> int | None:
    return clean_money(field, rupees) if rupees is not None else None
