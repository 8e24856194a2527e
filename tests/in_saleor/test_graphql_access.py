"""Who may read and write what of ours in Saleor's GraphQL."""

from __future__ import annotations

import pytest
from graphql_calls import ask, document, grant, guarded
from saleor.graphql.tests.utils import assert_no_permission, get_graphql_content
from shop import gid

from odop_core.security.permissions import Permission
from odop_provenance import api as provenance


def test_whoever_may_see_an_order_sees_its_suppliers(api_client, supplied_order):
    # when
    lines = ask(api_client, "in_store/order_artisans", id=gid(supplied_order))["order"]["lines"]

    # then
    assert len(lines) == supplied_order.lines.count()
    for line in lines:
        (sale,) = line["consignments"]
        assert sale["artisan"] == {"slug": "shabana", "name": "Shabana"}
        assert sale["district"]["slug"] == "lucknow"


def test_the_customer_sees_whether_the_suppliers_were_told(user_api_client, supplied_order):
    # when
    sales = ask(user_api_client, "in_store/my_order", id=gid(supplied_order))["order"]["consignments"]

    # then
    assert [sale["notificationStatus"] for sale in sales] == ["SENT"] * supplied_order.lines.count()


@pytest.mark.parametrize("client", ["api_client", "user2_api_client", "staff_api_client", "app_api_client"])
def test_nobody_else_sees_whether_the_suppliers_were_told(client, supplied_order, request):
    # when
    response = request.getfixturevalue(client).post_graphql(document("in_store/my_order"), {"id": gid(supplied_order)})

    # then
    content = get_graphql_content(response, ignore_errors=True)
    assert {error["extensions"]["exception"]["code"] for error in content["errors"]} == {"PermissionDenied"}
    assert {sale["notificationStatus"] for sale in content["data"]["order"]["consignments"]} == {None}


@pytest.mark.parametrize("client", ["staff_api_client", "app_api_client"])
def test_staff_and_apps_read_what_they_were_granted(client, supplied_order, request):
    # given
    client = request.getfixturevalue(client)
    grant(client.user or client.app, Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_LOGISTICS)

    # when
    sales = ask(client, "staff_order", orderId=gid(supplied_order))["orderConsignments"]

    # then
    assert {sale["supplier"]["phone"] for sale in sales} == {"•••••••••0001"}
    assert_no_permission(client.post_graphql(document("staff_messages"), {"orderId": gid(supplied_order)}))


def test_a_superuser_may_all(superuser_api_client, supplied_order):
    assert ask(superuser_api_client, "staff_messages", orderId=gid(supplied_order))["orderMessages"]
    assert ask(superuser_api_client, "staff_failed_jobs", queue="EVENTS")["failedJobs"]["totalCount"] == 0


CREATE = """
mutation Create($input: ArtisanCreateInput!) {
  artisanCreate(input: $input) { artisan { slug district { name crafts { slug } } } errors { field message code } }
}
"""


INPUT = {"input": {"slug": "rukhsana", "name": "Rukhsana", "district": "lucknow"}}


@pytest.mark.parametrize("client", ["api_client", "user_api_client", "staff_api_client", "app_api_client"])
def test_mutations_refuse_those_without_permission(client, request):
    assert_no_permission(request.getfixturevalue(client).post_graphql(CREATE, INPUT))
    assert provenance.find_artisans(["rukhsana"]) == {}


@pytest.mark.parametrize("client", ["staff_api_client", "app_api_client"])
def test_mutations_write_and_answer_from_the_writer(client, request):
    # given
    client = request.getfixturevalue(client)
    grant(client.user or client.app, Permission.MANAGE_PROVENANCE)

    # when
    with guarded():
        created = get_graphql_content(client.post_graphql(CREATE, INPUT))["data"]["artisanCreate"]
        again = get_graphql_content(client.post_graphql(CREATE, INPUT))["data"]["artisanCreate"]

    # then
    assert created["errors"] == []
    assert created["artisan"]["district"]["crafts"]
    assert [(error["field"], error["code"]) for error in again["errors"]] == [("slug", "UNIQUE")]
