"""A Saleor made of recordings, for machines that have none: `RecordedSaleor`, and the `recordings()` it plays."""

from devtools.replay.recordings import (
    RECORDINGS,
    Delivery,
    Recording,
    recent_recordings,
    recorded_answer,
    recorded_ids,
    recorded_product_edits,
    recordings,
)
from devtools.replay.saleor import KEY_ID, RecordedSaleor, new_key, sign

__all__ = [
    "KEY_ID",
    "RECORDINGS",
    "Delivery",
    "RecordedSaleor",
    "Recording",
    "new_key",
    "recent_recordings",
    "recorded_answer",
    "recorded_ids",
    "recorded_product_edits",
    "recordings",
    "sign",
]
