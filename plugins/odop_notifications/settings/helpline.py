"""The settings of answers, questions and the helpline."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field


def read_minutes(text: str) -> list[int]:
    """ "30, 120" as minutes. Raises ValueError."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and 0 < int(part) <= 10_080 for part in parts):
        raise ValueError(f"write minutes, separated by commas, like '30, 120', not {text!r}.")
    return [int(part) for part in parts]


def _checked(text: str) -> str:
    read_minutes(text)
    return text


Pauses = Annotated[str, AfterValidator(_checked)]


class HelplineSettings(BaseModel):
    answer_link_days: int = Field(
        14, ge=1, le=90, title="Answer links: days", description="How long the link in a message can be used."
    )
    answer_furthest_days: int = Field(
        60,
        ge=1,
        le=365,
        title="Furthest day a supplier can name",
        description="A day beyond is taken for a mistake, and the helpline asks.",
    )
    dispatch_hours: int = Field(
        48,
        ge=1,
        title="Hours until goods must be ready",
        description="After the order; the nearer that is, the more urgent is the question.",
    )
    waiting_counts_at_night: bool = Field(
        False,
        title="Waiting counts at night",
        description="Whether the time a supplier may take to answer runs on outside the courtesy hours for calls.",
    )
    helpline_sla_minutes: int = Field(
        120,
        ge=1,
        title="Helpline: minutes until a call is overdue",
        description="Counted in the courtesy hours for calls.",
    )
    helpline_claim_minutes: int = Field(
        15,
        ge=1,
        le=240,
        title="Helpline: minutes of silence",
        description="A call whose operator gives no sign of life for so long goes back to the queue.",
    )
    helpline_pauses: Pauses = Field(
        "30, 120, 240",
        title="Helpline: pauses in minutes",
        description="Before each further try when nobody picks up; after the last of them staff are told.",
    )
    helpline_busy_minutes: int = Field(
        10, ge=1, le=1440, title="Helpline: pause when busy", description="Minutes until a busy line is tried again."
    )
