"""The sample's makers are taken on in a Saleor as beside one."""

from __future__ import annotations

from collections import defaultdict

from devtools.makers import CORPORATION
from devtools.saleor_setup import make_makers
from odop_consignment.models import Offer, Supplier
from odop_consignment.settings import ConsignmentSettings
from odop_core.plugin import configuration


class Ids(defaultdict):
    def __missing__(self, key):
        return f"id-{key}"


def test_makers_are_approved_and_offer(monkeypatch, tmp_path):
    # given
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))

    # when
    make_makers({"warehouses": Ids(), "products": Ids(), "variants": Ids()})

    # then
    assert configuration.load(ConsignmentSettings).corporation_name == CORPORATION["corporation_name"]
    assert set(Supplier.objects.values_list("state", flat=True)) == {"approved"}
    assert Offer.objects.filter(active=True).exists()
