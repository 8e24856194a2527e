"""Exports what happened to pieces as an EPCIS 2.0 document (JSON-LD)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from odop_certificates.checks import checks
from odop_certificates.history import epcis
from odop_core.store import host


class Command(BaseCommand):
    help = "Write the events of one piece, or of all pieces in a period, as EPCIS 2.0; memory stays flat."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--serial", help="of one piece: the code on its label, or the address in its QR code")
        parser.add_argument("--from", dest="since", help="from this day or moment on (ISO 8601, UTC unless it says so)")
        parser.add_argument("--to", dest="until", help="before this day or moment; now when left out")

    def handle(self, *_args: Any, serial: str | None, since: str | None, until: str | None, **_options: Any) -> None:
        if bool(serial) == bool(since):
            raise CommandError("Say either --serial, or --from (and --to).")
        now = timezone.now()
        with host.current_host().background_work():
            if serial:
                self.stdout.write(_of_piece(serial, now))
                return
            for part in epcis.epcis_stream(_moment(str(since)), _moment(until) if until else now, now):
                self.stdout.write(part, ending="")


def _of_piece(serial: str, now: datetime) -> str:
    found = checks.check_code(serial)
    if found.unit is None:
        raise CommandError(
            f"{found.outcome.heading}. {found.message}" if not found.certificate else "It is of no piece."
        )
    return json.dumps(epcis.epcis_document([found.unit], now), ensure_ascii=False, indent=1)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no day or moment such as 2026-11-22.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
