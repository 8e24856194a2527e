"""What a merchant can set about accounts."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, Field

from odop_accounts.document_settings import DocumentSettings
from odop_accounts.intervals import Interval
from odop_accounts.rails.settings import RailSettings
from odop_accounts.tax.choices import CatchUp, Choices, Exports, SlabBase, SlabGap
from odop_core.plugin.configuration import PluginSettings

PLUGIN_ID = "odop.accounts"


class PayoutInterval(StrEnum):
    """How often payouts are prepared by the calendar."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class BookSettings(BaseModel):
    """Of the books, taxes and payouts."""

    commission_gst_bp: int = Field(
        1800,
        ge=0,
        le=10_000,
        title="GST on commission and charges (basis points)",
        description="1800 is 18 %. A sale keeps the rate of the day on which it is first entered in the books.",
    )
    offers_need_hsn: bool = Field(
        True,
        title="Offer only goods whose GST is known",
        description="A product without an HSN code that has a GST rate cannot be offered.",
    )
    slab_base: SlabBase = Field(
        SlabBase.WITHOUT_TAX,
        title="Price that decides between two GST rates",
        description=(
            "'without_tax': the price of a piece without GST, after discounts. 'as_shown': the price as it is shown. "
            "Ask your accountant."
        ),
    )
    slab_gap: SlabGap = Field(
        SlabGap.HIGHER_RATE,
        title="A price to which no GST rate fits",
        description=(
            "From ₹2,625 to ₹2,950 with GST a garment is too dear for 5 % and too cheap for 18 %. 'higher_rate': 18 %. "
            "'refuse': it has no rate, and is not sold at that price."
        ),
    )
    exports: Exports = Field(
        Exports.WITH_TAX,
        title="Goods sent abroad",
        description="'with_tax': with IGST, which is claimed back. 'under_lut': without, by a letter of undertaking.",
    )
    tds_catch_up: CatchUp = Field(
        CatchUp.WHOLE_YEAR,
        title="TDS once a supplier passes five lakh",
        description="'whole_year': on all sales of the tax year. 'from_then_on': on those from then on.",
    )
    tds_from_consignors: bool = Field(
        True,
        title="Deduct TDS from consignors",
        description="Whether a consignor sells through an operator in the sense of section 393(1) is not settled.",
    )
    payout_interval: PayoutInterval = Field(
        PayoutInterval.WEEKLY,
        title="How often payouts are prepared",
        description=(
            "'daily', 'weekly', 'fortnightly', 'monthly', or 'never': only when somebody asks. They go out when "
            "another person approves them."
        ),
    )
    payout_minimum_rupees: int = Field(
        100,
        ge=1,
        le=1_000_000,
        title="Smallest payout (rupees)",
        description="Less than this stays due, and goes with the next payout.",
    )
    payout_confirm_days: int = Field(
        3,
        ge=1,
        le=30,
        title="Working days until the bank's statement shows a payout",
        description="A payout that the statements of these days do not show is marked for you to look at.",
    )
    statement_interval: Interval = Field(
        Interval.MONTHLY,
        title="Account sales are issued",
        description=(
            "'weekly', 'monthly', 'quarterly', or 'on_demand': only when somebody asks for one. Who had no movement "
            "gets none."
        ),
    )

    @property
    def tax_choices(self) -> Choices:
        return Choices(self.slab_base, self.slab_gap, self.tds_catch_up, self.exports, self.tds_from_consignors)


class AccountsSettings(RailSettings, DocumentSettings, BookSettings, PluginSettings):
    """The Dashboard shows the fields of the last base first."""

    plugin_id: ClassVar[str] = PLUGIN_ID
