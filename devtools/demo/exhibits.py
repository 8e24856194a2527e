"""What a shop has besides orders, so that every part of the API can be tried in the demo.

Staff verify products and a GI registration, receive goods on a consignment note, and a supplier answers in words that
only a person understands, so that the helpline has a call. Last, who can sign in: an artisan and an operator.
Only the plugins' own `api` and addresses are used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

import requests

from devtools.demo.mart import Mart
from devtools.machine.processes import wait_until
from devtools.replay import recorded_ids
from devtools.sample import Product, Supplier, sample_catalogue
from devtools.sample.suppliers import CLERK, MANAGER
from odop_consignment.api import stock
from odop_consignment.api.offers import OfferInfo, offers_of_products
from odop_consignment.api.suppliers import change_supplier
from odop_core.india.dates import today
from odop_core.security import signatures
from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from odop_provenance.api import claims, marks

ARTISAN_USER, OPERATOR_USER = "VXNlcjo5MDAx", "VXNlcjo5MDAy"
QUESTION = "bought"
REPLY = "bhaiya thoda samajh nahi aaya, phone kijiye"
CALL_SECONDS = 20.0


@dataclass(frozen=True)
class Exhibits:
    """What was prepared, for the demo's last lines. Tokens are good for 12 hours, for this run only."""

    verified: int
    pieces_received: int
    gi_name: str
    artisan: str
    artisan_token: str
    operator_token: str


def prepare_exhibits(mart: Mart) -> Exhibits:
    """After the recorded orders were played. Raises what the plugins refuse, and TimedOut without a call."""
    artisan = sample_catalogue().suppliers[0]
    goods = [product for product in sample_catalogue().products if product.supplier == artisan.key]
    gi_name = _register_gi(artisan)
    for product in goods:
        _verify(product)
    offers = _offers_of(goods)
    pieces = _receive_goods(offers)
    change_supplier(offers[0].supplier_id, user_id=ARTISAN_USER, by=CLERK)
    mart.settle()
    _reply(mart)
    wait_until(lambda: helpline.count_open_calls() > 0, CALL_SECONDS, "a call for the helpline", mart.worker)
    return Exhibits(
        verified=len(goods),
        pieces_received=pieces,
        gi_name=gi_name,
        artisan=artisan.name_en,
        artisan_token=mart.saleor.user_token(user_id=ARTISAN_USER),
        operator_token=mart.saleor.user_token(
            user_id=OPERATOR_USER, is_staff=True, permissions=(Permission.HANDLE_HELPLINE.in_app_mode,)
        ),
    )


def _verify(product: Product) -> None:
    claims.verify_claim(
        recorded_ids()["products"][product.slug], by=MANAGER, why="Seen in the workshop",
        waiver="a sample of invented goods",
    )  # fmt: skip


def _register_gi(artisan: Supplier) -> str:
    gi_name = "Lucknow Chikan Craft"
    mark = marks.register_mark(
        marks.MarkKind.GI, "119", holder=artisan.name_en, valid_until=today() + timedelta(days=3650),
        artisan_slug=artisan.key, gi_name=gi_name, by=CLERK,
    )  # fmt: skip
    marks.verify_mark(mark.id, by=MANAGER, why="Looked up", waiver="the public register of authorised users")
    return gi_name


def _offers_of(goods: list[Product]) -> list[OfferInfo]:
    """The artisan's own, not those of others who supply the same goods."""
    found = offers_of_products(recorded_ids()["products"][product.slug] for product in goods)
    offers = [offer for offers in found.values() for offer in offers]
    return [offer for offer in offers if offer.supplier_id == offers[0].supplier_id]


def _receive_goods(offers: list[OfferInfo]) -> int:
    """One note, posted, of which each offer has a lot; and one that is still being written."""
    place = offers[0].pickup_point_id
    lines = [stock.LineInput(offer.id, 6 + number) for number, offer in enumerate(offers)]
    for reference, post in (("CN-DEMO-1", True), ("CN-DEMO-2", False)):
        stock.record_note("receipt", offers[0].supplier_id, place, lines, reference=reference, post=post, by=CLERK)
    return sum(line.quantity for line in lines)


def _reply(mart: Mart) -> None:
    """By the gateway, to the newest message that asked whether goods are ready."""
    asked = next(message for message in reversed(mart.gateway.messages()) if message["occasion"] == QUESTION)
    content = {"type": "reply", "from": asked["to"], "text": REPLY, "in_reply_to": asked["id"]}
    body = json.dumps(content).encode()
    headers = {**signatures.sign_headers(mart.gateway.secret, "demo-reply", body), "Content-Type": "application/json"}
    requests.post(f"{mart.url}/notifications/gateway", data=body, headers=headers, timeout=20).raise_for_status()
