"""Where things lie that outlive a command: this checkout, what it keeps, and what all checkouts of a machine share."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def running_as_root() -> bool:
    return os.geteuid() == 0


def shared_state_dir() -> Path:
    """Where things worth keeping between checkouts live, such as a migrated Saleor database."""
    if configured := os.environ.get("ODOP_STATE_DIR"):
        return Path(configured)
    if running_as_root():
        return Path("/var/tmp/odop-mart")  # noqa: S108  (root owns it, and nobody else may write there)
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "odop-mart"


def checkout_state_dir(checkout: Path) -> Path:
    """Where things of one checkout live: inside it, or for root beside the shared state."""
    if not running_as_root():
        return checkout / ".odop"
    digest = hashlib.sha256(str(checkout.resolve()).encode()).hexdigest()[:12]
    return shared_state_dir() / f"checkout-{digest}"


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Only one process of this machine at a time is inside, per lock file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
