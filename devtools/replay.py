"""A recorded Saleor: it plays back, over HTTP and with valid signatures, what a real one once told us.

`Recording` is one story as `record.py` wrote it down. `RecordedSaleor` serves its public keys, installs the App by the
real handshake, posts the recorded bodies byte by byte with a new signature, and answers the App's own GraphQL documents
from the newest state of each order played so far. It invents nothing but what a recording cannot hold: the fulfilment
it is asked to make.
"""

from __future__ import annotations

import copy
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt import api_jws

from devtools.sample import Catalogue, PickupPoint, sample_catalogue

RECORDINGS = Path(__file__).parent / "recordings"
KEY_ID = "recorded-saleor-1"
TIMEOUT_SECONDS = 20
TOKEN_LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class Delivery:
    """One webhook as Saleor sent it. `body` is what it signed."""

    event: str
    body: bytes

    @property
    def orders(self) -> list[dict[str, Any]]:
        """The order nodes it tells of."""
        content = json.loads(self.body)
        return list(content.get("orders") or [node for node in [content.get("order")] if node])

    @property
    def products(self) -> list[dict[str, Any]]:
        """The product nodes it tells of; one that was deleted is no more than an id."""
        node = json.loads(self.body).get("product")
        return [node] if node else []


@dataclass(frozen=True)
class Recording:
    slug: str
    story: str
    saleor_version: str
    recorded_on: str
    order_numbers: tuple[str, ...]
    deliveries: tuple[Delivery, ...]


def recordings(folder: Path = RECORDINGS) -> list[Recording]:
    """All recorded stories, in the order they were told."""
    return [_recording(path) for path in sorted(folder.glob("[0-9]*.json"))]


def _recording(path: Path) -> Recording:
    content = json.loads(path.read_text(encoding="utf-8"))
    return Recording(
        slug=path.stem.split("-", 1)[1],
        story=content["story"],
        saleor_version=content["saleor_version"],
        recorded_on=content["recorded_on"],
        order_numbers=tuple(content["order_numbers"]),
        deliveries=tuple(Delivery(row["event"], row["body"].encode()) for row in content["deliveries"]),
    )


def recorded_product_edits(folder: Path = RECORDINGS) -> list[tuple[str, Delivery]]:
    """What a merchant did to one product, in words, and the webhook that told of it."""
    content = json.loads((folder / "products.json").read_text(encoding="utf-8"))
    return [
        (edit["edit"], Delivery(row["event"], row["body"].encode()))
        for edit in content["edits"]
        for row in edit["deliveries"]
    ]


def recorded_answer(name: str, folder: Path = RECORDINGS) -> dict[str, Any]:
    """What a real Saleor answered to one of our documents: `{"variables", "answer", …}`."""
    content: dict[str, Any] = json.loads((folder / "answers" / f"{name}.json").read_text(encoding="utf-8"))
    return content


def recorded_ids(folder: Path = RECORDINGS) -> dict[str, Any]:
    """Saleor's ids of the sample catalogue: `{"warehouses", "products", "variants"}` by maker, slug and SKU."""
    content: dict[str, Any] = json.loads((folder / "catalogue_ids.json").read_text(encoding="utf-8"))
    return content


@dataclass
class RecordedSaleor:
    """A Saleor made of recordings, within `serving()`."""

    catalogue: Catalogue = field(default_factory=sample_catalogue)
    folder: Path = RECORDINGS
    port: int = 0
    token: str = "recorded-saleor-app-token"
    orders: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    """The newest state of each order that was played, by id."""
    products: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    made_fulfillments: int = 0
    stock: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)
    """Pieces by variant and warehouse; `promised` are those of them that buyers wait for."""
    promised: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)
    variant_metadata: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """Private metadata by variant and key."""
    made_stock_changes: int = 0
    key: rsa.RSAPrivateKey = field(default_factory=lambda: new_key(), repr=False)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql/"

    @contextmanager
    def serving(self) -> Iterator[RecordedSaleor]:
        server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        server.daemon_threads = True
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def install(self, manifest_url: str) -> dict[str, Any]:
        """The real handshake: read the manifest, hand over the token where it says. Returns the manifest."""
        manifest: dict[str, Any] = _checked(requests.get(manifest_url, timeout=TIMEOUT_SECONDS)).json()
        headers = {"Saleor-Domain": f"127.0.0.1:{self.port}", "Saleor-Api-Url": self.api_url}
        _checked(
            requests.post(
                manifest["tokenTargetUrl"], json={"auth_token": self.token}, headers=headers, timeout=TIMEOUT_SECONDS
            )
        )
        return manifest

    def deliver(
        self, delivery: Delivery, target_url: str, *, signed_by: rsa.RSAPrivateKey | None = None
    ) -> requests.Response:
        """Post a webhook. `signed_by` another key plays somebody who is not this Saleor."""
        if signed_by is None:
            self.play(delivery)
        headers = {
            "Content-Type": "application/json",
            "Saleor-Event": delivery.event,
            "Saleor-Domain": f"127.0.0.1:{self.port}",
            "Saleor-Api-Url": self.api_url,
            "Saleor-Signature": sign(delivery.body, signed_by or self.key),
        }
        return requests.post(target_url, data=delivery.body, headers=headers, timeout=TIMEOUT_SECONDS)

    def play(self, delivery: Delivery) -> None:
        """Take over the states a delivery tells of, as far as they are newer, without telling anybody."""
        for node in delivery.orders:
            known = self.orders.get(node["id"])
            if known is None or _moment(known["updatedAt"]) <= _moment(node["updatedAt"]):
                self.orders[node["id"]] = copy.deepcopy(node)
        for node in delivery.products:
            self.products[node["id"]] = copy.deepcopy(node)
            if delivery.event == "product_deleted":
                del self.products[node["id"]]

    def user_token(self, *, user_id: str, is_staff: bool = False, permissions: tuple[str, ...] = ()) -> str:
        """An access token as Saleor gives it: to a customer, or through the Dashboard to an App for its staff."""
        now = datetime.now(UTC)
        claims: dict[str, Any] = {
            "iat": now, "exp": now + TOKEN_LIFETIME, "iss": self.api_url, "owner": "saleor", "user_id": user_id,
            "email": "someone@example.com", "is_staff": is_staff, "token": "recorded", "type": "access",
        }  # fmt: skip
        if is_staff:
            claims |= {"type": "thirdparty", "permissions": list(permissions), "user_permissions": list(permissions)}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY_ID})

    def key_set(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def answer(self, query: str, variables: dict[str, Any], token: str) -> dict[str, Any]:
        """What this Saleor answers to one of the App's documents."""
        if token != self.token:
            return {"data": {"app": None, "shop": {"version": None, "name": "recorded"}}}
        found = re.search(r"\b(?:query|mutation)\s+(\w+)", query)
        answerer = _ANSWERS.get(found.group(1) if found else "")
        if answerer is None:
            return _error("GraphQLError", f"The recorded Saleor does not know the document {found and found.group(1)}.")
        return {"data": answerer(self, variables)}


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def sign(body: bytes, key: rsa.RSAPrivateKey, key_id: str = KEY_ID) -> str:
    """Saleor's signature of a webhook: a JWS whose payload is detached and unencoded."""
    return api_jws.encode(
        body, key=key, algorithm="RS256", headers={"kid": key_id, "crit": ["b64"]}, is_payload_detached=True
    )


def _identity(saleor: RecordedSaleor, _variables: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = recorded_answer("app_identity", saleor.folder)["answer"]["data"]
    return data


def _order_by_id(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    return {"order": saleor.orders.get(variables["id"])}


def _orders_changed_since(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    return {"orders": _changed_since(saleor.orders, variables)}


def _products_changed_since(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    return {"products": _changed_since(saleor.products, variables)}


def _changed_since(nodes: dict[str, dict[str, Any]], variables: dict[str, Any]) -> dict[str, Any]:
    """Saleor's cursor is opaque; ours is a position in the list."""
    since, start = _moment(variables["since"]), int(variables.get("after") or 0)
    changed = sorted(
        (node for node in nodes.values() if _moment(node["updatedAt"]) >= since),
        key=lambda node: (_moment(node["updatedAt"]), node["id"]),
    )
    end = start + int(variables["first"])
    page = {"hasNextPage": end < len(changed), "endCursor": str(end)}
    return {"pageInfo": page, "edges": [{"node": node} for node in changed[start:end]]}


def _attribute_by_slug(_saleor: RecordedSaleor, _variables: dict[str, Any]) -> dict[str, Any]:
    """Nobody has set attributes up in this shop."""
    return {"named": None, "referenced": None}


def _warehouse_by_id(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    keys = {identifier: key for key, identifier in recorded_ids(saleor.folder)["warehouses"].items()}
    key = keys.get(variables["id"])
    return {"warehouse": _warehouse(variables["id"], saleor.catalogue.pickup_points()[key]) if key else None}


def _warehouse(identifier: str, point: PickupPoint) -> dict[str, Any]:
    address = {
        "firstName": "", "lastName": "", "companyName": point.name, "streetAddress1": point.street_address_1,
        "streetAddress2": "", "city": point.city.upper(), "cityArea": "", "postalCode": point.postal_code,
        "countryArea": point.country_area, "country": {"code": "IN"}, "phone": "",
    }  # fmt: skip
    return {
        "id": identifier, "slug": point.slug, "name": point.name, "email": "", "externalReference": None,
        "clickAndCollectOption": "DISABLED", "address": address,
    }  # fmt: skip


def _order_fulfill(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    """Saleor's own refusal when there is nothing left to ship; else a fulfilment in the recorded shape."""
    node = saleor.orders.get(variables["order"])
    lines = {line["id"]: line for line in node["lines"]} if node else {}
    wanted = {entry["orderLineId"]: entry["stocks"] for entry in variables["lines"]}
    pieces = {line: sum(stock["quantity"] for stock in stocks) for line, stocks in wanted.items()}
    if node is None or any(count > lines[line]["quantityToFulfill"] for line, count in pieces.items()):
        refused: dict[str, Any] = recorded_answer("order_fulfill_refused", saleor.folder)["answer"]["data"]
        return refused
    saleor.made_fulfillments += 1
    now = datetime.now(UTC).isoformat()
    fulfillment = {
        "id": f"RnVsZmlsbG1lbnQ6{saleor.made_fulfillments:04d}", "status": "FULFILLED",
        "trackingNumber": variables["trackingNumber"], "fulfillmentOrder": len(node["fulfillments"]) + 1,
        "created": now, "warehouse": {"id": next(iter(wanted.values()))[0]["warehouse"]},
        "lines": [
            {"id": f"{line}:{number}", "quantity": count, "orderLine": {"id": line}}
            for number, (line, count) in enumerate(pieces.items())
        ],
    }  # fmt: skip
    for line, count in pieces.items():
        lines[line]["quantityFulfilled"] += count
        lines[line]["quantityToFulfill"] -= count
    whole = all(line["quantityToFulfill"] == 0 for line in node["lines"])
    node["status"], node["updatedAt"] = "FULFILLED" if whole else "PARTIALLY_FULFILLED", now
    node["fulfillments"].append({**fulfillment, "totalRefundedAmount": None, "shippingRefundedAmount": None})
    order = {name: node[name] for name in ("id", "number", "status", "updatedAt")}
    return {"orderFulfill": {"fulfillments": [fulfillment], "order": order, "errors": []}}


def _variants_by_sku(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    """Those of the sample catalogue."""
    ids = recorded_ids(saleor.folder)
    nodes = [
        {
            "id": ids["variants"][variant.sku], "sku": variant.sku,
            "product": {"id": ids["products"][product.slug], "name": product.name_en},
        }
        for product in saleor.catalogue.products
        for variant in product.variants
        if variant.sku in variables["skus"]
    ]  # fmt: skip
    return {"productVariants": {"edges": [{"node": node} for node in nodes]}}


def _stock_levels(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    nodes = [{"id": variant, "stocks": _stocks(saleor, variant)} for variant in variables["variants"]]
    return {"productVariants": {"edges": [{"node": node} for node in nodes]}}


def _variant_stock(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    """Every variant is known here, and is of a product of its own."""
    variant = variables["variant"]
    metadata = saleor.variant_metadata.get((variant, variables["key"]))
    product = {"id": f"product of {variant}"}
    return {
        "productVariant": {
            "id": variant, "product": product, "privateMetafield": metadata, "stocks": _stocks(saleor, variant),
        }
    }  # fmt: skip


def _variant_stock_update(saleor: RecordedSaleor, variables: dict[str, Any]) -> dict[str, Any]:
    """As in Saleor, numbers and metadata change together."""
    given = variables["variant"]
    variant = given["id"]
    rows = {row["id"]: row["warehouse"]["id"] for row in _stocks(saleor, variant)}
    for entry in given["stocks"].get("create", []):
        saleor.stock[variant, entry["warehouse"]] = entry["quantity"]
    for entry in given["stocks"].get("update", []):
        saleor.stock[variant, rows[entry["stock"]]] = entry["quantity"]
    for entry in given["privateMetadata"]:
        saleor.variant_metadata[variant, entry["key"]] = entry["value"]
    saleor.made_stock_changes += 1
    node = {"id": variant, "stocks": _stocks(saleor, variant)}
    return {"productVariantBulkUpdate": {"results": [{"errors": None, "productVariant": node}], "errors": []}}


def _stocks(saleor: RecordedSaleor, variant: str) -> list[dict[str, Any]]:
    return [
        {
            "id": f"stock of {variant} in {warehouse}", "warehouse": {"id": warehouse}, "quantity": quantity,
            "quantityAllocated": saleor.promised.get((variant, warehouse), 0),
        }
        for (stocked, warehouse), quantity in saleor.stock.items()
        if stocked == variant
    ]  # fmt: skip


_ANSWERS: dict[str, Callable[[RecordedSaleor, dict[str, Any]], dict[str, Any]]] = {
    "OdopAppIdentity": _identity,
    "OdopAttributeBySlug": _attribute_by_slug,
    "OdopOrderById": _order_by_id,
    "OdopOrdersChangedSince": _orders_changed_since,
    "OdopProductsChangedSince": _products_changed_since,
    "OdopWarehouseById": _warehouse_by_id,
    "OdopOrderFulfill": _order_fulfill,
    "OdopStockLevels": _stock_levels,
    "OdopVariantStock": _variant_stock,
    "OdopVariantStockUpdate": _variant_stock_update,
    "OdopVariantsBySku": _variants_by_sku,
}


def _error(code: str, message: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"exception": {"code": code}}}]}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _checked(response: requests.Response) -> requests.Response:
    """Raises RuntimeError with the App's own words when it refuses."""
    if not response.ok:
        raise RuntimeError(f"{response.request.url} answered {response.status_code}: {response.text[:500]}")
    return response


def _handler(saleor: RecordedSaleor) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/.well-known/jwks.json":
                self._send(200, saleor.key_set())
            else:
                self._send(404, {"error": "not found"})

        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            with lock:
                self._send(200, saleor.answer(content["query"], content.get("variables") or {}, token))

        def log_message(self, format: str, *arguments: Any) -> None:
            """The demo shows what matters itself."""

        def _send(self, status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
