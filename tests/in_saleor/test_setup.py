"""What `./dev saleor` sets up: an administrator for whom the Dashboard has something to show."""

from __future__ import annotations

from saleor.account.models import Group, User
from saleor.graphql.tests.fixtures import ApiClient
from saleor.graphql.tests.utils import get_graphql_content

from devtools.saleor.setup import make_admin

ORDERS = "{ orders(first: 5) { edges { node { id } } } }"


def orders_seen_by(user):
    return get_graphql_content(ApiClient(user=user).post_graphql(ORDERS))["data"]["orders"]["edges"]


def test_the_administrator_sees_the_orders_of_every_channel(order, superuser):
    # given: Saleor shows none to a superuser who is in no group
    assert orders_seen_by(superuser) == []

    # when
    make_admin("admin@example.com", "admin")
    make_admin("admin@example.com", "admin")

    # then
    admin = User.objects.get(email="admin@example.com")
    assert len(orders_seen_by(admin)) == 1
    assert Group.objects.filter(user=admin, restricted_access_to_channels=False).count() == 1
