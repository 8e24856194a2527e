"""Dataloaders: whatever the length of a page, each kind of fact is read from the database once.

One instance of each per request, kept in the context's `dataloaders` beside the host's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import graphene
from promise import Promise
from promise.dataloader import DataLoader

from odop_consignment import api as consignment
from odop_core.models import OrderRecord
from odop_logistics import api as logistics
from odop_notifications import api as notifications
from odop_provenance import api as provenance
from storefront_schema import request


class Loader(DataLoader):
    """Base: a subclass says how to `read` many keys at once, and what a key nothing was found for stands for."""

    nothing: ClassVar[Any] = None

    def __init__(self, context: Any) -> None:
        self.context = context
        super().__init__()

    @classmethod
    def of(cls, info: graphene.ResolveInfo) -> Self:
        """The one instance of this request."""
        loaders: dict[str, Any] = info.context.dataloaders
        name = f"odop_{cls.__name__}"
        if name not in loaders:
            loaders[name] = cls(info.context)
        loader: Self = loaders[name]
        return loader

    def batch_load_fn(self, keys: list[Any]) -> Promise:
        adapter = request.adapter()
        with adapter.reading(self.context):
            found = self.read(list(keys), adapter.database(self.context))
        return Promise.resolve([found.get(key, self.nothing) for key in keys])

    def read(self, keys: list[Any], using: str) -> Mapping[Any, Any]:
        raise NotImplementedError


class ProvenanceOfProduct(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.ProvenanceInfo]:
        return provenance.provenance_of(keys, using)


class CertificateOfProduct(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.CertificateInfo]:
        return provenance.certificates_of_products(keys, using)


class UnitsOfLine(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[provenance.UnitInfo]]:
        return provenance.certificates_of_lines(keys, using)


class ReviewOfProduct(Loader):
    """The claim of a product as staff see it, in whatever state."""

    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.lists.ClaimReview]:
        return provenance.lists.reviews_of(keys, using)


class StepsOfProduct(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[provenance.StepInfo]]:
        return provenance.lists.steps_of(keys, using)


class EvidenceOfProduct(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[provenance.EvidenceInfo]]:
        return provenance.evidence_of_products(keys, using)


class EvidenceOfMark(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[provenance.EvidenceInfo]]:
        return provenance.evidence_of_marks(keys, using)


class EvidenceLink(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, provenance.EvidenceLink]:
        return provenance.evidence_links(keys, using)


class CraftsOfDistrict(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[provenance.CraftInfo]]:
        return provenance.crafts_by_district(keys, using)


class Artisan(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.ArtisanInfo]:
        return provenance.artisans(keys, using)


class SalesOfLine(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[consignment.SaleInfo]]:
        return consignment.sales_of_lines(keys, using)


class SalesOfOrder(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[consignment.SaleInfo]]:
        return consignment.sales_of_orders(keys, using)


class Supplier(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, consignment.SupplierInfo]:
        return consignment.suppliers(keys, using)


class MessagesOfSale(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[notifications.MessageInfo]]:
        return notifications.messages_of_sales(keys, using)


class PickupOfSale(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, logistics.PickupInfo]:
        return logistics.pickups_of_sales(keys, using)


class OwnerOfOrder(Loader):
    """The global ID of the customer who placed an order, as far as we were told."""

    def read(self, keys: list[str], using: str) -> Mapping[str, str | None]:
        return dict(OrderRecord.objects.using(using).filter(order_id__in=keys).values_list("order_id", "user_id"))
