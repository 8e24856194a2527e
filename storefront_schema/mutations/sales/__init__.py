"""What was sold: who supplies it, whether it is ready, and what came back."""

from storefront_schema.mutations.sales.exchange_rate_record import ExchangeRateRecord
from storefront_schema.mutations.sales.return_inspect import ReturnInspect
from storefront_schema.mutations.sales.sale_assign import SaleAssign
from storefront_schema.mutations.sales.sale_cannot_supply import SaleCannotSupply
from storefront_schema.mutations.sales.sale_delivered import SaleDelivered
from storefront_schema.mutations.sales.sale_ready import SaleReady
from storefront_schema.mutations.sales.sale_ready_on import SaleReadyOn
from storefront_schema.mutations.sales.sale_reassign import SaleReassign
from storefront_schema.mutations.sales.sale_trouble_clear import SaleTroubleClear

MUTATIONS = {
    "exchange_rate_record": ExchangeRateRecord,
    "return_inspect": ReturnInspect,
    "sale_assign": SaleAssign,
    "sale_cannot_supply": SaleCannotSupply,
    "sale_delivered": SaleDelivered,
    "sale_ready": SaleReady,
    "sale_ready_on": SaleReadyOn,
    "sale_reassign": SaleReassign,
    "sale_trouble_clear": SaleTroubleClear,
}
