"""Every GraphQL example of the documentation is run, so that none can rot.

A block that starts with ```graphql is for both hosts and runs here; one that starts with ```graphql in-store asks the
store's own types, and runs in a Saleor (`tests/in_saleor/test_docs_in_saleor.py`).
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from graphql import parse, validate

from odop_consignment.models import TableImport
from odop_core import metadata
from odop_core.india.dates import today
from odop_provenance import api as provenance
from odop_provenance.api import reviews
from storefront_schema import app, ids
from tests import factories
from tests.docs_examples import APP, examples
from tests.fake_store import FakeStore
from tests.odop_certificates.certified import artisan, certified
from tests.odop_consignment.stock.goods import receive, sell
from tests.storefront_schema.client import STAFF, answer_to

PRODUCT = ids.make("Product", 1)


@pytest.fixture(scope="module")
def made(rows_of_module: None) -> dict[str, Any]:
    """What the examples' variables stand for, by name."""
    artisan()
    provenance.claim_origin(PRODUCT, district_slug="lucknow")
    supplier = ids.make("Supplier", factories.supplier().id)
    metadata.set_external_reference("Supplier", ids.key_of("Supplier", supplier), "tally:17")
    review = reviews.start_bulk_review(reviews.BulkAction.VERIFY, [PRODUCT], by="staff", why="Seen.")
    return {
        **goods_and_sales(),
        "productId": PRODUCT,
        "productIds": [PRODUCT],
        "version": 1,
        "code": certified().code,
        "id": ids.make("ProvenanceBulkJob", review.id),
        "input": {"file": "0", "kind": "PHOTO", "productId": PRODUCT},
        "supplierId": supplier,
        "supplier": {"name": "Asha", "phone": "9876543210"},
        "agreement": {"supplierId": supplier, "terms": {"validFrom": "2026-04-01", "rules": []}},
    }


@pytest.fixture
def values(db: None, made: dict[str, Any], store: FakeStore) -> dict[str, Any]:
    cache.clear()
    return made


def goods_and_sales() -> dict[str, Any]:
    """Five kurtas came with a note, and one of them was sold; a table was handed in."""
    kurtas = factories.offer(by=factories.supplier("Rukhsana"))
    note = receive(kurtas, 5)
    sale = sell(kurtas)
    table = TableImport.objects.create(kind="suppliers", dry_run=True, file_sha256="0" * 64, created_by="staff")
    given = {"kind": "RECEIPT", "supplierId": ids.make("Supplier", kurtas.supplier_id)}
    return {
        "noteId": ids.make("ConsignmentNote", note.pk),
        "note": {**given, "pickupPointId": ids.make("Warehouse", 1)},
        "saleIds": [ids.make("ConsignmentSale", sale.pk)],
        "day": today().isoformat(),
        "importId": ids.make("ImportJob", table.pk),
        "table": {"file": "0", "kind": "SUPPLIERS"},
        "language": "HI",
    }


@pytest.mark.parametrize("example", examples(APP))
def test_an_example_for_both_hosts_runs(example: str, values: dict[str, Any]) -> None:
    document = parse(example)
    wanted = {variable.variable.name.value for variable in document.definitions[0].variable_definitions or []}

    assert validate(app.schema(), document) == []
    answer = answer_to(example, STAFF, **{name: value for name, value in values.items() if name in wanted})

    assert answer.messages == []
    assert answer.data is not None
    assert all(value is not None for value in answer.data.values())
