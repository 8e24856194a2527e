"""How thorough a run is: an ordinary one is quick, `./dev test --nightly` takes its time over the same tests."""

from __future__ import annotations

import os

NIGHTLY = bool(os.environ.get("ODOP_TEST_NIGHTLY"))


def effort(usual: int, *, nightly: int) -> int:
    """So many kills, orders, examples …"""
    return nightly if NIGHTLY else usual
