"""A `MessageWordingInput` as notifications takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from odop_notifications.api import Wording


def wording(given: Mapping[str, Any]) -> Wording:
    """What is left out or null is as a new wording has it."""
    values = {name: value for name, value in given.items() if value is not None}
    if "buttons" in values:
        values["buttons"] = tuple(values["buttons"])
    return Wording(**values)
