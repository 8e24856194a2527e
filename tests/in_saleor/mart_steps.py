"""A mart in which people act over GraphQL, with the documents of `docs/story.md`: Asha writes things down, Ravi looks
at them, buyers buy. Whatever story is told of it, these are its steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from devtools.machine.processes import Process, wait_until
from devtools.machine.state import CHECKOUT
from devtools.recorder.shopper import Shopper
from devtools.saleor.api import SaleorApi, SaleorRefused
from devtools.saleor.catalogue import CHANNEL, PRODUCT_TYPE
from devtools.saleor.documents import CREATE_PRODUCTS
from devtools.saleor.origins import ATTRIBUTES, CHOOSE
from odop_consignment.suppliers.identity import gstin_check_character
from odop_core.india.dates import today

SOON = 30
DUPATTA, BOOKMARK, LAMP = "DUPATTA", "BOOKMARK", "LAMP"
# In rupees with 5 % GST: 1,400, 300 and 500 without.
GOODS = {
    DUPATTA: ("Chikankari dupatta, jasmine", "chikankari", "1470.00"),
    BOOKMARK: ("Zardozi bookmark", "zari-zardozi", "315.00"),
    LAMP: ("Brass lamp", "", "525.00"),
}
# Of goods without a craft somebody says what they are for GST.
RECORD_TAX = "mutation Tax($input: GoodsTaxInput!) { goodsTaxRecord(input: $input) { errors { field message code } } }"
HER_PAN, VENDORS_PAN = "ZZZPB0901Z", "ZZZPK0902Z"
UTTAR_PRADESH = "09"
DOCUMENTS = {
    re.search(r"(?:mutation|query) (\w+)", block)[1]: block  # type: ignore[index]
    for block in re.findall(
        r"^```graphql story\n(.*?)^```$", (CHECKOUT / "docs" / "story.md").read_text("utf-8"), re.M | re.S
    )
}
"""The documents of `docs/story.md`, by name."""
FIND = """
query Find($type: [String!]!, $channel: String!) {
  productTypes(first: 1, filter: {slugs: $type}) { edges { node { id } } }
  categories(first: 1) { edges { node { id } } }
  taxClasses(first: 20) { edges { node { id name } } }
  channel(slug: $channel) { id }
}
"""
STOCK = """
query Stock($variant: ID!) {
  productVariant(id: $variant) { stocks { warehouse { id } quantity quantityAllocated } }
}
"""


@dataclass
class Mart:
    """Where the story happens. `asha` and `ravi` sign in anew, since a token of Saleor's staff lives five minutes."""

    name: str
    staff: SaleorApi
    asha: Callable[[], SaleorApi]
    ravi: Callable[[], SaleorApi]
    buyer: Shopper
    worker: Process
    products: dict[str, str] = field(default_factory=dict)
    """By SKU."""

    def until(self, seen: Callable[[], Any], what: str) -> Any:
        return wait_until(seen, SOON, what, self.worker)


def put_into_the_shop(mart: Mart, sku: str) -> None:
    """A product with one variant, of Lucknow and of its craft by the attributes a merchant chooses."""
    name, craft, price = GOODS[sku]
    found = mart.staff.query(FIND, type=[PRODUCT_TYPE], channel=CHANNEL)
    tax = next(edge["node"]["id"] for edge in found["taxClasses"]["edges"] if edge["node"]["name"] == "GST 5%")
    channel = {"channelId": found["channel"]["id"]}
    shown = {"isPublished": True, "visibleInListings": True, "isAvailableForPurchase": True}
    variant = {
        "sku": f"{mart.name}-{sku}", "name": name, "attributes": [], "trackInventory": True, "weight": 0.2,
        "channelListings": [channel | {"price": price}],
    }  # fmt: skip
    product = {
        "name": name, "slug": f"{mart.name}-{sku}".lower(), "productType": only(found["productTypes"]),
        "category": only(found["categories"]), "taxClass": tax, "attributes": [],
        "channelListings": [channel | shown], "variants": [variant],
    }  # fmt: skip
    made = mart.staff.mutate(CREATE_PRODUCTS, products=[product])["results"][0]["product"]
    mart.products[sku], mart.buyer.ids.variants[sku] = made["id"], made["variants"][0]["id"]
    if craft:
        _comes_from_lucknow(mart, made["id"], craft)


def _comes_from_lucknow(mart: Mart, product_id: str, craft: str) -> None:
    """Known to the suite soon after."""
    ids = mart.staff.query(ATTRIBUTES)
    chosen = {"district": "odop-district:162", "craft": f"odop-craft:{craft}"}
    values = [
        {"id": ids[name]["id"], "dropdown": {"externalReference": reference}} for name, reference in chosen.items()
    ]
    mart.staff.mutate(CHOOSE, id=product_id, input={"attributes": values})
    claimed = "query Claimed($id: ID!) { provenanceClaim(productId: $id) { craft { slug } } }"
    mart.until(lambda: mart.asha().query(claimed, id=product_id)["provenanceClaim"], f"the claim of {product_id}")


def sales_of(mart: Mart, order_id: str) -> list[dict[str, Any]]:
    return list(mart.asha().query(DOCUMENTS["SalesOfOrder"], order=order_id)["orderConsignments"])


def differences(mart: Mart) -> list[dict[str, Any]]:
    """All pages of them; the sample's suppliers, whose goods came without notes, have some."""
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = mart.asha().query(DOCUMENTS["Differences"], after=after)["stockDifferences"]
        found += [edge["node"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def does(who: Callable[[], SaleorApi], name: str, **variables: Any) -> dict[str, Any]:
    """Somebody sends a document of the story; raises SaleorRefused when it was not done."""
    return who().mutate(DOCUMENTS[name], **variables)


def is_refused(who: Callable[[], SaleorApi], name: str, **variables: Any) -> str:
    try:
        answer = does(who, name, **variables)
    except SaleorRefused as refusal:
        return str(refusal)
    raise AssertionError(f"{name} was to be refused, and answered {answer}")


def take_on(
    mart: Mart, names: tuple[str, str], phone: str, pan: str, regime: dict[str, str], seen: Iterable[str]
) -> str:
    """All that must be known of a supplier, written down by Asha; the bank account looked at by Ravi."""
    asha = mart.asha
    who = {
        "name": names[0], "nameHi": names[1], "phone": phone, "language": "HI", "stateCode": UTTAR_PRADESH,
        "address": "7 Gali Chikan, Chowk, Lucknow 226003", "pan": pan,
    }  # fmt: skip
    supplier = str(does(asha, "RecordSupplier", input=who)["supplier"]["id"])
    does(asha, "RecordRegime", id=supplier, input={"validFrom": "2026-04-01", **regime})
    entered = {"holder": names[0], "accountNumber": f"9999{phone[-7:]}", "ifsc": "ZZZZ0000001"}
    account = does(asha, "ProposeAccount", id=supplier, input=entered)["bankAccount"]["id"]
    assert "second person" in is_refused(asha, "ApproveAccount", id=account)
    does(mart.ravi, "ApproveAccount", id=account)
    for purpose in ("SUPPLY", "MESSAGES", "PROFILE"):
        given = {"purpose": purpose, "isGiven": True, "medium": "paper form", "language": "HI"}
        does(asha, "RecordConsent", id=supplier, input=given)
    if regime["taxRegime"] == "UNREGISTERED":
        does(asha, "DeclareTurnover", id=supplier, input={"year": _financial_year(), "elsewhere": "0.00"})
    for item in seen:
        does(asha, "RecordVerification", id=supplier, input=verified(item))
    return supplier


def sign(mart: Mart, supplier: str, name: str, terms: dict[str, Any]) -> None:
    written = {"supplierId": supplier, "terms": {"validFrom": today().isoformat(), **terms}}
    version = does(mart.asha, "WriteAgreement", input=written)["version"]["id"]
    does(mart.asha, "OfferAgreement", id=version)
    signed = {"file": None, "signedOn": today().isoformat(), "signedBy": name}
    mart.asha().mutate_with_file(DOCUMENTS["SignAgreement"], "input.file", _paper(name), id=version, input=signed)


def make_offer(mart: Mart, supplier: str, sku: str, point: str) -> str:
    goods = {"variantId": mart.buyer.ids.variants[sku], "productId": mart.products[sku]}
    offer = {"supplierId": supplier, "pickupPointId": point, **goods}
    return str(does(mart.asha, "MakeOffer", input=offer)["offer"]["id"])


def write_note(mart: Mart, kind: str, supplier: str, point: str, pieces: dict[str, int]) -> None:
    """`pieces` is by offer."""
    lines = [{"offerId": offer, "quantity": quantity} for offer, quantity in pieces.items()]
    note = {"kind": kind, "supplierId": supplier, "pickupPointId": point, "lines": lines, "post": True}
    done = does(mart.asha, "WriteNote", input=note)
    assert done["note"]["status"] == "POSTED"
    assert not any(row["errors"] for row in done["results"])


def verified(item: str) -> dict[str, str]:
    return {"item": item, "result": "VERIFIED", "source": "seen papers"}


def stock_of(mart: Mart, sku: str, point: str) -> tuple[int, int]:
    """Pieces in Saleor, and how many of them are promised."""
    stocks = mart.staff.query(STOCK, variant=mart.buyer.ids.variants[sku])["productVariant"]["stocks"]
    there = [row for row in stocks if row["warehouse"]["id"] == point]
    return (there[0]["quantity"], there[0]["quantityAllocated"]) if there else (0, 0)


def gstin(pan: str = HER_PAN, state: str = UTTAR_PRADESH) -> str:
    first = f"{state}{pan}1Z"
    return first + gstin_check_character(first)


def only(connection: Mapping[str, Any]) -> str:
    return str(connection["edges"][0]["node"]["id"])


def _paper(name: str) -> bytes:
    page = Image.new("L", (480, 160), "white")
    ImageDraw.Draw(page).text((20, 20), f"Agreement\nSigned: {name}", fill="black")
    file = BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


def _financial_year() -> int:
    day = today()
    return day.year if day.month >= 4 else day.year - 1
