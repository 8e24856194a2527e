"""What buyers, payment providers and staff do to an order in a Saleor, each as one method over its GraphQL API.

The stories in `stories.py` are told with these. `buy()` is the storefront's road (checkoutCreate to checkoutComplete);
money moves through the Transactions API as a payment app would report it; goods leave through the very document our own
App sends.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from devtools.recorder import documents
from devtools.recorder.buyers import BUYERS, email, language
from devtools.saleor.api import SaleorApi, SaleorRefused
from devtools.saleor.catalogue import CHANNEL, PERMISSIONS, SHIPPING_METHOD, LoadedCatalogue
from devtools.saleor.documents import UPDATE_CHANNEL
from saleor_config.app.saleor_client.documents import document

Order = dict[str, Any]
"""An order as the fragment OdopOrder gives it."""

STAFF_PERMISSIONS = (
    *PERMISSIONS, "MANAGE_ORDERS", "MANAGE_ORDERS_IMPORT", "MANAGE_CHECKOUTS", "HANDLE_CHECKOUTS", "HANDLE_PAYMENTS",
    "MANAGE_DISCOUNTS", "MANAGE_USERS", "IMPERSONATE_USER",
)  # fmt: skip
UNSET = Decimal(-1)
EXPIRY_TIMEOUT_SECONDS = 600  # Saleor looks for expired orders every five minutes unless told otherwise


class Shopper:
    """`staff` acts with an app token that may do all this; `app` is our own App, with only its own permissions."""

    def __init__(self, staff: SaleorApi, app: SaleorApi, ids: LoadedCatalogue, settle: Callable[[], None]) -> None:
        self.staff = staff
        self.app = app
        self.anybody = SaleorApi(staff.url)
        self.ids = ids
        self.settle = settle
        """Waits until Saleor has delivered everything that is under way."""
        self.orders: list[str] = []
        """Global IDs of the orders of the present story."""
        self.transactions: dict[str, str] = {}
        """The first payment of each order, by order ID."""
        self._references = count(1)

    # The buyer

    def buy(self, buyer: str, basket: dict[str, int], *, charge: bool = True, authorize: bool = False,
            bill_to: str | None = None, customer: str | None = None, voucher: str | None = None) -> Order:  # fmt: skip
        """Places one order through the checkout: paid at once, only authorised, or (neither) cash on delivery."""
        checkout, transaction = self.prepare(
            buyer, basket, charge=charge, authorize=authorize, bill_to=bill_to, customer=customer, voucher=voucher
        )
        return self.complete(checkout, transaction)

    def prepare(self, buyer: str, basket: dict[str, int], *, charge: bool = True, authorize: bool = False,
                bill_to: str | None = None, customer: str | None = None, voucher: str | None = None
                ) -> tuple[str, str]:  # fmt: skip
        """A checkout that is ready to be completed, and its payment ("" for cash on delivery)."""
        checkout = self._checkout(buyer, basket, bill_to or buyer)
        if customer:
            self.staff.mutate(documents.ATTACH_CUSTOMER, checkout=checkout, customer=customer)
        if voucher:
            self.anybody.mutate(documents.USE_VOUCHER, checkout=checkout, code=voucher)
        total = self._choose_delivery(checkout)
        if not charge and not authorize:
            return checkout, ""
        return checkout, self._pay(checkout, total, "authorize" if authorize else "charge")

    def complete(self, checkout: str, transaction: str = "") -> Order:
        """Raises SaleorRefused, for example when somebody else just bought the last piece."""
        order = self.anybody.mutate(documents.COMPLETE_CHECKOUT, checkout=checkout)["order"]["id"]
        if transaction:
            self.transactions[order] = transaction
        return self._new(order)

    def customer(self, buyer: str) -> str:
        """Registers the buyer; the global ID of the account."""
        address = BUYERS[buyer]
        account = {"email": email(buyer), "firstName": address["firstName"], "lastName": address["lastName"],
                   "defaultShippingAddress": address, "languageCode": language(buyer)}  # fmt: skip
        return str(self.staff.mutate(documents.CREATE_CUSTOMER, input=account)["user"]["id"])

    def _checkout(self, buyer: str, basket: dict[str, int], bill_to: str) -> str:
        lines = [{"variantId": self.ids.variants[sku], "quantity": pieces} for sku, pieces in basket.items()]
        basket_input = {"channel": CHANNEL, "email": email(buyer), "languageCode": language(buyer), "lines": lines,
                        "shippingAddress": BUYERS[buyer], "billingAddress": BUYERS[bill_to]}  # fmt: skip
        return str(self.anybody.mutate(documents.CREATE_CHECKOUT, input=basket_input)["checkout"]["id"])

    def _choose_delivery(self, checkout: str) -> Decimal:
        methods = self.anybody.query(documents.SHIPPING_METHODS, checkout=checkout)["checkout"]["shippingMethods"]
        method = next(method for method in methods if method["name"] == SHIPPING_METHOD)
        if not method["active"]:  # a storefront shows why, and offers nothing to choose
            raise SaleorRefused(f"{method['name']}: {method['message']}")
        chosen = self.anybody.mutate(documents.SET_DELIVERY, checkout=checkout, method=method["id"])["checkout"]
        return Decimal(str(chosen["totalPrice"]["gross"]["amount"]))

    # The payment provider

    def collect(self, order: Order, amount: Decimal = UNSET, name: str = "Cash on delivery") -> None:
        """Money received for a placed order: the rest of its total, or a part."""
        due = Decimal(str(order["total"]["gross"]["amount"])) - Decimal(str(order["totalCharged"]["amount"]))
        transaction = self._pay(order["id"], due if amount is UNSET else amount, "charge", name)
        self.transactions.setdefault(order["id"], transaction)
        self.settle()

    def capture(self, order: Order) -> None:
        """Takes the whole sum that was authorised."""
        self._report(order, "CHARGE_SUCCESS", Decimal(str(order["total"]["gross"]["amount"])))

    def refund(self, order: Order, amount: Decimal = UNSET) -> None:
        """Money sent back: all of it, or a part."""
        whole = Decimal(str(order["total"]["gross"]["amount"]))
        self._report(order, "REFUND_SUCCESS", whole if amount is UNSET else amount)

    def _pay(self, target: str, amount: Decimal, kind: str, name: str = "UPI") -> str:
        sums = {"amountCharged" if kind == "charge" else "amountAuthorized": {"amount": str(amount), "currency": "INR"}}
        payment = {"name": name, "pspReference": self._reference(), "availableActions": ["REFUND", "CANCEL"], **sums}
        return str(self.staff.mutate(documents.CREATE_TRANSACTION, id=target, transaction=payment)["transaction"]["id"])

    def _report(self, order: Order, event: str, amount: Decimal) -> None:
        self.staff.mutate(documents.REPORT_TRANSACTION, id=self.transactions[order["id"]], type=event,
                          amount=str(amount), reference=self._reference())  # fmt: skip
        self.settle()

    def _reference(self) -> str:
        return f"SAMPLE-{next(self._references):05d}"

    # Staff

    def grant_refund(self, order: Order, pieces: dict[str, int], reason: str) -> None:
        """Staff's decision which pieces to refund, before the money moves. `pieces` is by SKU."""
        lines = [{"id": line["id"], "quantity": pieces[line["productSku"]]}
                 for line in order["lines"] if line["productSku"] in pieces]  # fmt: skip
        grant = {"lines": lines, "reason": reason, "transactionId": self.transactions[order["id"]]}
        self.staff.mutate(documents.GRANT_REFUND, order=order["id"], input=grant)
        self.settle()

    def confirm(self, order: Order) -> None:
        """Staff accept an order that Saleor left UNCONFIRMED because nothing is paid yet."""
        self.staff.mutate(documents.CONFIRM_ORDER, id=order["id"])
        self.settle()

    def cancel(self, order: Order) -> None:
        self.staff.mutate(documents.CANCEL_ORDER, id=order["id"])
        self.settle()

    def change_address(self, order: Order, buyer: str) -> None:
        self.staff.mutate(documents.UPDATE_ORDER, id=order["id"], input={"shippingAddress": BUYERS[buyer]})
        self.settle()

    def draft(self, buyer: str, basket: dict[str, int]) -> Order:
        """A telephone order: staff type it in and complete it."""
        lines = [{"variantId": self.ids.variants[sku], "quantity": pieces} for sku, pieces in basket.items()]
        order_input = {"channelId": self.ids.channel, "userEmail": email(buyer), "languageCode": language(buyer),
                       "lines": lines, "shippingAddress": BUYERS[buyer], "billingAddress": BUYERS[buyer],
                       "shippingMethod": self.ids.shipping_method}  # fmt: skip
        order = self.staff.mutate(documents.CREATE_DRAFT, input=order_input)["order"]["id"]
        self.staff.mutate(documents.COMPLETE_DRAFT, id=order)
        return self._new(order)

    def voucher(self, code: str, percent: int) -> None:
        """A discount on the whole basket."""
        terms = {"addCodes": [code], "name": code, "type": "ENTIRE_ORDER", "discountValueType": "PERCENTAGE"}
        voucher = self.staff.mutate(documents.CREATE_VOUCHER, input=terms)["voucher"]["id"]
        listing = {"addChannels": [{"channelId": self.ids.channel, "discountValue": str(percent)}]}
        self.staff.mutate(documents.LIST_VOUCHER, id=voucher, input=listing)

    def let_expire(self, order: Order) -> None:
        """Lets Saleor drop unconfirmed unpaid orders after a minute, until it has dropped this one."""
        self._expire_orders_after(1)
        deadline = time.monotonic() + EXPIRY_TIMEOUT_SECONDS
        while self.read(order)["status"] != "EXPIRED":
            if time.monotonic() > deadline:
                raise RuntimeError("Saleor did not expire the order. Is Celery beat running?")
            time.sleep(5)
        self._expire_orders_after(None)
        self.settle()

    def _expire_orders_after(self, minutes: int | None) -> None:
        settings = {"orderSettings": {"expireOrdersAfter": minutes}}
        self.staff.mutate(UPDATE_CHANNEL, id=self.ids.channel, input=settings)

    def import_orders(self, sales: Iterable[tuple[str, str, str, Decimal]]) -> None:
        """Orders brought in from elsewhere in one go: (buyer, SKU, supplier, price of the one piece with 5 % GST)."""
        orders = [self._imported(*sale) for sale in sales]
        results = self.staff.mutate(documents.BULK_CREATE, orders=orders)["results"]
        if refused := [result["errors"] for result in results if result["order"] is None]:
            raise SaleorRefused(f"orderBulkCreate: {refused}")
        self.orders += [result["order"]["id"] for result in results]
        self.settle()

    def _imported(self, buyer: str, sku: str, supplier: str, price: Decimal) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat()
        money = {"gross": str(price), "net": str((price / Decimal("1.05")).quantize(Decimal("0.01")))}
        tax_class = self._tax_class(sku)
        # By variant ID, since orderBulkCreate does not find a variant by its SKU (seen in 3.23).
        line = {"variantId": self.ids.variants[sku], "productSku": sku, "quantity": 1,
                "warehouse": self.ids.warehouses[supplier], "totalPrice": money,
                "undiscountedTotalPrice": money, "taxRate": "0.05", "taxClassId": tax_class,
                "isShippingRequired": True, "isGiftCard": False, "createdAt": now}  # fmt: skip
        paid = {"name": "Exhibition counter", "pspReference": self._reference(),
                "amountCharged": {"amount": str(price), "currency": "INR"}}  # fmt: skip
        return {"channel": CHANNEL, "createdAt": now, "status": "UNFULFILLED", "currency": "INR",
                "user": {"email": email(buyer)}, "languageCode": language(buyer), "billingAddress": BUYERS[buyer],
                "shippingAddress": BUYERS[buyer], "lines": [line], "transactions": [paid],
                "deliveryMethod": {"shippingMethodId": _as_shipping_method(self.ids.shipping_method),
                                   "shippingPrice": {"gross": "0", "net": "0"},
                                   "shippingMethodName": SHIPPING_METHOD,
                                   "shippingTaxClassId": tax_class}}  # fmt: skip

    def _tax_class(self, sku: str) -> str:
        variant = self.staff.query(documents.TAX_CLASS, variant=self.ids.variants[sku])["productVariant"]
        return str(variant["product"]["taxClass"]["id"])

    # Our App

    def ship(self, order: Order, tracking: str = "", suppliers: Iterable[str] | None = None) -> dict[str, Any]:
        """Fulfils what is allocated at these suppliers' pickup points (default: everything); what Saleor answered."""
        points = None if suppliers is None else {self.ids.warehouses[supplier] for supplier in suppliers}
        lines = []
        for line in order["lines"]:
            stocks = [{"warehouse": held["warehouse"]["id"], "quantity": held["quantity"]}
                      for held in line["allocations"]
                      if points is None or held["warehouse"]["id"] in points]  # fmt: skip
            if stocks:
                lines.append({"orderLineId": line["id"], "stocks": stocks})
        variables = {"order": order["id"], "lines": lines, "trackingNumber": tracking, "notifyCustomer": True}
        answer = self.app.answer(document("order_fulfill"), **variables)
        self.settle()
        return {"variables": variables, "answer": answer}

    def set_tracking(self, order: Order, tracking: str) -> dict[str, Any]:
        """Gives the order's first fulfilment a tracking number."""
        variables = {"fulfillment": self.read(order)["fulfillments"][0]["id"], "trackingNumber": tracking}
        answer = self.app.answer(document("fulfillment_update_tracking"), **variables)
        self.settle()
        return {"variables": variables, "answer": answer}

    def cancel_shipment(self, order: Order, supplier: str) -> None:
        """Undoes the order's first fulfilment; the goods go back to the supplier's pickup point."""
        fulfilment = self.read(order)["fulfillments"][0]["id"]
        self.staff.mutate(documents.CANCEL_FULFILLMENT, id=fulfilment, warehouse=self.ids.warehouses[supplier])
        self.settle()

    def take_back(self, order: Order, sku: str, pieces: int) -> None:
        """The buyer returned delivered goods."""
        shipped = next(
            row
            for fulfilment in self.read(order)["fulfillments"]
            for row in fulfilment["lines"]
            if self._sku_of(order, row) == sku
        )
        returned = {"fulfillmentLines": [{"fulfillmentLineId": shipped["id"], "quantity": pieces}]}
        self.staff.mutate(documents.RETURN_PRODUCTS, order=order["id"], input=returned)
        self.settle()

    def read(self, order: Order) -> Order:
        return dict(self.app.query(document("order_by_id"), id=order["id"])["order"])

    def _sku_of(self, order: Order, fulfilled: dict[str, Any]) -> str:
        return str(next(line["productSku"] for line in order["lines"] if line["id"] == fulfilled["orderLine"]["id"]))

    def _new(self, order: str) -> Order:
        self.orders.append(order)
        self.settle()
        return self.read({"id": order})


def _as_shipping_method(identifier: str) -> str:
    """Saleor names one row `ShippingMethodType` for staff and `ShippingMethod` elsewhere; imports want the latter."""
    kind, _, key = base64.b64decode(identifier).decode().partition(":")
    return base64.b64encode(f"{kind.removesuffix('Type')}:{key}".encode()).decode()
