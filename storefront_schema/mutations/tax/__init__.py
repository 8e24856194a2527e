"""The rules of tax, and what is recorded of goods for it."""

from storefront_schema.mutations.tax.goods_tax_record import GoodsTaxRecord
from storefront_schema.mutations.tax.gst_rates_add import GstRatesAdd
from storefront_schema.mutations.tax.withholding_rule_add import WithholdingRuleAdd

MUTATIONS = {
    "gst_rates_add": GstRatesAdd,
    "withholding_rule_add": WithholdingRuleAdd,
    "goods_tax_record": GoodsTaxRecord,
}
