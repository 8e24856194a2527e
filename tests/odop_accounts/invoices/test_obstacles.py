"""Orders that cannot be invoiced wait where staff see them, and are tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from odop_accounts.invoices.obstacles import check_obstacles
from odop_accounts.invoices.sync import NotReady, find_problems, issue_documents, retry_documents, sync_documents
from odop_accounts.models import DocumentObstacle, GoodsTax
from odop_core.health import Problem
from tests.factories import switch
from tests.odop_accounts.invoices.orders import ORDER, dispatch, goods, issued, kinds, kurta, sell, set_up_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> None:
    set_up_shop()


def test_goods_without_an_hsn_code_wait() -> None:
    # given
    sell(goods("stole", 105_000, 100_000, 500))
    dispatch()

    # when
    sync_documents(ORDER)

    # then
    assert issued() == []
    assert "stole" in str(find_problems(ORDER)[0])
    with pytest.raises(Problem, match=r"1 order\(s\) cannot be invoiced.*stole"):
        check_obstacles()
    with pytest.raises(NotReady, match="HSN"):
        issue_documents(ORDER, by="staff")

    # when it is recorded
    GoodsTax.objects.create(product_id="product-stole", hsn="621410", recorded_by="test")
    retry_documents()
    assert kinds() == []
    DocumentObstacle.objects.update(tried_at=timezone.now() - timedelta(hours=2))
    retry_documents()

    # then it is issued without any news of the order, and waits no more
    assert kinds() == ["tax_invoice"]
    assert not DocumentObstacle.objects.exists()
    assert "all orders" in check_obstacles()


def test_a_shop_without_a_gstin_is_told_of_the_orders_that_wait() -> None:
    # given
    switch("odop.consignment", corporation_name="Corporation", corporation_gstins="")
    sell(kurta())
    dispatch()

    # when
    sync_documents(ORDER)

    # then
    assert "GSTIN" in str(DocumentObstacle.objects.get().reason)


def test_what_is_asked_for_before_it_is_due_waits_for_nobody() -> None:
    # given
    sell(goods("stole", 105_000, 100_000, 500))

    # when
    with pytest.raises(NotReady, match="HSN"):
        issue_documents(ORDER, by="staff")

    # then
    assert not DocumentObstacle.objects.exists()
