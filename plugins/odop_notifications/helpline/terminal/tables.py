"""The queue, a call and the supervisor's view as they look in a terminal."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from odop_core.indian_time import IST
from odop_core.money import format_inr
from odop_notifications.api import helpline
from odop_notifications.api.helpline import CallCard, Entry, Overview, Queue
from odop_notifications.helpline import script

TEXTS = Path(__file__).with_name("texts.toml")
SHOWN = 50


def console(stream: Any) -> Console:
    """Writes where a management command is to write; colours only on a terminal."""
    out = getattr(stream, "_out", stream)
    return Console(file=out, soft_wrap=False, highlight=False)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def say(language: str, name: str, **facts: object) -> str:
    return _texts()[language if language in _texts() else "hi"][name].format(**facts)


def clock(moment: datetime | None) -> str:
    """India's clock: "24-11 09:30"."""
    return moment.astimezone(IST).strftime("%d-%m %H:%M") if moment else ""


def show_queue(out: Console, queue: Queue) -> None:
    table = Table(title=f"Helpline: {queue.value}", title_justify="left")
    for name in ("Call", "Why", "Maker", "Number", "Order", "Value", "Due", "SLA", "Tries", "Language", "With"):
        table.add_column(name, justify="right" if name in ("Call", "Value", "Tries") else "left")
    for call in helpline.list_calls(queue=queue, limit=SHOWN):
        sla = Text(clock(call.sla_due_at), style="red" if call.is_overdue else "")
        table.add_row(
            str(call.id), call.reason, escape(call.maker) or "?", call.number, call.order_number,
            format_inr(call.value_paise), clock(call.due_at), sla, str(call.tries), call.language,
            escape(call.operator if call.state == "claimed" else ""),
        )  # fmt: skip
    out.print(table)
    more = helpline.count_calls(queue=queue) - SHOWN
    if more > 0:
        out.print(f"… and {more} more.")


def show_overview(out: Console, queue: Queue) -> None:
    seen = helpline.overview(queue)
    out.print(f"[bold]Helpline: {queue.value}[/bold]   {clock(seen.at)} IST")
    overdue = f"[{'red bold' if seen.overdue else 'green'}]{seen.overdue}[/]"
    out.print(
        f"waiting [bold]{seen.waiting}[/bold]   later {seen.later}   in hand {seen.claimed}   overdue {overdue}   "
        f"oldest since {clock(seen.oldest) or '–'}"
    )
    out.print(_operators(seen))


def _operators(seen: Overview) -> Table:
    table = Table(title="Operators today", title_justify="left")
    for name in ("Operator", "Calls", "Answered", "Left", "Minutes per call", "In hand"):
        table.add_column(name, justify="left" if name == "Operator" else "right")
    for one in seen.operators:
        minutes = "–" if one.seconds_per_call is None else f"{one.seconds_per_call / 60:.1f}"
        in_hand = str(one.call_in_hand or "")
        table.add_row(escape(one.operator), str(one.calls), str(one.answered), str(one.abandoned), minutes, in_hand)
    return table


def show_card(out: Console, card: CallCard, language: str) -> None:
    call = card.call
    sla = f"{clock(call.sla_due_at)} IST" + (f" [red bold]{say(language, 'overdue')}[/]" if call.is_overdue else "")
    facts = Table.grid(padding=(0, 2))
    rows = {
        "maker": escape(call.maker) or "?",
        "number": call.number,
        "order": call.order_number,
        "goods": escape(", ".join(f"{sale.quantity} × {sale.product_name}" for sale in card.goods)),
        "value": format_inr(call.value_paise) if call.value_paise else "",
        "reason": escape(call.detail or call.reason),
        "tries": str(call.tries) if call.tries else "",
        "sla": sla,
    }
    for name, value in rows.items():
        if value:
            facts.add_row(Text(say(language, name), style="dim"), value)
    out.print(Panel(facts, title=say(language, "call", id=call.id), title_align="left"))
    if card.is_over:
        out.print(f"[yellow]{say(language, 'over')}[/yellow]")
    _show_script(out, card, language)
    _show_history(out, card.history, language)


def _show_script(out: Console, card: CallCard, language: str) -> None:
    lines: list[Text] = [Text(line) for line in card.script.lines]
    if card.script.questions:
        lines += [
            Text(),
            Text(say(language, "then_ask"), style="dim"),
            *(Text(f"• {q}") for q in card.script.questions),
        ]
    out.print(Panel(Group(*lines), title=say(language, "say"), title_align="left", border_style="green"))


def _show_history(out: Console, history: tuple[Entry, ...], language: str) -> None:
    if not history:
        return
    table = Table(
        title=say(language, "so_far"), title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0)
    )
    for entry in history[:10]:
        what = entry.what if entry.kind == "message" else script.answer_or_outcome(entry.what, language)
        who = entry.by or entry.channel
        table.add_row(
            Text(clock(entry.at), style="dim"), escape(who), entry.order_number, escape(what), escape(entry.how),
            escape(entry.text),
        )  # fmt: skip
    out.print(table)
