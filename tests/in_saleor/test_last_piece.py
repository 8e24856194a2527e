"""Saleor looks at the stock of a checkout while nobody else can. That it matters is proved by `one_piece.py`."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.graphql.tests.utils import get_graphql_content
from saleor.order.models import Order
from saleor.warehouse.models import Stock
from shop import COMPLETE, buy, gid


def test_stocks_are_held_before_saleor_looks_at_them(user_api_client, checkout):
    # when
    with CaptureQueriesContext(connection) as captured:
        buy(user_api_client, checkout)

    # then
    asked = [query["sql"] for query in captured.captured_queries]
    made = next(place for place, sql in enumerate(asked) if sql.startswith('INSERT INTO "order_order"'))
    of_stocks = [sql for sql in asked[made:] if 'FROM "warehouse_stock"' in sql]
    assert "FOR UPDATE" in of_stocks[0]
    assert "quantity_allocated" not in of_stocks[0]
    assert any("FOR UPDATE" not in sql for sql in of_stocks[1:])


def test_a_checkout_whose_goods_went_meanwhile_is_refused(user_api_client, checkout):
    # given
    Stock.objects.update(quantity=0)

    # when
    answer = get_graphql_content(user_api_client.post_graphql(COMPLETE, {"id": gid(checkout)}))["data"]

    # then
    assert {error["code"] for error in answer["checkoutComplete"]["errors"]} == {"INSUFFICIENT_STOCK"}
    assert not Order.objects.exists()
