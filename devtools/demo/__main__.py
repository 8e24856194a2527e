"""`./dev demo`: an ODOP Mart on a machine with neither Saleor nor Docker, and what happened to some thirty real orders.

./dev demo          shows the table, an artisan's account sales and the bank file that pays her, then serves GraphQL
                    with its explorer until Ctrl-C
./dev demo --once   ends by itself; exit code 0 only if every order arrived where it should
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from devtools.demo.examples import OPERATORS_EXAMPLES, STAFF_EXAMPLES, SUPPLIERS_EXAMPLES, VISITORS_EXAMPLES
from devtools.demo.mart import Mart, running_mart
from devtools.machine.postgres import PostgresUnavailable
from devtools.machine.processes import ProcessFailed
from devtools.machine.state import CHECKOUT

if TYPE_CHECKING:
    from devtools.demo.exhibits import Exhibits
    from devtools.demo.scenario import Scenario

WIDTH_WITHOUT_TERMINAL = 190


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev demo", description="An ODOP Mart beside a recorded Saleor.")
    parser.add_argument("--once", action="store_true", help="end by itself, saying with the exit code if all went well")
    once = parser.parse_args().once
    signal.signal(signal.SIGTERM, _as_interrupt)
    out = _console()
    try:
        with running_mart(CHECKOUT, lambda what: _phase(out, what)) as mart:
            scenario, differences = _play(out, mart)
            _pay(out, scenario)
            exhibits = _prepare(out, mart)
            if not once:
                _serve(out, mart, exhibits)
            return 1 if differences else 0
    except (PostgresUnavailable, ProcessFailed) as problem:
        out.print(str(problem), style="bold red", markup=False)
        return 1
    except KeyboardInterrupt:
        out.print("\nEnded.")
        return 0 if not once else 130


def _console() -> Console:
    """Wide enough for the table also where nobody has a terminal, such as in a build log."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(width=WIDTH_WITHOUT_TERMINAL, highlight=False)


@contextmanager
def _phase(out: Console, what: str) -> Iterator[None]:
    """One line per step, with its seconds; a spinner meanwhile where somebody watches."""
    started = time.monotonic()
    with out.status(f"{what} …"):
        yield
    out.print(f"[green]✓[/green] {what} ({time.monotonic() - started:.1f} s)")


def _play(out: Console, mart: Mart) -> tuple[Scenario, list[str]]:
    from devtools.demo import report
    from devtools.demo.comparison import compare
    from devtools.demo.scenario import Scenario

    scenario = Scenario(mart)
    started = time.monotonic()
    with _progress(out, f"{len(scenario.stories)} recorded stories, told by signed webhooks") as progress:
        scenario.run(progress)
    out.print(
        f"[green]✓[/green] {len(scenario.stories)} recorded stories played ({time.monotonic() - started:.1f} s)\n"
    )
    differences = compare(scenario)
    report.show_orders(out, scenario)
    report.show_counts(out, scenario)
    report.show_differences(out, differences)
    return scenario, differences


def _pay(out: Console, scenario: Scenario) -> None:
    from devtools.demo.money import pay_artisan, show_payment

    with _phase(out, "Goods delivered, the return window over, account sales issued, a bank file written"):
        payment = pay_artisan(scenario)
    show_payment(out, payment)


def _prepare(out: Console, mart: Mart) -> Exhibits:
    from devtools.demo.exhibits import prepare_exhibits

    with _phase(out, "Verified products, a GI, lots, a call for the helpline, people who sign in"):
        found = prepare_exhibits(mart)
    out.print(
        f"{found.verified} products of {found.artisan} are verified, with the badge of {found.gi_name}; "
        f"{found.pieces_received} pieces lie in lots, another note is being written; an answer waits for the helpline."
    )
    return found


@contextmanager
def _progress(out: Console, what: str) -> Iterator[Callable[[float], None]]:
    columns = SpinnerColumn(), TextColumn(what), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda done: bar.update(task, completed=done)


def _serve(out: Console, mart: Mart, exhibits: Exhibits) -> None:
    order = next(iter(mart.saleor.orders))
    out.print(f"\n[bold]GraphQL and its explorer:[/bold] {mart.graphql_url}")
    out.print("Open it in a browser and choose an example, or ask as a visitor:")
    for example in VISITORS_EXAMPLES:
        out.print(f"  {example}", style="cyan", markup=False)
    out.print("Others send a token as `Authorization: Bearer …` (good for 12 hours, for this run only):")
    for who, examples, token in (
        ("staff", STAFF_EXAMPLES, mart.staff_token()),
        (exhibits.artisan, SUPPLIERS_EXAMPLES, exhibits.artisan_token),
        ("an operator of the helpline", OPERATORS_EXAMPLES, exhibits.operator_token),
    ):
        out.print(f"As {who}:")
        for example in examples:
            out.print(f"  {example.replace('ORDER', order)}", style="cyan", markup=False, soft_wrap=True)
        out.print(token, style="dim", markup=False, soft_wrap=True)
    out.print(f"Logs: {mart.state}. Ctrl-C ends it.")
    threading.Event().wait()


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
