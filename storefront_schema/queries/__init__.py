"""Root queries. Each class is a mixin of a host's Query; its fields are also injected one by one into Saleor's."""

from storefront_schema.queries.accounts import AccountQueries
from storefront_schema.queries.agreements import AgreementQueries
from storefront_schema.queries.audit import AuditQueries
from storefront_schema.queries.helpline import HelplineQueries
from storefront_schema.queries.messages import MessageQueries
from storefront_schema.queries.offers import OfferQueries
from storefront_schema.queries.payouts import PayoutQueries
from storefront_schema.queries.pickups import PickupQueries
from storefront_schema.queries.plugins import PluginQueries
from storefront_schema.queries.provenance import ProvenanceQueries
from storefront_schema.queries.public import PublicQueries
from storefront_schema.queries.reports import ReportQueries
from storefront_schema.queries.sales import SaleQueries
from storefront_schema.queries.staff import StaffQueries
from storefront_schema.queries.stock import StockQueries
from storefront_schema.queries.suppliers import SupplierQueries
from storefront_schema.queries.tables import TableQueries
from storefront_schema.queries.tasks import TaskQueries
from storefront_schema.queries.tax import TaxQueries

# What both hosts offer, with `queries.products`, which is made for each.
QUERIES = (
    PublicQueries,
    StaffQueries,
    TaskQueries,
    AuditQueries,
    PluginQueries,
    ProvenanceQueries,
    SupplierQueries,
    AgreementQueries,
    OfferQueries,
    StockQueries,
    SaleQueries,
    TableQueries,
    MessageQueries,
    HelplineQueries,
    PickupQueries,
    AccountQueries,
    ReportQueries,
    PayoutQueries,
    TaxQueries,
)
