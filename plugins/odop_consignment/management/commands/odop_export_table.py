"""Hands out a table of suppliers, offers or notes, or a template to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_consignment.api import WrongChoice, imports
from odop_core.files.tables import write_private
from odop_core.store import host


class Command(BaseCommand):
    help = "Write a table as CSV or XLSX, by the file's name. Personal data are masked unless you say why not."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("kind", choices=imports.TableKind.values(), help="what the table is to hold")
        parser.add_argument("file", type=Path, help="where to write it; .csv or .xlsx")
        parser.add_argument("--template", action="store_true", help="only the columns and an example")
        parser.add_argument("--language", choices=["en", "hi"], default="en", help="of the titles")
        parser.add_argument("--unmasked", metavar="REASON", help="show personal data; kept on record with your name")
        parser.add_argument("--by", default="", help="your name, for the record")

    def handle(
        self, *_args: Any, kind: str, file: Path, template: bool, language: str, unmasked: str | None, by: str,
        **_options: Any,
    ) -> None:  # fmt: skip
        format_ = file.suffix.removeprefix(".").lower()
        try:
            reveal = imports.Reveal(by, unmasked) if unmasked is not None else None
            with host.current_host().background_work():
                if template:
                    write_private(file, [imports.make_template(kind, format_, language=language)])
                else:
                    write_private(file, imports.export_table(kind, format_, language=language, reveal=reveal))
        except WrongChoice as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{file} written.")
