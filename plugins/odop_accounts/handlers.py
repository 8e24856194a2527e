"""What accounts do when they hear of something."""

from __future__ import annotations

from odop_accounts import settings  # noqa: F401  (a merchant sees the plugin once its settings are known)


def subscribe_all() -> None:
    """Nothing yet: the posting rules come next."""
