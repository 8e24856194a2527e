"""A draft becomes a document: numbered, whole, and as it stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction

from odop_accounts.invoices.drafts import COLUMNS, Draft, of_heads, sums_of
from odop_accounts.invoices.kinds import series_of
from odop_accounts.models import Document, DocumentLine
from odop_accounts.models.documents import digest_content
from odop_accounts.settings import AccountsSettings
from odop_core.india.dates import today


@transaction.atomic
def write_document(
    draft: Draft,
    subjects: Iterable[str],
    *,
    content: dict[str, Any],
    by: str,
    settings: AccountsSettings,
    **columns: Any,
) -> Document:
    """`subjects` are the names of its lines; `content` is printed besides what the draft says."""
    place = draft.supply.place
    everything = {
        "seller": asdict(draft.seller),
        "place": {"why": place.why.as_json(), "citation": place.citation},
        "hsn_digits": settings.hsn_digits,
        **content,
        **draft.content,
    }
    document = Document.objects.create(
        kind=draft.kind.value,
        issuer=draft.seller.issuer,
        series=f"{settings.number_prefix}{series_of(draft.kind)}",
        issued_on=today(),
        seller_gstin=draft.seller.gstin,
        buyer_gstin=draft.buyer_gstin,
        seller_state_code=draft.seller.state_code,
        place_of_supply=place.state,
        corrects=draft.corrects,
        content=everything,
        content_digest=digest_content(everything),
        issued_by=by,
        **sums_of(draft.lines),
        **columns,
    )
    DocumentLine.objects.bulk_create(
        DocumentLine(
            document=document,
            subject=subject,
            sale_id=line.sale_id,
            description=line.description,
            hsn=line.hsn,
            unit=line.unit,
            quantity=line.quantity,
            rate_bp=line.rate_bp,
            net_paise=line.net_paise,
            **{column: of_heads(line.tax, heads) for column, heads in COLUMNS.items()},
        )
        for line, subject in zip(draft.lines, subjects, strict=True)
    )
    return document
