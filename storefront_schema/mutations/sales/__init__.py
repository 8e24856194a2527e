"""What was sold: who supplies it, whether it is ready, and what came back."""

from storefront_schema.mutations.sales.consignment_return_inspect import ConsignmentReturnInspect
from storefront_schema.mutations.sales.consignment_sale_assign import ConsignmentSaleAssign
from storefront_schema.mutations.sales.consignment_sale_bulk_assign import ConsignmentSaleBulkAssign
from storefront_schema.mutations.sales.consignment_sale_decline import ConsignmentSaleDecline
from storefront_schema.mutations.sales.consignment_sale_mark_delivered import ConsignmentSaleMarkDelivered
from storefront_schema.mutations.sales.consignment_sale_mark_part_ready import ConsignmentSaleMarkPartReady
from storefront_schema.mutations.sales.consignment_sale_mark_ready import ConsignmentSaleMarkReady
from storefront_schema.mutations.sales.consignment_sale_reassign import ConsignmentSaleReassign
from storefront_schema.mutations.sales.consignment_sale_resolve_issue import ConsignmentSaleResolveIssue
from storefront_schema.mutations.sales.consignment_sale_set_ready_date import ConsignmentSaleSetReadyDate
from storefront_schema.mutations.sales.exchange_rate_record import ExchangeRateRecord

MUTATIONS = {
    "consignment_sale_mark_part_ready": ConsignmentSaleMarkPartReady,
    "exchange_rate_record": ExchangeRateRecord,
    "consignment_return_inspect": ConsignmentReturnInspect,
    "consignment_sale_assign": ConsignmentSaleAssign,
    "consignment_sale_bulk_assign": ConsignmentSaleBulkAssign,
    "consignment_sale_decline": ConsignmentSaleDecline,
    "consignment_sale_mark_delivered": ConsignmentSaleMarkDelivered,
    "consignment_sale_mark_ready": ConsignmentSaleMarkReady,
    "consignment_sale_set_ready_date": ConsignmentSaleSetReadyDate,
    "consignment_sale_reassign": ConsignmentSaleReassign,
    "consignment_sale_resolve_issue": ConsignmentSaleResolveIssue,
}
