"""Offers from a table that names variants by their SKU, looked up in Saleor itself."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from saleor.graphql.tests.utils import get_graphql_content
from shop import gid

from odop_consignment.models import Agreement, AgreementVersion, Offer, Regime, Supplier
from odop_core.store import host
from odop_core.store.catalogue import VariantInfo
from saleor_config.app.saleor_client.documents import document
from saleor_config.app.store import variants as over_graphql


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path / "storage"))


@pytest.fixture
def shabana(db: Any) -> Supplier:
    """A consignor who may sell."""
    supplier = Supplier.objects.create(name="Shabana", phone="+919800000001", state="approved", reference="UP-1")
    Regime.objects.create(
        supplier=supplier, valid_from="2020-04-01", supply_model="consignment", tax_regime="unregistered",
        recorded_by="test",
    )  # fmt: skip
    agreement = Agreement.objects.create(supplier=supplier, reference="AG-1", created_by="test")
    AgreementVersion.objects.create(
        agreement=agreement, number=1, valid_from="2020-04-01", recorded_by="test", state="signed",
        signed_on="2020-04-01", document_sha256="0" * 64, shelf_days=90,
    )  # fmt: skip
    return supplier


def test_offers_are_imported_by_sku_after_a_dry_run(shabana, product, warehouse, tmp_path):
    # given
    variant = product.variants.get()
    table = tmp_path / "offers.csv"
    table.write_text(f"supplier,sku,pickup_point_id\nUP-1,{variant.sku},{gid(warehouse)}\nUP-1,none,{gid(warehouse)}\n")

    # when
    tried = run(table, "--dry-run")
    assert not Offer.objects.exists()
    done = run(table, "--language", "hi")

    # then
    assert "1 would be created" in tried
    assert "row 3, sku: The store has no variant of this SKU." in tried
    assert "row 3, sku: स्टोर में" in done
    made = Offer.objects.get()
    assert (made.variant_id, made.product_id, made.supplier) == (gid(variant), gid(product), shabana)
    assert made.active


def run(table: Path, *options: str) -> str:
    """What the command says; one row is wrong."""
    output = StringIO()
    with pytest.raises(CommandError, match="Some rows are wrong"):
        call_command("odop_import_table", "offers", str(table), *options, stdout=output)
    return output.getvalue()


def test_skus_are_read_page_by_page(product_list, monkeypatch, django_assert_num_queries):
    # given
    monkeypatch.setattr("saleor_config.in_saleor.catalogue.PAGE", 2)
    variants = [product.variants.get() for product in product_list]

    # when
    with django_assert_num_queries(2):
        found = host.current_host().catalogue().variants_by_sku([*(variant.sku for variant in variants), "none"])

    # then
    assert found == {each.sku: VariantInfo(gid(each), gid(each.product), each.product.name) for each in variants}


def test_our_document_finds_the_same_over_saleors_graphql(product_list, app_api_client, permission_manage_products):
    # given
    app_api_client.app.permissions.add(permission_manage_products)
    skus = [product.variants.get().sku for product in product_list]

    # when
    found = over_graphql.find_variants(_Client(app_api_client), [*skus, "none"])

    # then
    assert found == host.current_host().catalogue().variants_by_sku(skus)
    assert len(found) == len(skus)


class _Client:
    """The App's client, answered in this process."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def run(self, name: str, **variables: Any) -> dict[str, Any]:
        return dict(get_graphql_content(self.client.post_graphql(document(name), variables))["data"])

    def mutate(self, name: str, **_variables: Any) -> dict[str, Any]:
        raise AssertionError(f"{name} changes something.")
