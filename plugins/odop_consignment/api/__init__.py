"""What other parts of the suite may ask of consignment. Everything here is plain data, never a model.

What the other plugins need is named here; what GraphQL needs besides is in the module of its subject: `api.agreements`,
`api.stock` and so on. Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads
from a replica).
"""

from odop_consignment.api.errors import AlreadyThere, UnknownRow, WrongChoice
from odop_consignment.api.offers import OfferInfo, OfferRow, change_offer, create_offer, save_offer
from odop_consignment.api.privacy import Purpose, has_agreed, last_consent
from odop_consignment.api.sales import (
    CannotSupply,
    SaleInfo,
    assign_sale,
    collect_sales,
    count_sales_with_issue,
    count_unassigned_sales,
    reassign_sale,
    record_cannot_supply,
    record_delivered,
    record_ready,
    record_ready_on,
    sales_by_id,
    sales_of_lines,
    sales_of_order,
    sales_of_orders,
    sales_with_issue,
    unassigned_sales,
)
from odop_consignment.api.suppliers import (
    SupplierChanges,
    SupplierInfo,
    change_supplier,
    save_supplier,
    suppliers_by_id,
)
from odop_consignment.models import SaleState, SupplyModel, TaxRegime
from odop_consignment.notification_requests import OCCASION_FACTS
from odop_consignment.sales.allocation import declined_sales
from odop_consignment.stock.lots import received_days

__all__ = [
    "OCCASION_FACTS", "AlreadyThere", "CannotSupply", "OfferInfo", "OfferRow", "Purpose", "SaleInfo", "SaleState",
    "SupplierChanges", "SupplierInfo", "SupplyModel", "TaxRegime", "UnknownRow", "WrongChoice", "assign_sale",
    "change_offer", "change_supplier", "collect_sales", "count_sales_with_issue", "count_unassigned_sales",
    "create_offer", "declined_sales", "has_agreed", "last_consent", "reassign_sale", "received_days",
    "record_cannot_supply", "record_delivered", "record_ready", "record_ready_on", "sales_by_id", "sales_of_lines",
    "sales_of_order", "sales_of_orders", "sales_with_issue", "save_offer", "save_supplier", "suppliers_by_id",
    "unassigned_sales",
]  # fmt: skip
