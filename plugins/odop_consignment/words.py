"""A sentence in both languages of the suite."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The same in English and in Hindi."""

    en: str
    hi: str
