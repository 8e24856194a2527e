"""The sample's suppliers are taken on in a Saleor as beside one."""

from __future__ import annotations

from collections import defaultdict

from devtools.saleor.setup import make_suppliers
from devtools.sample.suppliers import CORPORATION
from odop_consignment.models import Offer, Supplier
from odop_consignment.settings import ConsignmentSettings
from odop_core.plugin import configuration


class Ids(defaultdict):
    def __missing__(self, key):
        return f"id-{key}"


def test_suppliers_are_approved_and_offer(monkeypatch, tmp_path):
    # given
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))

    # when
    make_suppliers({"warehouses": Ids(), "products": Ids(), "variants": Ids()})

    # then
    assert configuration.load_settings(ConsignmentSettings).corporation_name == CORPORATION["corporation_name"]
    assert set(Supplier.objects.values_list("state", flat=True)) == {"approved"}
    assert Offer.objects.filter(active=True).exists()
