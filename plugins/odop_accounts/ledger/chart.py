"""The chart of accounts: for which purposes the shop keeps accounts, and what their balances mean.

Amounts are debits above zero and credits below it, so an asset or an expense usually has a balance above zero, a
liability or an income one below.
"""

from __future__ import annotations

from enum import StrEnum

from odop_core.database.states import State


class AccountType(State):
    ASSET = "asset", "what the shop has"
    LIABILITY = "liability", "what the shop owes"
    INCOME = "income", "what the shop earned"
    EXPENSE = "expense", "what it cost"


class Purpose(StrEnum):
    """Why an account is kept. A value is a row's `purpose` for ever; a new one is added, none is renamed."""

    account_type: AccountType
    label: str

    def __new__(cls, value: str, account_type: AccountType = AccountType.ASSET, label: str = "") -> Purpose:
        member = str.__new__(cls, value)
        member._value_ = value
        member.account_type = account_type
        member.label = label
        return member

    BANK = "bank", AccountType.ASSET, "money in the bank"
    GATEWAY = "gateway", AccountType.ASSET, "money of buyers that the payment gateway still has"
    CARRIER_RECEIVABLE = "carrier_receivable", AccountType.ASSET, "what a carrier owes: cash on delivery, lost parcels"
    TAX_CREDIT = "tax_credit", AccountType.ASSET, "tax paid that reduces tax owed"
    BUYER_RECEIVABLE = "buyer_receivable", AccountType.ASSET, "owed by buyers; below zero: to be given back to them"
    BUYER_ADVANCE = "buyer_advance", AccountType.LIABILITY, "paid by buyers for goods not delivered yet"
    SUPPLIER_EARNED = (
        "supplier_earned",
        AccountType.LIABILITY,
        "earned by a supplier and not due: buyers may still give goods back, or it is held",
    )
    SUPPLIER_PAYABLE = "supplier_payable", AccountType.LIABILITY, "due to a supplier for goods sold"
    PAYOUT_UNDER_WAY = "payout_under_way", AccountType.LIABILITY, "ordered from the bank and not confirmed by it"
    CARRIER_PAYABLE = "carrier_payable", AccountType.LIABILITY, "owed to a carrier for its bills"
    OUTPUT_TAX = "output_tax", AccountType.LIABILITY, "GST charged to buyers and owed to the government"
    TAX_COLLECTED = (
        "tax_collected",
        AccountType.LIABILITY,
        "collected at source (section 52) and owed to the government",
    )
    TAX_DEDUCTED = "tax_deducted", AccountType.LIABILITY, "deducted at source and owed to the government"
    COMMISSION = "commission", AccountType.INCOME, "earned for selling a supplier's goods"
    CHARGES = "charges", AccountType.INCOME, "earned for packing, storing and other services to suppliers"
    SHIPPING_INCOME = "shipping_income", AccountType.INCOME, "paid by buyers for delivery"
    GOODS_SOLD = "goods_sold", AccountType.INCOME, "the shop's own sales, as seller of record"
    GOODS_BOUGHT = "goods_bought", AccountType.EXPENSE, "what the goods sold as seller of record cost"
    DISCOUNT = "discount", AccountType.EXPENSE, "discounts to buyers that the shop bears"
    FREIGHT = "freight", AccountType.EXPENSE, "paid to carriers"
    LOSS = "loss", AccountType.EXPENSE, "goods lost, broken or given back unfit to be sold"
    ROUNDING = "rounding", AccountType.EXPENSE, "differences of rounding to whole rupees (section 170)"
