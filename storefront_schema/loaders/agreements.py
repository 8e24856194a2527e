"""Agreements with suppliers."""

from __future__ import annotations

from collections.abc import Mapping

from odop_consignment.api.agreements import (
    AgreementInfo,
    DocumentLink,
    VersionInfo,
    agreements_by_id,
    agreements_of_suppliers,
    document_links,
    versions_of,
)
from odop_core.security.permissions import Permission
from storefront_schema import request
from storefront_schema.loaders.base import LimitedLoader, Loader


class Agreement(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, AgreementInfo]:
        return agreements_by_id(keys, using)


class AgreementsOfSupplier(LimitedLoader):
    """Without those that are drafts only, unless staff ask."""

    def read_many(self, keys: list[int], most: int, using: str) -> Mapping[int, list[AgreementInfo]]:
        with_drafts = request.adapter().viewer(self.context).may(Permission.MANAGE_CONSIGNMENT)
        return agreements_of_suppliers(keys, most, using, with_drafts=with_drafts)


class VersionsOfAgreement(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[VersionInfo]]:
        return versions_of(keys, using)


class PaperOfVersion(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, DocumentLink]:
        return document_links(keys, using)
