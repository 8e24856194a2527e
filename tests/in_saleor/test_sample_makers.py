"""The sample's makers are taken on in a Saleor as beside one."""

from __future__ import annotations

from collections import defaultdict

from odop_consignment.models import Offer, Supplier
from odop_consignment.settings import ConsignmentSettings
from odop_core import plugin_settings
from saleor_config.local.makers import CORPORATION
from saleor_config.local.saleor_setup import make_makers


class Ids(defaultdict):
    def __missing__(self, key):
        return f"id-{key}"


def test_makers_are_approved_and_offer(monkeypatch, tmp_path):
    # given
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))

    # when
    make_makers({"warehouses": Ids(), "products": Ids(), "variants": Ids()})

    # then
    assert plugin_settings.load(ConsignmentSettings).corporation_name == CORPORATION["corporation_name"]
    assert set(Supplier.objects.values_list("state", flat=True)) == {"approved"}
    assert Offer.objects.filter(active=True).exists()
