"""The page behind a label, served by Saleor itself, of an order that Saleor fulfilled."""

from __future__ import annotations

import graphene
import pytest

from odop_certificates.settings import PLUGIN_ID
from odop_certificates.units import records, serials
from odop_core.plugin import configuration
from odop_provenance.claims import steps
from odop_provenance.claims.records import Place
from saleor_config.in_saleor.snapshot import snapshot


@pytest.fixture
def label(fulfilled_order):
    """The first label of an order whose products were all verified."""
    told = snapshot(fulfilled_order)
    for line in told.lines:
        steps.attest_claim(line.product_id, Place("lucknow", off_list=True), by="seller")
        steps.verify_claim(line.product_id, by="reviewer", why="Seen.", waiver="a test")
    serials.sync_serials(told)
    found = records.find_units_of_lines([line.id for line in told.lines])
    return next(iter(found.values()))[0]


def test_label_leads_to_saleor(client, label):
    # when
    path = label.url.partition("/plugins/")[2]
    answer = client.get(f"/plugins/{path}", headers={"Accept-Language": "hi"})

    # then
    assert path.startswith(f"global/{PLUGIN_ID}/o/")
    assert answer.status_code == 200
    assert "लखनऊ" in answer.content.decode()
    assert len(answer.content) < 30_000


def test_address_from_before_certificates_were_a_plugin_leads_to_the_page(client, label):
    # given
    path = f"/plugins/{label.url.partition('/plugins/')[2]}"

    # when
    answer = client.get(path.replace(PLUGIN_ID, "odop.provenance"), {"lang": "hi"})

    # then
    assert (answer.status_code, answer.headers["Location"]) == (308, f"{path}?lang=hi")


def test_keys_and_issuer_are_served_by_saleor(client, label):
    # when
    keys = client.get(f"/plugins/global/{PLUGIN_ID}/jwks.json").json()["keys"]
    issuer = client.get(f"/plugins/global/{PLUGIN_ID}/", headers={"Accept": "application/json"}).json()

    # then
    assert len(keys) == 1
    assert issuer["id"] == label.url.partition("/o/")[0]


def test_every_piece_that_saleor_fulfilled_has_a_label(label, fulfilled_order):
    # given
    lines = {graphene.Node.to_global_id("OrderLine", line.pk): line for line in fulfilled_order.lines.all()}

    # when
    found = records.find_units_of_lines(lines)

    # then
    assert {key: len(pieces) for key, pieces in found.items()} == {key: line.quantity for key, line in lines.items()}


def test_buyer_confirms_through_saleor(client, label, fulfilled_order):
    # given
    from odop_core.models import OrderRecord

    told = snapshot(fulfilled_order)
    OrderRecord.objects.create(
        order_id=told.id, number=told.number, store_updated_at=told.updated_at, content_hash="",
        snapshot=told.model_dump(mode="json"),
    )  # fmt: skip

    # when
    path = label.url.partition("/plugins/")[2]
    answer = client.post(f"/plugins/{path}", {"order": told.number, "email": told.user_email})

    # then
    assert answer.status_code == 303
    assert records.find_unit(label.serial).confirmed_at is not None


def test_switched_off_plugin_keeps_what_was_sold_checkable(client, staff_api_client, permission_manage_plugins, label):
    # given
    from saleor.plugins.models import PluginConfiguration

    PluginConfiguration.objects.filter(identifier=PLUGIN_ID).update(active=False)
    assert not configuration.is_active(PLUGIN_ID)
    query = f'{{ plugin(id: "{PLUGIN_ID}") {{ globalConfiguration {{ active }} }} }}'

    # when
    pages = [
        client.get(f"/plugins/global/{PLUGIN_ID}{path}") for path in ("/jwks.json", "/did.json", "/ns/v1", "/check")
    ]
    answer = client.get(f"/plugins/{label.url.partition('/plugins/')[2]}")
    shown = staff_api_client.post_graphql(query, permissions=[permission_manage_plugins]).json()

    # then
    assert [page.status_code for page in pages] == [200, 200, 200, 400]
    assert answer.status_code == 200
    assert shown["data"]["plugin"]["globalConfiguration"]["active"] is False
