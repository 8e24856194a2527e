"""Records what a real Saleor's webhooks deliver while a merchant edits a product's attributes, and what it answers.

    python -m devtools.recorder.products

It runs the Saleor at SALEOR_HOME on a database of its own, with the sample shop in it, as `./dev saleor` does. An app
with our permissions and our subscription listens; another plays the merchant. Everything is dropped at the end.
"""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devtools.machine.processes import wait_until
from devtools.recorder import documents
from devtools.recorder.orders import Listener
from devtools.replay.recordings import RECORDINGS
from devtools.saleor.api import SaleorApi
from devtools.saleor.catalogue import PRODUCT_TYPE
from devtools.saleor.database import database_server
from devtools.saleor.environment import find_saleor
from devtools.saleor.origins import CHOOSE, PERMISSIONS
from devtools.saleor.server import RunningSaleor, running_saleor
from saleor_config.app.saleor_client.documents import document

OUR_PERMISSIONS = ("MANAGE_ORDERS", "MANAGE_PRODUCTS", "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES")
DELIVERY_SECONDS = 30.0

CREATE = """
mutation Create($input: ProductCreateInput!) {
  productCreate(input: $input) { product { id } errors { field message code } }
}
"""
DELETE = "mutation Delete($id: ID!) { productDelete(id: $id) { errors { field message code } } }"
NEEDED = """
query Needed($type: [String!]) {
  productTypes(first: 1, filter: { slugs: $type }) { edges { node { id } } }
  district: attribute(slug: "odop-district") { id }
  craft: attribute(slug: "odop-craft") { id }
  artisan: attribute(slug: "odop-artisan") { id }
  gi: attribute(slug: "odop-gi") { id }
}
"""
# What the merchant chooses, one edit after the other.
EDITS: list[tuple[str, dict[str, Any]]] = [
    ("A district is chosen.", {"district": {"dropdown": {"value": "Lucknow"}}}),
    ("A craft and an artisan are chosen, and that it bears the GI.", {
        "craft": {"dropdown": {"value": "Chikankari"}},
        "artisan": {"dropdown": {"value": "rehana-begum"}},
        "gi": {"boolean": True},
    }),
    ("The district is another one, which does not have this craft.", {"district": {"dropdown": {"value": "Agra"}}}),
    ("A district is typed in that there is not.", {"district": {"dropdown": {"value": "Atlantis"}}}),
    ("The attributes are emptied.", {
        "district": {"dropdown": {}}, "craft": {"dropdown": {}}, "artisan": {"dropdown": {}}, "gi": {"values": []},
    }),
]  # fmt: skip


def record(shop: RunningSaleor, out: Path) -> None:
    listener = Listener()
    header = {"saleor_version": shop.saleor.version, "recorded_on": datetime.now(UTC).date().isoformat()}
    with shop.app(*OUR_PERMISSIONS) as ours, shop.app(*PERMISSIONS) as merchant:
        ours.mutate(
            documents.CREATE_WEBHOOK,
            input={"name": "Products", "targetUrl": listener.start(), "query": document("product_events"),
                   "isActive": True},
        )  # fmt: skip
        edits = _play(merchant, listener)
        _write(out / "products.json", header | {"edits": edits})
        for name, document_name, variables in _questions():
            answer = ours.answer(document(document_name), **variables)
            _write(out / "answers" / f"{name}.json", header | {"variables": variables, "answer": answer})


def _play(merchant: SaleorApi, listener: Listener) -> list[dict[str, Any]]:
    needed = merchant.query(NEEDED, type=[PRODUCT_TYPE])
    product_type = needed["productTypes"]["edges"][0]["node"]["id"]
    product = merchant.mutate(CREATE, input={"name": "Chikankari stole", "productType": product_type})["product"]["id"]
    edits = [_heard("A product is created, of nowhere.", listener)]
    for sentence, chosen in EDITS:
        values = [{"id": needed[name]["id"], **value} for name, value in chosen.items()]
        merchant.mutate(CHOOSE, id=product, input={"attributes": values})
        edits.append(_heard(sentence, listener))
    merchant.mutate(DELETE, id=product)
    return [*edits, _heard("The product is deleted.", listener)]


def _heard(sentence: str, listener: Listener) -> dict[str, Any]:
    wait_until(lambda: listener.deliveries, DELIVERY_SECONDS, f"Saleor to deliver: {sentence}")
    time.sleep(1)  # for a second delivery, should there be one
    return {"edit": sentence, "deliveries": listener.take()}


def _questions() -> list[tuple[str, str, dict[str, Any]]]:
    """(name of the recording, document, variables): what our own documents are answered with."""
    return [
        ("attribute_by_slug", "attribute_by_slug", {"slug": "odop-artisan", "after": None}),
        ("attribute_by_slug_unknown", "attribute_by_slug", {"slug": "odop-nothing", "after": None}),
        ("product_types_by_slug", "product_types_by_slug", {"slugs": [PRODUCT_TYPE]}),
        ("products_changed_since", "products_changed_since", {"since": "2020-01-01T00:00:00+00:00", "first": 2}),
        (
            "attribute_create_refused",
            "attribute_create",
            {"input": {"slug": "odop-gi", "name": "GI", "type": "PRODUCT_TYPE"}},
        ),
    ]


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    saleor = find_saleor()
    name = f"odop_record_{saleor.slug}_{os.getpid()}"
    with database_server() as server, running_saleor(server, saleor, database=name, fresh=True) as shop:
        record(shop, RECORDINGS)


if __name__ == "__main__":
    main()
