"""What the mutations of reviewers share: their permission, which errors refuse them, and the claim in the answer."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from odop_provenance.api import claims, evidence, marks, places
from storefront_schema import loaders
from storefront_schema.errors import Code
from storefront_schema.mutations.arguments import clean_store_id
from storefront_schema.mutations.refusals import Refusals

PERMISSIONS = (Permission.MANAGE_PROVENANCE,)

# By the field the reason is about, and its kind.
CLAIM_REFUSALS: Refusals = {
    claims.NoClaim: ("productId", Code.NOT_FOUND),
    claims.ClaimChanged: ("version", Code.VERSION_CHANGED),
    claims.WrongState: ("productId", Code.INVALID_STATUS),
    claims.IncompleteClaim: ("productId", Code.REQUIRED),
    claims.NoEvidence: ("waiver", Code.EVIDENCE_REQUIRED),
    claims.NoReason: ("reason", Code.REQUIRED),
    claims.AlreadyOver: ("expiresOn", Code.INVALID),
}
PLACE_REFUSALS: Refusals = {
    places.UnknownCraft: ("craft", Code.NOT_FOUND),
    provenance.UnknownArtisan: ("artisan", Code.NOT_FOUND),
    provenance.UnknownPlace: ("district", Code.NOT_FOUND),
}
EVIDENCE_REFUSALS: Refusals = {
    evidence.NothingToProve: ("productId", Code.NOT_FOUND),
    evidence.NoSuchEvidence: ("id", Code.NOT_FOUND),
    evidence.EvidenceOutdated: ("version", Code.VERSION_CHANGED),
    evidence.EvidenceInUse: ("id", Code.STILL_IN_USE),
    evidence.TooMuchEvidence: ("productId", Code.LIMIT),
    evidence.EvidenceRefused: (None, Code.INVALID),
    evidence.FileRefused: ("file", Code.INVALID),
    evidence.StorageUnavailable: (None, Code.UNAVAILABLE),
}
MARK_REFUSALS: Refusals = {
    marks.NoMark: ("id", Code.NOT_FOUND),
    marks.MarkTaken: ("number", Code.UNIQUE),
    marks.MarkChanged: ("id", Code.INVALID_STATUS),
    marks.MarkUnproven: ("waiver", Code.EVIDENCE_REQUIRED),
    marks.BadMark: (None, Code.INVALID),
}


def product_argument() -> graphene.ID:
    return graphene.ID(required=True, description="ID of the product in the store.")


def version_argument() -> graphene.Int:
    return graphene.Int(
        description="The version of the claim that was looked at; if it has changed since, nothing is done. "
        "Leave it out to decide on the claim as it is now."
    )


def reason_argument(description: str, required: bool = True) -> graphene.String:
    return graphene.String(required=required, description=f"{description} It stays on record, and buyers never see it.")


def claim_now(info: graphene.ResolveInfo, product_id: str) -> dict[str, Any]:
    """The claim as it now is, for the answer."""
    loaders.ProvenanceOfProduct.of(info).clear(product_id)
    loaders.StepsOfProduct.of(info).clear(product_id)
    return {"claim": loaders.ReviewOfProduct.of(info).clear(product_id).load(product_id)}


def read_product_id(arguments: dict[str, Any]) -> str:
    return clean_store_id("productId", "Product", arguments["product_id"])
