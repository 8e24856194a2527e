"""Agreements to test with, written as staff would."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from odop_consignment.agreements import drafts, signatures
from odop_consignment.agreements.terms import Rule, Tier
from odop_consignment.agreements.validation import Draft
from odop_consignment.models import AgreementVersion, CommissionKind, CommissionScope
from tests.factories import supplier
from tests.odop_provenance.supporting import photo

FIRST = date(2026, 4, 1)


def everything(basis_points: int = 1000) -> Rule:
    return Rule(CommissionScope.ALL, "", CommissionKind.SHARE, (Tier(0, basis_points),))


def terms(**changes: Any) -> Draft:
    values: dict[str, Any] = {"valid_from": FIRST, "rules": (everything(),)}
    return Draft(**values | changes)


def drafted(supplier_id: int | None = None, reference: str = "", **changes: Any) -> AgreementVersion:
    supplier_id = supplier_id or supplier().id
    return drafts.create_agreement(supplier_id, terms(**changes), by="asha", reference=reference)


def sign(version: AgreementVersion, content: bytes | None = None, **changes: Any) -> AgreementVersion:
    values: dict[str, Any] = {
        "file_name": "agreement.jpg", "signed_on": FIRST, "signed_by": "Shabana", "by": "asha",
    }  # fmt: skip
    file = BytesIO(photo() if content is None else content)
    return signatures.sign_version(version.pk, file, **values | changes)


def signed(supplier_id: int | None = None, **changes: Any) -> AgreementVersion:
    return sign(drafts.offer_for_signature(drafted(supplier_id, **changes).pk, by="asha"))
