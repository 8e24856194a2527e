"""The GraphQL documents the recorder sends: setting up two apps, shopping like a storefront, and working like staff.

Only fields that Saleor 3.21 and every later version have. What our own App sends is in
`saleor_config.app.saleor_client.documents`.
"""

CREATE_WEBHOOK = """
mutation CreateWebhook($input: WebhookCreateInput!) {
  webhookCreate(input: $input) { webhook { id asyncEvents { eventType } } errors { field message code } }
}
"""

UNDELIVERED = """
query Undelivered($webhook: ID!) {
  webhook(id: $webhook) {
    pending: eventDeliveries(first: 1, filter: { status: PENDING }) { edges { node { eventType } } }
    failed: eventDeliveries(first: 1, filter: { status: FAILED }) { edges { node { eventType } } }
  }
}
"""

CREATE_CUSTOMER = """
mutation CreateCustomer($input: UserCreateInput!) {
  customerCreate(input: $input) { user { id } errors { field message code } }
}
"""

CREATE_CHECKOUT = """
mutation CreateCheckout($input: CheckoutCreateInput!) {
  checkoutCreate(input: $input) { checkout { id } errors { field message code } }
}
"""

ATTACH_CUSTOMER = """
mutation AttachCustomer($checkout: ID!, $customer: ID!) {
  checkoutCustomerAttach(id: $checkout, customerId: $customer) { errors { field message code } }
}
"""

SET_DELIVERY = """
mutation SetDelivery($checkout: ID!, $method: ID!) {
  checkoutDeliveryMethodUpdate(id: $checkout, deliveryMethodId: $method) {
    checkout { totalPrice { gross { amount } } }
    errors { field message code }
  }
}
"""

SHIPPING_METHODS = """
query ShippingMethods($checkout: ID!) { checkout(id: $checkout) { shippingMethods { id name active message } } }
"""

COMPLETE_CHECKOUT = """
mutation CompleteCheckout($checkout: ID!) {
  checkoutComplete(id: $checkout) { order { id } errors { field message code } }
}
"""

CREATE_TRANSACTION = """
mutation CreateTransaction($id: ID!, $transaction: TransactionCreateInput!) {
  transactionCreate(id: $id, transaction: $transaction) { transaction { id } errors { field message code } }
}
"""

REPORT_TRANSACTION = """
mutation ReportTransaction($id: ID!, $type: TransactionEventTypeEnum!, $amount: PositiveDecimal!, $reference: String!) {
  transactionEventReport(id: $id, type: $type, amount: $amount, pspReference: $reference) {
    errors { field message code }
  }
}
"""

GRANT_REFUND = """
mutation GrantRefund($order: ID!, $input: OrderGrantRefundCreateInput!) {
  orderGrantRefundCreate(id: $order, input: $input) { grantedRefund { id } errors { field message code } }
}
"""

CONFIRM_ORDER = """
mutation ConfirmOrder($id: ID!) { orderConfirm(id: $id) { errors { field message code } } }
"""

CANCEL_ORDER = """
mutation CancelOrder($id: ID!) { orderCancel(id: $id) { errors { field message code } } }
"""

UPDATE_ORDER = """
mutation UpdateOrder($id: ID!, $input: OrderUpdateInput!) {
  orderUpdate(id: $id, input: $input) { errors { field message code } }
}
"""

CANCEL_FULFILLMENT = """
mutation CancelFulfillment($id: ID!, $warehouse: ID!) {
  orderFulfillmentCancel(id: $id, input: { warehouseId: $warehouse }) { errors { field message code } }
}
"""

RETURN_PRODUCTS = """
mutation ReturnProducts($order: ID!, $input: OrderReturnProductsInput!) {
  orderFulfillmentReturnProducts(order: $order, input: $input) { errors { field message code } }
}
"""

CREATE_DRAFT = """
mutation CreateDraft($input: DraftOrderCreateInput!) {
  draftOrderCreate(input: $input) { order { id } errors { field message code } }
}
"""

COMPLETE_DRAFT = """
mutation CompleteDraft($id: ID!) { draftOrderComplete(id: $id) { order { id } errors { field message code } } }
"""

USE_VOUCHER = """
mutation UseVoucher($checkout: ID!, $code: String!) {
  checkoutAddPromoCode(id: $checkout, promoCode: $code) { errors { field message code } }
}
"""

CREATE_VOUCHER = """
mutation CreateVoucher($input: VoucherInput!) {
  voucherCreate(input: $input) { voucher { id } errors { field message code } }
}
"""

LIST_VOUCHER = """
mutation ListVoucher($id: ID!, $input: VoucherChannelListingInput!) {
  voucherChannelListingUpdate(id: $id, input: $input) { errors { field message code } }
}
"""

TAX_CLASS = """
query TaxClass($variant: ID!) { productVariant(id: $variant) { product { taxClass { id } } } }
"""

BULK_CREATE = """
mutation BulkCreate($orders: [OrderBulkCreateInput!]!) {
  orderBulkCreate(orders: $orders, errorPolicy: REJECT_EVERYTHING, stockUpdatePolicy: UPDATE) {
    results { order { id } errors { path message code } }
    errors { path message code }
  }
}
"""
