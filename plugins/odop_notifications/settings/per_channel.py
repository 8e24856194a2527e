"""Settings that are a short list with an entry per channel, as a merchant writes it: "sms 10/second, voice 1/hour".

A channel may be written in capitals. An unknown channel is refused, since its entry would have no effect.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import AfterValidator

# Those of `channels.CHANNELS`, which itself needs the settings.
ChannelName = Literal["gateway", "sms", "whatsapp", "voice", "email", "webhook", "console"]
Entry = TypeVar("Entry")

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_RATE = re.compile(r"(\d{1,6})/(second|minute|hour)")
_PRICE = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)/(part|message)")
_HOURS = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


@dataclass(frozen=True)
class Rate:
    """At most `count` messages in `seconds`."""

    count: int
    seconds: int

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


@dataclass(frozen=True)
class Price:
    """Paise, taxes included, for a message or for each part of one."""

    paise: Decimal
    per_part: bool


@dataclass(frozen=True)
class Hours:
    """From `opens` until just before `closes`, on India's clock; both on the same day."""

    opens: time
    closes: time


def read_rates(text: str) -> dict[str, Rate]:
    """Raises ValueError, naming the entry."""
    return _entries(text, _rate, "sms 10/second")


def read_prices(text: str) -> dict[str, Price]:
    """Raises ValueError, naming the entry."""
    return _entries(text, _price, "sms 25/part")


def read_hours(text: str) -> dict[str, Hours]:
    """Raises ValueError, naming the entry."""
    return _entries(text, _hours, "voice 09:00-20:00")


def _entries(text: str, read: Callable[[str], Entry | None], example: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _space, rest = part.partition(" ")
        channel, entry = name.lower(), read(rest.strip())
        if entry is None or channel in found:
            raise ValueError(f"{part!r} is not understood; write one entry per channel, like {example!r}.")
        if channel not in get_args(ChannelName):
            raise ValueError(f"there is no channel {name!r}; there are {', '.join(get_args(ChannelName))}.")
        found[channel] = entry
    return found


def _rate(text: str) -> Rate | None:
    match = _RATE.fullmatch(text)
    return Rate(int(match[1]), _SECONDS[match[2]]) if match and int(match[1]) else None


def _price(text: str) -> Price | None:
    match = _PRICE.fullmatch(text)
    return Price(Decimal(match[1]), match[2] == "part") if match else None


def _hours(text: str) -> Hours | None:
    match = _HOURS.fullmatch(text)
    try:
        opens, closes = (time.fromisoformat(match[n]) for n in (1, 2)) if match else (time.min, time.min)
    except ValueError:
        return None
    return Hours(opens, closes) if opens < closes else None


def _checked(read: Callable[[str], object]) -> Callable[[str], str]:
    def check(text: str) -> str:
        read(text)
        return text

    return check


Rates = Annotated[str, AfterValidator(_checked(read_rates))]
Prices = Annotated[str, AfterValidator(_checked(read_prices))]
OpenHours = Annotated[str, AfterValidator(_checked(read_hours))]
