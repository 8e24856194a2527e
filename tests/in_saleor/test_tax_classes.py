"""Saleor's tax classes are set from the rules of GST, in its process and beside it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from saleor.graphql.tests.utils import get_graphql_content
from saleor.permission.models import Permission
from saleor.product.models import ProductVariantChannelListing
from saleor.tax.models import TaxClass, TaxClassCountryRate
from shop import gid

from odop_accounts.tax.goods import record_goods
from odop_accounts.tax.rates import Goods
from odop_core.store import host
from saleor_config.app.saleor_client.documents import document
from saleor_config.app.store import tax_classes as beside

CARPET, KURTA = "57011010", "62114290"
DIFFERENCES = """{ taxClassDifferences {
  productName taxClass rateBasisPoints wantedRateBasisPoints
} }"""


class ClientOfSaleor:
    """Our App's documents, answered by this Saleor."""

    def __init__(self, client):
        self.client = client

    def run(self, name, **variables):
        return get_graphql_content(self.client.post_graphql(document(name), variables))["data"]

    def mutate(self, name, **variables):
        (payload,) = self.run(name, **variables).values()
        assert not payload["errors"], payload
        return payload


@pytest.fixture
def carpet(product):
    record_goods(gid(product), Goods(CARPET), by="clerk")
    return product


@pytest.fixture
def app(app_api_client, permission_manage_products, permission_manage_taxes):
    app_api_client.app.permissions.add(permission_manage_products, permission_manage_taxes)
    return ClientOfSaleor(app_api_client)


def rates_of(product):
    product.refresh_from_db()
    rows = TaxClassCountryRate.objects.filter(tax_class=product.tax_class, country="IN")
    return product.tax_class.name, [int(row.rate) for row in rows]


def test_the_command_gives_each_product_the_class_of_its_rate_once(carpet):
    # when
    said = [StringIO(), StringIO()]
    for out in said:
        call_command("odop_set_tax_classes", stdout=out)

    # then
    assert rates_of(carpet) == ("GST 5 %", [5])
    assert "tax class GST 5 % created" in said[0].getvalue()
    assert carpet.name not in said[1].getvalue()
    assert TaxClass.objects.filter(name="GST 5 %").count() == 1


def test_the_price_in_rupees_decides_between_two_rates(product):
    # given: kurtas of 2,951
    record_goods(gid(product), Goods(KURTA), by="clerk")
    listings = ProductVariantChannelListing.objects.filter(variant__product=product)
    listings.update(currency="INR", price_amount=2951)

    # when
    call_command("odop_set_tax_classes", stdout=StringIO())

    # then
    assert rates_of(product)[0] == "GST 18 %"


def test_the_class_of_the_product_type_counts(carpet):
    # given
    its_class = TaxClass.objects.create(name="Textiles")
    TaxClassCountryRate.objects.create(tax_class=its_class, country="IN", rate=5)
    carpet.product_type.tax_class, carpet.tax_class = its_class, None
    carpet.product_type.save()
    carpet.save()

    # then
    (read,) = [each for each in host.current_host().catalogue().read_product_taxes() if each.product_id == gid(carpet)]
    assert (read.tax_class, read.rate_bp) == ("Textiles", 500)


def test_staff_see_the_differences(staff_api_client, carpet):
    # given
    staff_api_client.user.user_permissions.add(Permission.objects.get(codename="manage_accounts"))

    # when
    found = get_graphql_content(staff_api_client.post_graphql(DIFFERENCES))["data"]["taxClassDifferences"]

    # then
    (of_carpet,) = [each for each in found if each["productName"] == carpet.name]
    assert of_carpet["wantedRateBasisPoints"] == 500


def test_the_app_reads_and_sets_the_same(app, carpet):
    # when
    changes = [beside.ensure_tax_class(app, "GST 5 %", rate) for rate in (1200, 500, 500)]
    beside.assign_tax_class(app, "GST 5 %", [gid(carpet)])

    # then
    assert [bool(change) for change in changes] == [True, True, False]
    assert rates_of(carpet) == ("GST 5 %", [5])
    in_process = {each.product_id: each for each in host.current_host().catalogue().read_product_taxes()}
    assert {each.product_id: each for each in beside.read_product_taxes(app)} == in_process
