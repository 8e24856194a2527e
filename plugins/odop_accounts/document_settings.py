"""What a merchant can set about documents for buyers."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, Field


class IssueDocuments(StrEnum):
    """When documents for buyers are issued."""

    AT_DISPATCH = "at_dispatch"
    ON_REQUEST = "on_request"


class DocumentSettings(BaseModel):
    issue_documents: IssueDocuments = Field(
        IssueDocuments.AT_DISPATCH,
        title="Issue invoices",
        description=(
            "'at_dispatch': when the carrier has the goods, as section 31 wants it; credit notes when they come back. "
            "'on_request': only when somebody asks for them, because another system issues yours."
        ),
    )
    receipt_vouchers: bool = Field(
        False,
        title="Receipt vouchers for orders that are paid",
        description="One for each seller and paid order, until its invoice is issued (rule 50). Ask your accountant.",
    )
    commission_documents: bool = Field(
        True,
        title="Invoices for commission",
        description="A tax invoice to the supplier for commission and charges, with each account sales.",
    )
    hsn_digits: Literal["6", "4"] = Field(
        "6",
        title="Digits of HSN codes on invoices",
        description="'4' is enough up to a turnover of five crore in the year before (78/2020-CT).",
    )
    number_prefix: str = Field(
        "",
        pattern="^[A-Z]{0,2}$",
        title="Letters before the numbers of documents",
        description="At most two, such as 'OM' for OMTI2627-00001. A change begins new series at 1.",
    )
