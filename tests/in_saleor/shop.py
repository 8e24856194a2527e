"""What the tests do to a Saleor: buy, pay, refund, cancel; always through GraphQL, as a storefront or an app would."""

from __future__ import annotations

from typing import Any

import graphene
from saleor.graphql.tests.utils import get_graphql_content

COMPLETE = """
mutation Complete($id: ID!) {
  checkoutComplete(id: $id) { order { id number status chargeStatus } errors { field message code } }
}
"""
PAY = """
mutation Pay($id: ID!, $amount: PositiveDecimal!, $currency: String!) {
  transactionCreate(
    id: $id
    transaction: { name: "UPI", pspReference: "upi-1", amountCharged: { amount: $amount, currency: $currency } }
  ) { transaction { id } errors { field message code } }
}
"""
REFUND = """
mutation Refund($id: ID!, $amount: PositiveDecimal!, $reference: String!) {
  transactionEventReport(id: $id, type: REFUND_SUCCESS, amount: $amount, pspReference: $reference) {
    errors { field message code }
  }
}
"""
CANCEL = "mutation Cancel($id: ID!) { orderCancel(id: $id) { order { status } errors { field message code } } }"


def gid(instance: Any) -> str:
    return str(graphene.Node.to_global_id(type(instance).__name__, instance.pk))


def run(client: Any, document: str, **variables: Any) -> dict[str, Any]:
    """The payload of a mutation's only field, which must hold no errors."""
    data = get_graphql_content(client.post_graphql(document, variables))["data"]
    (payload,) = data.values()
    assert not payload["errors"], payload
    return dict(payload)


def buy(client: Any, checkout: Any) -> str:
    """The new order's global ID."""
    return str(run(client, COMPLETE, id=gid(checkout))["order"]["id"])


def pay(client: Any, order_id: str, amount: Any, currency: str) -> str:
    """The transaction's global ID. `client` needs HANDLE_PAYMENTS."""
    return str(run(client, PAY, id=order_id, amount=amount, currency=currency)["transaction"]["id"])
