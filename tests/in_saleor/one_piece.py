"""One piece, from the supplier to the account: the story that both hosts are told, act by act.

Rukhsana embroiders dupattas without a GST registration. She is taken on, signs an agreement, hands over five dupattas
and a bookmark; buyers fight for the last one, one comes back, one goes home unsold. What is seen on the way is kept in
`Told`, so that the tests can look at it; `docs/story.md` tells the same with the same numbers.

Everybody acts over GraphQL, with the documents of `docs/story.md`: Asha writes things down, Ravi looks at them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mart_steps import (
    BOOKMARK,
    DOCUMENTS,
    DUPATTA,
    HER_PAN,
    LAMP,
    RECORD_TAX,
    VENDORS_PAN,
    Mart,
    does,
    gstin,
    is_refused,
    make_offer,
    put_into_the_shop,
    sales_of,
    sign,
    stock_of,
    take_on,
    verified,
    write_note,
)

from devtools.recorder.shopper import Order
from devtools.saleor.api import SaleorRefused

RIVALS = ("asha", "rohan", "meera", "sourav", "kavya", "arjun")
TWELVE_PERCENT = {"scope": "ALL", "kind": "SHARE", "tiers": [{"rateBasisPoints": 1_200}]}
# Of chikankari 15 %, at most ₹300 a sale; of everything else 12 %, at least ₹40; packing ₹25 a piece.
HER_TERMS = {
    "rules": [
        {
            "scope": "CRAFT",
            "target": "chikankari",
            "kind": "SHARE",
            "tiers": [{"rateBasisPoints": 1_500}],
            "maximum": "300.00",
        },
        {**TWELVE_PERCENT, "minimum": "40.00"},
    ],
    "charges": [{"kind": "PACKING", "basis": "PER_PIECE", "amount": "25.00"}],
}


@dataclass(frozen=True)
class Seen:
    """The dupattas after an act: pieces in Saleor, of these promised to buyers, and unsold in our lots."""

    act: str
    saleor: int
    allocated: int
    ours: int


@dataclass
class Told:
    """What the story left behind."""

    supplier: str = ""
    point: str = ""
    offers: dict[str, str] = field(default_factory=dict)
    """By SKU."""
    refusals: dict[str, str] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    sold: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """By order: `two` dupattas and the bookmark; the `last` dupatta, which six buyers wanted."""
    orders: dict[str, Order] = field(default_factory=dict)
    losers: list[str] = field(default_factory=list)
    """What Saleor told those who came too late."""


class Story:
    """Tell the acts in their order."""

    def __init__(self, mart: Mart) -> None:
        self.mart, self.told = mart, Told()

    def tell(self) -> Told:
        self.put_goods_into_the_shop()
        self.take_her_on()
        self.offer()
        self.receive_five()
        self.two_break_and_go_home()
        self.sell_two_and_fight_for_the_last()
        self.deliver_and_take_one_back()
        return self.told

    # Acts

    def put_goods_into_the_shop(self) -> None:
        """As a merchant does: two products of Lucknow, and only the dupatta is chikankari."""
        for sku in (DUPATTA, BOOKMARK):
            put_into_the_shop(self.mart, sku)

    def take_her_on(self) -> None:
        """Asha writes everything down; what nobody else has seen, or is not signed, is refused until then."""
        mart, refused = self.mart, self.told.refusals
        regime = {"supplyModel": "CONSIGNMENT", "taxRegime": "UNREGISTERED"}
        names = ("Rukhsana Begum", "रुख़साना बेगम")
        self.told.supplier = her = take_on(mart, names, "+9995550019001", HER_PAN, regime, ("ADDRESS", "PHONE"))
        does(mart.asha, "SubmitSupplier", id=her)
        refused["by who submitted"] = is_refused(mart.asha, "ApproveSupplier", id=her)
        refused["too early"] = is_refused(mart.ravi, "ApproveSupplier", id=her)
        does(mart.asha, "RecordVerification", id=her, input=verified("PAN"))
        sign(mart, her, "Rukhsana Begum", HER_TERMS)
        does(mart.ravi, "ApproveSupplier", id=her)

    def offer(self) -> None:
        """Her workshop becomes a warehouse in Saleor; both goods are offered from there."""
        mart, told = self.mart, self.told
        point = {
            "reference": f"{mart.name}: {told.supplier}", "name": "Rukhsana's workshop",
            "streetAddress1": "7 Gali Chikan, Chowk", "city": "Lucknow", "postalCode": "226003",
            "countryArea": "Uttar Pradesh", "copySettingsFrom": mart.buyer.ids.warehouses["shabana-khatoon"],
        }  # fmt: skip
        told.point = does(mart.asha, "MakePickupPoint", input=point)["pickupPoint"]["id"]
        for sku in (DUPATTA, BOOKMARK):
            told.offers[sku] = make_offer(mart, told.supplier, sku, told.point)
        self._look("before anything came", 0)

    def receive_five(self) -> None:
        """A consignment note: five dupattas and a bookmark. Saleor's own stock follows."""
        offers = self.told.offers
        write_note(self.mart, "RECEIPT", self.told.supplier, self.told.point, {offers[DUPATTA]: 5, offers[BOOKMARK]: 1})
        self._look("five came", 5)

    def two_break_and_go_home(self) -> None:
        """One is found torn, and one goes back to its supplier unsold."""
        dupatta = self.told.offers[DUPATTA]
        torn = {"offerId": dupatta, "quantity": 1, "reason": "torn in storage"}
        does(self.mart.asha, "RecordDamage", input=torn)
        self._look("one was torn", 4)
        write_note(self.mart, "UNSOLD_RETURN", self.told.supplier, self.told.point, {dupatta: 1})
        self._look("one went home unsold", 3)

    def sell_two_and_fight_for_the_last(self) -> None:
        """Priya buys two; then six press the button at the same moment for the last one."""
        buyer = self.mart.buyer
        two = buyer.buy("priya", {DUPATTA: 2, BOOKMARK: 1})
        self.told.orders["two"] = two
        self.told.sold["two"] = self._sales_of(two, 2)
        self._look("two were sold", 3, allocated=2)
        ready = [buyer.prepare(who, {DUPATTA: 1}) for who in RIVALS]
        won, lost = _at_the_same_moment([lambda checkout=checkout: buyer.complete(*checkout) for checkout in ready])
        assert (len(won), len(lost)) == (1, len(RIVALS) - 1), [order["number"] for order in won]
        self.told.losers = [str(refusal) for refusal in lost]
        self.told.orders["last"] = won[0]
        self.told.sold["last"] = self._sales_of(won[0], 1)
        self._look("the last was sold", 3, allocated=3)

    def deliver_and_take_one_back(self) -> None:
        """The carrier brings the last one to its buyer, who sends it back; Asha finds it good."""
        order, (sale,) = self.told.orders["last"], self.told.sold["last"]
        reference = self.mart.until(lambda: _pickup_of(self.mart, order["id"]), "a pickup")["reference"]
        does(self.mart.asha, "CollectPickup", reference=reference, trackingNumber="AWB-ONE-PIECE")
        self.mart.until(lambda: self.mart.buyer.read(order)["fulfillments"], "a fulfilment")
        self._look("the last left", 2, allocated=2)
        does(self.mart.asha, "ReportDelivered", sales=[sale["id"]])
        self.mart.buyer.take_back(order, f"{self.mart.name}-{DUPATTA}", 1)
        (came,) = self.mart.until(lambda: _returns_of(self.mart, sale["id"]), "the return")
        self._look("one came back", 2, allocated=2)
        does(self.mart.asha, "InspectReturn", id=came["id"], good=1, damaged=0)
        self._look("it was found good", 3, allocated=2)

    # How

    def _look(self, act: str, saleor: int, allocated: int = 0) -> None:
        """Wait until Saleor has so many dupattas, and write down what all three numbers are."""
        mart = self.mart

        def counted() -> tuple[int, int]:
            return stock_of(mart, DUPATTA, self.told.point)

        mart.until(lambda: counted() == (saleor, allocated), f"{act}: {saleor} pieces, {allocated} promised")
        self.told.seen.append(Seen(act, *counted(), sum(lot["available"] for lot in lots(mart, self.told))))

    def _sales_of(self, order: Order, lines: int) -> list[dict[str, Any]]:
        return list(self.mart.until(lambda: _if(sales_of(self.mart, order["id"]), lines), "the order's sales"))


def lots(mart: Mart, told: Told, sku: str = DUPATTA) -> list[dict[str, int]]:
    found = mart.asha().query(DOCUMENTS["Lots"], offer=told.offers[sku])["consignmentLots"]
    return [edge["node"] for edge in found["edges"]]


def _pickup_of(mart: Mart, order_id: str) -> dict[str, str] | None:
    asked = "query Pickup($order: ID!) { orderConsignments(orderId: $order) { pickup { reference } } }"
    (sale,) = mart.asha().query(asked, order=order_id)["orderConsignments"]
    return sale["pickup"]


def _returns_of(mart: Mart, sale_id: str) -> list[dict[str, Any]]:
    waiting = mart.asha().query(DOCUMENTS["ReturnsToInspect"])["consignmentReturns"]["edges"]
    return [edge["node"] for edge in waiting if edge["node"]["sale"]["id"] == sale_id]


def sell_under_composition(mart: Mart) -> None:
    """A vendor of Uttar Pradesh under the composition scheme, with three brass lamps."""
    put_into_the_shop(mart, LAMP)
    lamp = {"productId": mart.products[LAMP], "hsn": "9405", "isHandicraft": True, "remark": "made by hand"}
    mart.asha().mutate(RECORD_TAX, input=lamp)
    regime = {"supplyModel": "MARKETPLACE_VENDOR", "taxRegime": "COMPOSITION", "gstin": gstin(VENDORS_PAN)}
    names = ("Kanhaiya Lal", "कन्हैया लाल")
    vendor = take_on(mart, names, "+9995550019002", VENDORS_PAN, regime, ("PAN", "ADDRESS", "PHONE", "GSTIN"))
    does(mart.asha, "SubmitSupplier", id=vendor)
    sign(mart, vendor, "Kanhaiya Lal", {"rules": [TWELVE_PERCENT]})
    does(mart.ravi, "ApproveSupplier", id=vendor)
    point = mart.buyer.ids.warehouses["shabana-khatoon"]
    write_note(mart, "RECEIPT", vendor, point, {make_offer(mart, vendor, LAMP, point): 3})
    mart.until(lambda: stock_of(mart, LAMP, point)[0] == 3, "three lamps in Saleor")


def _at_the_same_moment(acts: list[Callable[[], Order]]) -> tuple[list[Order], list[SaleorRefused]]:
    """Who won, and who was refused."""
    start = threading.Barrier(len(acts))
    won: list[Order] = []
    lost: list[SaleorRefused] = []

    def run(act: Callable[[], Order]) -> None:
        start.wait()
        try:
            won.append(act())
        except SaleorRefused as refusal:
            lost.append(refusal)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won, lost


def _if(found: list[Any], pieces: int) -> list[Any]:
    return found if len(found) == pieces else []
