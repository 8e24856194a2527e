"""The orders the recorder places, each a small story in one sentence and a few lines of what people do.

Together they show every shape an order event takes for us: one supplier and many, goods at two pickup points, no
supplier at all, prepaid and cash on delivery, cancelled, refunded, returned, shipped in parts. They are told in this
order; stock is counted out so that the split between pickup points comes out as told, once, on a fresh catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from devtools.recorder.shopper import Shopper

Tell = Callable[[Shopper], Any]


@dataclass(frozen=True)
class Story:
    slug: str
    sentence: str
    tell: Tell


STORIES: list[Story] = []


def story(slug: str, sentence: str) -> Callable[[Tell], Tell]:
    def add(tell: Tell) -> Tell:
        STORIES.append(Story(slug, sentence, tell))
        return tell

    return add


@story("single-line", "A buyer in Delhi pays by UPI for one dupatta from one supplier.")
def _(shop: Shopper) -> None:
    shop.buy("asha", {"LKO-CHK-DUP-WHT": 1})


@story("several-lines-one-supplier", "A buyer in Pune pays for three brass things of the same supplier.")
def _(shop: Shopper) -> None:
    shop.buy("rohan", {"MBD-BRS-DIYA-5": 2, "MBD-BRS-SURAHI": 1})


@story("several-suppliers", "One paid order holds goods of three suppliers in three districts.")
def _(shop: Shopper) -> None:
    shop.buy("meera", {"AZM-BLK-VASE-10": 1, "KNJ-ATR-GULAB-6": 2, "SRE-WOOD-STAND": 1})


@story(
    "two-pickup-points-one-line", "Eight kurtas of one line: six lie at one supplier's workshop, two at the other's."
)
def _(shop: Shopper) -> None:
    shop.buy("kavya", {"LKO-CHK-ANK-M": 8})


@story("two-weavers-high-value", "Six sarees worth more than 50,000 rupees come from two weavers; shipped apart.")
def _(shop: Shopper) -> None:
    order = shop.buy("ritu", {"VNS-SAR-KATAN-RED": 6})
    shop.ship(order, "SURFACE0000051", suppliers=["nizamuddin-ansari"])
    shop.ship(shop.read(order), "SURFACE0000052", suppliers=["zubeda-khatoon"])


@story("no-offer", "A paid order for a woollen dari that no supplier has offered to supply.")
def _(shop: Shopper) -> None:
    shop.buy("sourav", {"JNP-DARI-4X6": 1})


@story("partly-no-offer", "One line has a supplier, the other has none.")
def _(shop: Shopper) -> None:
    shop.buy("anjali", {"JHS-TOY-ELE": 2, "VNS-TOY-TRAIN": 1})


@story("cash-on-delivery", "An unpaid order, to be paid in cash at the door.")
def _(shop: Shopper) -> None:
    shop.buy("priya", {"FZD-BNG-24": 3}, charge=False)


@story("cash-on-delivery-collected", "Staff confirm an unpaid order; it is shipped and paid in cash at the door.")
def _(shop: Shopper) -> None:
    order = shop.buy("anjali", {"GKP-TER-LAMP": 2}, charge=False)
    shop.confirm(order)
    shop.ship(order, "SURFACE0000091")
    shop.collect(order)


@story("cash-on-delivery-cancelled", "An unpaid order is cancelled before anybody collected it.")
def _(shop: Shopper) -> None:
    shop.cancel(shop.buy("bhavesh", {"ALG-LOCK-50": 2}, charge=False))


@story("cancelled-and-refunded", "A paid order is cancelled before it was shipped and the money goes back.")
def _(shop: Shopper) -> None:
    order = shop.buy("simran", {"BDH-DARI-3X5": 1})
    shop.cancel(order)
    shop.refund(order)


@story("full-refund-after-delivery", "A shipped order is refunded in full.")
def _(shop: Shopper) -> None:
    order = shop.buy("arjun", {"AGR-INL-BOX": 1})
    shop.ship(order, "SURFACE0000121")
    shop.refund(order)


@story("partial-refund", "One of two cracked mugs is refunded: staff grant it per line, then the money goes back.")
def _(shop: Shopper) -> None:
    order = shop.buy("rohan", {"KHJ-MUG-2": 2, "SDN-RICE-1KG": 3})
    shop.ship(order, "SURFACE0000131")
    shop.grant_refund(order, {"KHJ-MUG-2": 1}, "One pair arrived cracked")
    shop.refund(order, Decimal("472.50"))


@story("return", "The buyer sends one of two cushion covers back and gets its price refunded.")
def _(shop: Shopper) -> None:
    order = shop.buy("meera", {"BLY-ZRD-CUSH-2": 2})
    shop.ship(order, "SURFACE0000141")
    shop.take_back(order, "BLY-ZRD-CUSH-2", 1)
    shop.refund(order, Decimal("1050.00"))


@story("shipped-with-tracking", "A paid order is shipped whole with a tracking number.")
def _(shop: Shopper) -> None:
    shop.ship(shop.buy("asha", {"VNS-STL-MRN": 1}), "SURFACE0000151")


@story("shipped-in-parts", "Two suppliers' goods leave on two days, each with its own tracking number.")
def _(shop: Shopper) -> None:
    order = shop.buy("kavya", {"AGR-INL-COAST-6": 1, "BLY-ZRD-CLUTCH-GLD": 2})
    shop.ship(order, "SURFACE0000161", suppliers=["nadeem-raza"])
    shop.ship(shop.read(order), "SURFACE0000162", suppliers=["shabana-khatoon"])


@story("shipment-cancelled-and-repeated", "A shipment is undone because the parcel never left, and made again.")
def _(shop: Shopper) -> None:
    order = shop.buy("sourav", {"AZM-BLK-TEA-6": 1})
    shop.ship(order, "SURFACE0000171")
    shop.cancel_shipment(order, "budhram-prajapati")
    shop.ship(shop.read(order), "SURFACE0000172")


@story("tracking-added-later", "A shipment gets its tracking number only after it was made.")
def _(shop: Shopper) -> None:
    order = shop.buy("bhavesh", {"SRE-WOOD-JBOX": 1})
    shop.ship(order)
    shop.set_tracking(order, "SURFACE0000181")


@story("hindi-buyer", "A buyer who reads Hindi gives name and address in Devanagari and pays by UPI.")
def _(shop: Shopper) -> None:
    shop.buy("sunil", {"SDN-RICE-5KG": 2, "GKP-TER-ELE-9": 1})


@story("hindi-cash-on-delivery", "A buyer who reads Hindi orders bangles from another State for cash at the door.")
def _(shop: Shopper) -> None:
    shop.buy("savitri", {"FZD-BNG-26": 2}, charge=False)


@story("registered-customer", "A registered customer pays for a toy set.")
def _(shop: Shopper) -> None:
    shop.buy("ritu", {"VNS-TOY-DASH-10": 1}, customer=shop.customer("ritu"))


@story("telephone-order", "Staff type in a telephone order as a draft and complete it; the buyer pays afterwards.")
def _(shop: Shopper) -> None:
    order = shop.draft("priya", {"LKO-CHK-MEN-40": 1, "LKO-CHK-MEN-42": 1})
    shop.collect(order, name="Bank transfer")


@story("imported-in-bulk", "Two orders taken at an exhibition counter are imported in one go, already paid.")
def _(shop: Shopper) -> None:
    shop.import_orders(
        [
            ("arjun", "VNS-SAR-TANCHOI-GRN", "zubeda-khatoon", Decimal("7875.00")),
            ("simran", "BLY-ZRD-CLUTCH-BLK", "shabana-khatoon", Decimal("1365.00")),
        ]
    )


@story("authorised-then-captured", "A card payment is only authorised when the order is placed, and captured later.")
def _(shop: Shopper) -> None:
    shop.capture(shop.buy("arjun", {"BDH-CPT-4X6": 1}, charge=False, authorize=True))


@story("paid-in-two-parts", "A deposit is charged first and the rest later.")
def _(shop: Shopper) -> None:
    order = shop.buy("simran", {"VNS-SAR-KATAN-BLU": 1}, charge=False)
    shop.collect(order, Decimal("5000.00"), name="UPI")
    shop.collect(shop.read(order), name="UPI")


@story("bill-to-another-state", "A company in Karnataka pays; the goods go to an address in Uttar Pradesh.")
def _(shop: Shopper) -> None:
    shop.buy("priya", {"MBD-BRS-DIYA-5": 10, "FZD-LANTERN": 4}, bill_to="hotel")


@story("address-changed", "The buyer moves and staff change the delivery address after payment.")
def _(shop: Shopper) -> None:
    shop.change_address(shop.buy("asha", {"KNJ-ATR-MITTI-6": 1}), "rohan")


@story("mixed-tax-rates", "One order holds goods at nil, 5 and 18 per cent GST from three suppliers.")
def _(shop: Shopper) -> None:
    shop.buy("bhavesh", {"FZD-BNG-24": 2, "ALG-LOCK-65": 1, "LKO-CHK-DUP-PNK": 1})


@story("paid-twice-by-mistake", "The payment goes through twice; the surplus is refunded and the order shipped.")
def _(shop: Shopper) -> None:
    order = shop.buy("anjali", {"KNJ-ATR-GULAB-12": 1})
    total = Decimal(str(order["total"]["gross"]["amount"]))
    shop.collect(order, total, name="UPI")
    shop.refund(order, total)
    shop.ship(order, "SURFACE0000291")


@story("voucher", "A festival voucher takes ten per cent off a basket from two suppliers.")
def _(shop: Shopper) -> None:
    shop.voucher("DEEPOTSAV10", percent=10)
    shop.buy("ritu", {"MBD-BRS-SURAHI": 1, "LKO-CHK-ANK-L": 1}, voucher="DEEPOTSAV10")


# Last, because it makes Saleor drop every unconfirmed unpaid order of the channel, those of earlier stories too.
@story("expired", "An unpaid order is never confirmed, and Saleor lets it expire.")
def _(shop: Shopper) -> None:
    shop.let_expire(shop.buy("meera", {"VNS-TOY-TRAIN": 1}, charge=False))
