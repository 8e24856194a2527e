"""Registrations of protected marks, and the badges they allow."""

from odop_provenance.marks.badges import BadgeInfo, find_badges
from odop_provenance.marks.lists import MARKS
from odop_provenance.marks.registrations import (
    BadMark,
    MarkChanged,
    MarkInfo,
    MarkRefused,
    MarkTaken,
    MarkUnproven,
    NoMark,
    list_marks_of,
    refuse_mark,
    register_mark,
    verify_mark,
    withdraw_mark,
)
from odop_provenance.models import MarkKind, MarkState

__all__ = [
    "MARKS", "BadMark", "BadgeInfo", "MarkChanged", "MarkInfo", "MarkKind", "MarkRefused", "MarkState", "MarkTaken",
    "MarkUnproven", "NoMark", "find_badges", "list_marks_of", "refuse_mark", "register_mark", "verify_mark",
    "withdraw_mark",
]  # fmt: skip
