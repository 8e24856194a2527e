"""Makes the sample catalogue's suppliers known to the suite: who they are, what they supply, where products come from.

They are taken on as a merchant's staff would do it, one person recording and another approving; only the plugins' own
`api` is used. Everything that could be somebody's (PAN, account, paper) is invented. Run it once on an empty database.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from devtools.sample import Catalogue, Supplier
from devtools.sample.offers import offers
from odop_accounts.api.tax import Goods, record_goods
from odop_consignment import api as consignment
from odop_consignment.api import agreements, bank, privacy, regimes, turnover
from odop_consignment.api import offers as consignment_offers
from odop_consignment.api.suppliers import approve_supplier, create_supplier, record_verification, submit_supplier
from odop_core.india.dates import today
from odop_provenance import api as provenance

CLERK, MANAGER = "clerk-asha", "manager-ravi"
# The corporation of the sample: what a merchant sets for the plugin odop.consignment.
CORPORATION = {
    "corporation_name": "ODOP Mart Corporation (sample)",
    "corporation_gstins": "09AAACZ9999Z1ZA",
    "corporation_address": "1 Sample Marg, Lucknow 226001, Uttar Pradesh",
    "care_phone": "+999 55500 10000",
    "care_email": "care@odop.example",
    "grievance_officer": "Sample Officer",
    "grievance_contact": "grievance@odop.example",
}
UTTAR_PRADESH = "09"
SINCE = date(2026, 4, 1)
COMMISSION_BP = 1_000


def register_suppliers(catalogue: Catalogue, ids: dict[str, Any]) -> None:
    """`ids` are Saleor's: `{"warehouses", "products", "variants"}` by supplier key, product slug and SKU.

    The settings of the plugin must name the `CORPORATION` already.
    """
    suppliers = {supplier.key: _register(supplier, number) for number, supplier in enumerate(catalogue.suppliers, 1)}
    for product in catalogue.products:
        provenance.claim_origin(
            ids["products"][product.slug],
            district_slug=product.district,
            craft_slug=product.craft,
            artisan_slug=product.supplier,
        )
        goods = Goods(product.hsn, product.handicraft, product.packaged)
        record_goods(ids["products"][product.slug], goods, by=CLERK)
    saved = consignment_offers.save_offers(
        [
            consignment.OfferRow(
                suppliers[supplier],
                ids["variants"][sku],
                ids["warehouses"][supplier],
                product_id=ids["products"][product.slug],
                priority=priority,
            )
            for product in catalogue.products
            for sku, supplier, priority in offers(product)
        ],
        by=CLERK,
    )
    if wrong := [row.error for row in saved if row.error]:
        raise ValueError(f"The sample's offers were not taken: {wrong[0]}")


def _register(supplier: Supplier, number: int) -> int:
    provenance.save_artisan(
        supplier.key,
        name=supplier.name_en,
        name_hi=supplier.name_hi,
        district_slug=supplier.district,
        village=supplier.village,
        shows_name=True,
    )
    supplier_id = _record(supplier, number)
    _agree(supplier, supplier_id)
    submit_supplier(supplier_id, by=CLERK)
    approve_supplier(supplier_id, by=MANAGER)
    return supplier_id


def _record(supplier: Supplier, number: int) -> int:
    """All that must be known of a consignor, looked at by the clerk."""
    point = supplier.pickup_point
    supplier_id = create_supplier(
        name=supplier.name_en,
        name_hi=supplier.name_hi,
        phone=supplier.phone,
        language=supplier.language,
        artisan_slug=supplier.key,
        address=f"{point.street_address_1}, {point.city} {point.postal_code}",
        state_code=UTTAR_PRADESH,
        pan=f"ZZZPZ{number:04d}Z",
        by=CLERK,
    ).id
    regimes.record_regime(
        supplier_id, valid_from=SINCE, supply_model="consignment", tax_regime="unregistered", by=CLERK
    )
    account = bank.propose_bank_account(
        supplier_id, holder=supplier.name_en, account_number=f"9999900{number:04d}", ifsc="ZZZZ0000001", by=CLERK
    )
    bank.approve_bank_account(account.id, by=MANAGER)
    for purpose in ("supply", "messages", "profile"):
        privacy.record_consent(
            supplier_id, purpose, given=True, channel="paper form", language=supplier.language, by=CLERK
        )
    turnover.declare_turnover(supplier_id, year=_financial_year(), elsewhere_paise=0, by=CLERK)
    for item in ("pan", "bank", "address"):
        record_verification(supplier_id, item, "verified", source="sample papers", by=CLERK)
    return supplier_id


def _agree(supplier: Supplier, supplier_id: int) -> None:
    """A tenth of everything, signed."""
    rule = agreements.Rule(
        agreements.CommissionScope.ALL, "", agreements.CommissionKind.SHARE, (agreements.Tier(0, COMMISSION_BP),)
    )
    draft = agreements.create_agreement(supplier_id, agreements.Draft(valid_from=SINCE, rules=(rule,)), by=CLERK)
    agreements.offer_for_signature(draft.id, by=CLERK)
    agreements.sign_version(
        draft.id, _paper(draft.reference, supplier.name_en), file_name="agreement.png", signed_on=SINCE,
        signed_by=supplier.name_en, by=CLERK,
    )  # fmt: skip


def _paper(reference: str, name: str) -> BytesIO:
    """A picture of a signed paper."""
    page = Image.new("L", (480, 160), "white")
    ImageDraw.Draw(page).text((20, 20), f"Agreement {reference}\nCommission 10 %\n\nSigned: {name}", fill="black")
    file = BytesIO()
    page.save(file, "PNG")
    file.seek(0)
    return file


def _financial_year() -> int:
    day = today()
    return day.year if day.month >= 4 else day.year - 1
