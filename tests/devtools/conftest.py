"""What the tests of the developers' tools share."""

from tests.recorded_saleor import saleor, saleor_key, stories

__all__ = ["saleor", "saleor_key", "stories"]
