"""The helpline in a terminal: the next call, what to say, the history, and logging the outcome."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from odop_notifications.models import Queue
from odop_notifications.terminal import desk, tables


class Command(BaseCommand):
    help = "Call suppliers who did not answer. Without options it gives you one call after another, until none is left."
    # What is wrong with the installation is nothing operators can mend; `odop doctor` tells who can.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--operator", default=getpass.getuser(), help="who you are (default: your user name)")
        parser.add_argument("--language", default="", help="of this screen and the script: hi or en")
        parser.add_argument("--speaks", default="", help="languages you speak, e.g. hi,en (default: as recorded)")
        parser.add_argument("--staff", action="store_true", help="the queue of what operators cannot settle")
        parser.add_argument("--once", action="store_true", help="one call only")
        parser.add_argument("--list", action="store_true", help="show the queue and leave")
        parser.add_argument("--supervisor", action="store_true", help="show how the helpline is doing and leave")

    def handle(self, *_args: Any, **options: Any) -> None:
        queue = Queue.STAFF if options["staff"] else Queue.OPERATORS
        console = tables.make_console(self.stdout)
        if options["list"]:
            tables.show_queue(console, queue)
        elif options["supervisor"]:
            tables.show_overview(console, queue)
        else:
            speaks = [part.strip() for part in options["speaks"].split(",") if part.strip()]
            desk.Desk(console, options["operator"], options["language"], speaks, queue).work(once=options["once"])
