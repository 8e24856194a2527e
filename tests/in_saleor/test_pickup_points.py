"""Making pickup points in a real Saleor, in its process and over GraphQL as an App: both do the same."""

from __future__ import annotations

import pytest
from saleor.warehouse.models import Warehouse
from shop import gid

from odop_core.store import host
from odop_core.store.orders import Address
from odop_core.store.port import NewPickupPoint, StoreRefused
from saleor_config.app.saleor_client.documents import document
from saleor_config.app.store import pickup_points as over_graphql

ADDRESS = Address(
    street_address_1="Gali Chhatta 4", city="Lucknow", postal_code="226003", country_area="Uttar Pradesh",
    country_code="IN",
)  # fmt: skip


class ThisSaleor:
    """As the client of the App host; its questions go to the Saleor of the test."""

    def __init__(self, client):
        self.client = client

    def run(self, name, **variables):
        answer = self.client.post_graphql(document(name), variables).json()
        if errors := answer.get("errors"):
            raise StoreRefused(str(errors))
        return answer["data"]

    def mutate(self, name, **variables):
        (payload,) = self.run(name, **variables).values()
        if payload["errors"]:
            raise StoreRefused(str(payload["errors"]))
        return payload


@pytest.fixture
def app(app_api_client, permission_manage_products):
    app_api_client.app.permissions.add(permission_manage_products)
    return app_api_client


@pytest.fixture(params=["in Saleor", "over GraphQL"])
def create(request, app, permission_manage_channels, permission_manage_shipping):
    if request.param == "in Saleor":
        return host.current_host().store().create_pickup_point
    app.app.permissions.add(permission_manage_channels, permission_manage_shipping)
    client = ThisSaleor(app)
    return lambda wanted: over_graphql.create_pickup_point(client, wanted)


@pytest.fixture
def example(warehouse):
    """A warehouse that stands in a channel and serves a shipping zone."""
    assert warehouse.channels.exists()
    assert warehouse.shipping_zones.exists()
    return warehouse


def wanted(example, reference="supplier-17", **changes):
    values = {"name": "Shabana's workshop", "address": ADDRESS, "like": gid(example)} | changes
    return NewPickupPoint(reference, **values)


def made(warehouse_id):
    (found,) = [warehouse for warehouse in Warehouse.objects.all() if gid(warehouse) == warehouse_id]
    return found


def test_goods_can_be_sold_and_sent_from_a_new_pickup_point(create, example):
    # when
    found = made(create(wanted(example)))

    # then
    assert (found.name, found.external_reference) == ("Shabana's workshop", "supplier-17")
    assert set(found.channels.all()) == set(example.channels.all())
    assert set(found.shipping_zones.all()) == set(example.shipping_zones.all())
    point = host.current_host().store().pickup_point(gid(found))
    assert (point.name, point.address.city.title(), point.address.postal_code) == (found.name, "Lucknow", "226003")
    assert point.address.company_name == "Shabana's workshop"


def test_both_hosts_keep_the_same_address(app, permission_manage_channels, permission_manage_shipping, example):
    # given
    app.app.permissions.add(permission_manage_channels, permission_manage_shipping)
    client = ThisSaleor(app)

    # when
    one = made(host.current_host().store().create_pickup_point(wanted(example, "one")))
    other = made(over_graphql.create_pickup_point(client, wanted(example, "other")))

    # then
    assert one.address.as_data() == other.address.as_data()
    assert (one.slug, other.slug, one.is_private, one.click_and_collect_option) == (
        "shabanas-workshop", "shabanas-workshop-2", other.is_private, other.click_and_collect_option,
    )  # fmt: skip


def test_asked_again_the_same_warehouse_is_returned_and_mended(create, example):
    # given
    first = create(wanted(example))
    made(first).channels.clear()
    made(first).shipping_zones.clear()
    before = Warehouse.objects.count()

    # when
    again = create(wanted(example))

    # then
    assert (again, Warehouse.objects.count()) == (first, before)
    assert made(again).channels.exists()
    assert made(again).shipping_zones.exists()


def test_name_in_hindi_makes_a_slug_too(create, example):
    assert made(create(wanted(example, name="शबाना की कार्यशाला"))).slug


@pytest.mark.parametrize(
    "changes",
    [
        {"like": "V2FyZWhvdXNlOjEyMw=="},
        {"like": "nothing"},
        {"address": ADDRESS.model_copy(update={"postal_code": "12"})},
        {"address": ADDRESS.model_copy(update={"country_area": "Atlantis"})},
        {"address": ADDRESS.model_copy(update={"street_address_1": ""})},
        {"address": ADDRESS.model_copy(update={"phone": "12"})},
    ],
)
def test_what_saleor_does_not_like_is_refused_and_leaves_nothing(create, example, changes):
    before = Warehouse.objects.count()
    with pytest.raises(StoreRefused):
        create(wanted(example, **changes))
    assert Warehouse.objects.count() == before


def test_app_without_channels_says_what_is_left_to_do(app, example):
    # given
    client = ThisSaleor(app)

    # when / then
    with pytest.raises(StoreRefused, match="MANAGE_CHANNELS"):
        over_graphql.create_pickup_point(client, wanted(example))
    assert Warehouse.objects.filter(external_reference="supplier-17").exists()
