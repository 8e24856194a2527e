"""What a merchant can set about consignment."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from odop_core.plugin.configuration import PluginSettings

PLUGIN_ID = "odop.consignment"
_GSTIN = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]{3}")


class ConsignmentSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    release_orders: Literal["paid", "placed"] = Field(
        "paid",
        title="Release orders to suppliers when",
        description="'paid': once the order is paid in full. 'placed': at once, also for cash on delivery.",
    )
    corporation_name: str = Field(
        "",
        max_length=128,
        title="Corporation: legal name",
        description="Who sells the goods of consignors, as on its GST registration. Buyers see it as the seller.",
    )
    corporation_gstins: str = Field(
        "",
        title="Corporation: GSTINs",
        description="One for each State, separated by commas. Consignors are taken only in these States.",
    )
    corporation_address: str = Field(
        "", title="Corporation: address", description="Head office, and branches if any, in one line. Shown to buyers."
    )
    care_phone: str = Field(
        "", title="Customer care: phone", description="Shown to buyers with every seller (E-Commerce Rules 2020)."
    )
    care_email: str = Field("", title="Customer care: e-mail", description="Shown to buyers with every seller.")
    grievance_officer: str = Field(
        "", title="Grievance officer", description="Name and designation, shown to buyers (E-Commerce Rules 2020)."
    )
    grievance_contact: str = Field(
        "", title="Grievance officer: contact", description="Phone number or e-mail address, shown to buyers."
    )

    bank_cooling_hours: int = Field(
        48,
        ge=0,
        le=720,
        title="Hours before a new bank account is used",
        description="Time for the supplier, who is told at once, to object. Counted from the approval.",
    )
    turnover_alert_percent: int = Field(
        80,
        ge=1,
        le=99,
        title="Warn at this percentage of the turnover limit",
        description="The supplier is told once. At 100 % nothing more of theirs is sold.",
    )
    enrolled_turnover_limit: Literal["gst.enrolled_supplier.turnover_limit_paise", "gst.goods.turnover_limit_paise"] = (
        Field(
            "gst.enrolled_supplier.turnover_limit_paise",
            title="Turnover limit of enrolled suppliers",
            description=(
                "Which dated rule holds: 34/2023-CT read as section 22(1), 20 lakh, or the 40 lakh for goods. Ask your "
                "accountant."
            ),
        )
    )
    retention_months: int = Field(
        72,
        ge=72,
        le=240,
        title="Months that a seller's data are kept after their last year of sales",
        description=(
            "Counted from the day the annual return of that year is due. CGST Act s.36 asks for 72; less is refused."
        ),
    )

    document_megabytes: int = Field(
        10, ge=1, le=50, title="Largest document (MB)", description="Larger agreements and photos are refused."
    )
    document_link_minutes: int = Field(
        10,
        ge=1,
        le=1440,
        title="Links to documents hold (minutes)",
        description="How long a link to a signed agreement or a photo works.",
    )

    table_megabytes: int = Field(
        10, ge=1, le=50, title="Largest table (MB)", description="Larger CSV and XLSX files are refused."
    )
    table_rows: int = Field(
        50_000, ge=1, le=500_000, title="Longest table (rows)", description="Longer tables are refused."
    )
    pickup_point_like: str = Field(
        "",
        title="Example pickup point",
        description="ID of a warehouse: new pickup points sell in the same channels and send to the same zones.",
    )

    @field_validator("corporation_gstins")
    @classmethod
    def _one_gstin_a_state(cls, value: str) -> str:
        gstins = _gstins(value)
        if wrong := [gstin for gstin in gstins if not _GSTIN.fullmatch(gstin)]:
            raise ValueError(f"{wrong[0]} is not a GSTIN: 15 letters and digits, the first two the State's code.")
        if len({gstin[:2] for gstin in gstins}) < len(gstins):
            raise ValueError("there may be only one GSTIN for each State (its first two digits).")
        return value

    @property
    def gstins(self) -> list[str]:
        """The corporation's GSTINs."""
        return _gstins(self.corporation_gstins)

    def gstin_of(self, state_code: str) -> str:
        """The corporation's GSTIN in a State, told by its GST code; "" when it has none there."""
        return next((gstin for gstin in self.gstins if gstin[:2] == state_code), "")


def _gstins(text: str) -> list[str]:
    return [gstin.strip().upper() for gstin in text.split(",") if gstin.strip()]
