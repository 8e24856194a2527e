"""Serial numbers of notes: without gaps in each financial year and kind, at most 16 characters (statutory.md A7.1)."""

from __future__ import annotations

from django.db.models import Max

from odop_consignment.models import ConsignmentNote, NoteKind
from odop_core.database.locks import lock_subject
from odop_core.india.financial_years import format_year, year_of

# Receipt note, unsold return.
PREFIXES = {NoteKind.RECEIPT: "RN", NoteKind.UNSOLD_RETURN: "UR"}


def give_number(note: ConsignmentNote) -> None:
    """Give a note the next number of its series; saving it is the caller's.

    The series is held until our transaction ends: a number given in one that fails is given again, so no gap is left.
    """
    year = year_of(note.dated)
    lock_subject("note-number", f"{note.kind}:{year}")
    last = ConsignmentNote.objects.filter(kind=note.kind, year=year).aggregate(last=Max("serial"))["last"] or 0
    note.year, note.serial = year, last + 1
    note.number = f"{PREFIXES[NoteKind(note.kind)]}/{format_year(year)[2:]}/{note.serial:06d}"
