"""The queue, a call and the supervisor's figures, as they look in a terminal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as RichText

from odop_core.i18n import Text, _, known_language
from odop_core.india.dates import IST
from odop_core.india.money import format_inr
from odop_notifications.api import helpline
from odop_notifications.api.helpline import CallCard, Entry, Overview, Queue
from odop_notifications.helpline import script

APP = "odop_notifications"
SHOWN = 50
OVER = _("Nothing is left to ask about this order: it was answered, or called off.")


def make_console(stream: Any) -> Console:
    """Writes where a management command is to write; colours only on a terminal."""
    out = getattr(stream, "_out", stream)
    return Console(file=out, soft_wrap=False, highlight=False)


def say(text: Text, language: str) -> str:
    """In a language of the screen; in Hindi where there is no translation to it."""
    return text.in_language(known_language(language, APP) or script.DEFAULT)


def format_clock(moment: datetime | None) -> str:
    """India's clock: "24-11 09:30"."""
    return moment.astimezone(IST).strftime("%d-%m %H:%M") if moment else ""


def show_queue(out: Console, queue: Queue) -> None:
    table = Table(title=f"Helpline: {queue.value}", title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("Call", "Due", "SLA", "Order", "Why", "Supplier"):
        table.add_column(name, no_wrap=name != "Supplier", min_width=10 if name == "Supplier" else None)
    table.add_column("With", min_width=6)
    for call in helpline.list_next_calls(queue, SHOWN):
        table.add_row(
            str(call.id),
            format_clock(call.due_at),
            RichText(format_clock(call.sla_due_at), style="red" if call.is_overdue else ""),
            call.order_number,
            script.reason_in_words(call.reason, "en"),
            escape(call.supplier_name) or call.number,
            escape(call.operator if call.state == "claimed" else ""),
        )
    out.print(table)
    more = helpline.count_open_calls(queue) - SHOWN
    if more > 0:
        out.print(f"… and {more} more.")


def show_overview(out: Console, queue: Queue) -> None:
    seen = helpline.overview(queue)
    out.print(f"[bold]Helpline: {queue.value}[/bold]   {format_clock(seen.at)} IST")
    overdue = f"[{'red bold' if seen.overdue else 'green'}]{seen.overdue}[/]"
    out.print(
        f"waiting [bold]{seen.waiting}[/bold]   later {seen.later}   in hand {seen.claimed}   overdue {overdue}   "
        f"oldest since {format_clock(seen.oldest) or '–'}"
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
    """Rules instead of boxes: terminals disagree about the width of Hindi letters."""
    call = card.call
    out.print(Rule(say(_("Call {id}", id=call.id), language), align="left"))
    for name, value in _facts(card, language):
        if value:
            out.print(f"[dim]{say(name, language)}:[/dim] {value}")
    if card.is_over:
        out.print(f"[yellow]{say(OVER, language)}[/yellow]")
    _show_script(out, card, language)
    _show_history(out, card.history, language)


def _facts(card: CallCard, language: str) -> list[tuple[Text, str]]:
    call = card.call
    overdue = say(_("overdue"), language)
    due = f"{format_clock(call.sla_due_at)} IST" + (f" [red bold]{overdue}[/]" if call.is_overdue else "")
    why = script.reason_in_words(call.reason, language) + (escape(f" – {call.detail}") if call.detail else "")
    return [
        (_("Supplier"), escape(call.supplier_name)),
        (_("Number"), call.number),
        (_("Order"), call.order_number),
        (_("Goods"), escape(", ".join(f"{sale.quantity} × {sale.product_name}" for sale in card.goods))),
        (_("Value"), format_inr(call.value_paise) if call.value_paise else ""),
        (_("Why"), why),
        (_("Tries"), str(call.tries or "")),
        (_("Answer due"), due),
    ]


def _show_script(out: Console, card: CallCard, language: str) -> None:
    out.print(Rule(say(_("What to say"), language), align="left", style="green"))
    for line in card.script.lines:
        out.print(Padding(RichText(line), (0, 0, 0, 2)))
    if card.script.questions:
        then = say(_("By their answer"), language)
        out.print(f"[dim]{then}[/dim]")
    for question in card.script.questions:
        out.print(Padding(RichText(f"• {question}"), (0, 0, 0, 2)))


def _show_history(out: Console, history: tuple[Entry, ...], language: str) -> None:
    if not history:
        return
    out.print(Rule(say(_("What happened so far"), language), align="left", style="dim"))
    for entry in history[:10]:
        is_message = entry.kind == "message"
        what = say(_("Message"), language) if is_message else script.answer_or_outcome(entry.what, language)
        parts = [entry.by or entry.channel, entry.order_number and f"#{entry.order_number}", what, entry.text]
        line = " · ".join(part for part in parts if part)
        out.print(Padding(RichText.assemble((format_clock(entry.at), "dim"), "  ", line), (0, 0, 0, 2)))
