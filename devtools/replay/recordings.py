"""What was recorded: each story with the webhooks a real Saleor sent, and its answers to our own documents.

`devtools.recorder` wrote it down under `devtools/recordings`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)")
RECENTLY = timedelta(seconds=30)

RECORDINGS = Path(__file__).parents[1] / "recordings"


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


def recent_recordings(now: datetime, folder: Path = RECORDINGS) -> list[Recording]:
    """The same stories, all moments in them moved by one time, so that the last of them was `RECENTLY` before `now`."""
    stories = recordings(folder)
    moments = [datetime.fromisoformat(found) for story in stories for found in _moments_of(story)]
    moved = now - RECENTLY - max(moments)

    def move(found: re.Match[bytes]) -> bytes:
        return (datetime.fromisoformat(found[0].decode()) + moved).isoformat().encode()

    return [
        replace(story, deliveries=tuple(replace(one, body=_MOMENT.sub(move, one.body)) for one in story.deliveries))
        for story in stories
    ]


def _moments_of(story: Recording) -> list[str]:
    return [found.decode() for delivery in story.deliveries for found in _MOMENT.findall(delivery.body)]


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
    """Saleor's ids of the sample catalogue: `{"warehouses", "products", "variants"}` by supplier, slug and SKU."""
    content: dict[str, Any] = json.loads((folder / "catalogue_ids.json").read_text(encoding="utf-8"))
    return content
