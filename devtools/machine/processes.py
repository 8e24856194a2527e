"""Child processes for development and tests: start them with a log, wait until they answer, and stop them for certain.

Each process runs in a process group of its own, so that Ctrl-C reaches only us and we end the children in order, with
everything they started. Waiting never lasts longer than its timeout, and says what it was waiting for.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, TypeVar

STOP_SECONDS = 10.0
POLL_SECONDS = 0.1
LOOPBACK = "127.0.0.1"

Answer = TypeVar("Answer")


class ProcessFailed(RuntimeError):
    """A child process ended by itself, or did not answer in time; the message ends with the tail of its log."""


class TimedOut(ProcessFailed):
    """What we waited for did not happen in time; the message says what that was."""


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on right now."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])


def port_is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


class Child(Protocol):
    """What a process that was started can be asked and told: a `Popen`, or another that goes by the same names."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def terminate(self) -> None: ...


@dataclass
class Process:
    """One child process. `env` is added to our own environment; a value of None takes the variable away."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str | None]
    log_path: Path
    cwd: Path | None = None
    starts: int = field(default=0, init=False)
    """How often it was started."""
    _child: Child | None = field(default=None, init=False, repr=False)

    def start(self) -> Process:
        """The first start begins the log, later ones add to it. Raises ProcessFailed when the program cannot be run."""
        if self.is_running():
            return self
        self.log_path.parent.mkdir(parents=True, exist_ok=True)
        with self.log_path.open("ab" if self.starts else "wb") as log:
            try:
                self._child = self.spawn(log)
            except OSError as error:
                raise ProcessFailed(f"{self.name} could not be started: {error}") from error
        self.starts += 1
        return self

    def spawn(self, log: BinaryIO) -> Child:
        """The program, running, in a process group of its own. Raises OSError."""
        return subprocess.Popen(
            [str(word) for word in self.argv], cwd=self.cwd, env=merged_environment(self.env),
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def stop(self, timeout: float = STOP_SECONDS) -> None:
        """Ask it to end (SIGTERM), insist after `timeout` seconds (SIGKILL). Ends its children too."""
        if self._child is None:
            return
        if self.is_running():
            self._child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(timeout)
        self.kill()

    def kill(self) -> None:
        """SIGKILL to the process and all it started, as a power cut would."""
        if self._child is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        self._child = None

    def is_running(self) -> bool:
        return self._child is not None and self._child.poll() is None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def log(self) -> str:
        """Everything it has printed since it was first started."""
        try:
            return self.log_path.read_text(errors="replace")
        except FileNotFoundError:
            return ""

    def tail(self, lines: int = 30) -> str:
        return "\n".join(self.log().splitlines()[-lines:])

    def require_running(self) -> None:
        """Raises ProcessFailed, with the tail of the log, when the process has ended."""
        if not self.is_running():
            raise ProcessFailed(f"{self.name} ended unexpectedly. Its log ({self.log_path}) ends with:\n{self.tail()}")

    def __enter__(self) -> Process:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def merged_environment(additions: Mapping[str, str | None]) -> dict[str, str]:
    """This process's environment with the additions; None takes a variable away."""
    merged: dict[str, str | None] = {**os.environ, **additions}
    return {name: value for name, value in merged.items() if value is not None}


def wait_until(predicate: Callable[[], Answer], timeout: float, what: str, process: Process | None = None) -> Answer:
    """Call `predicate` until it answers something true, and return that.

    Raises TimedOut after `timeout` seconds, and ProcessFailed at once when `process` ends meanwhile.
    """
    deadline = time.monotonic() + timeout
    while True:
        if answer := predicate():
            return answer
        if process is not None:
            process.require_running()
        if time.monotonic() >= deadline:
            ending = f" The log of {process.name} ends with:\n{process.tail()}" if process else ""
            raise TimedOut(f"Waited {timeout:.0f} seconds in vain for {what}.{ending}")
        time.sleep(POLL_SECONDS)


def wait_for_http(url: str, timeout: float, process: Process | None = None) -> None:
    """Wait until `url` answers a GET with any HTTP status below 500. Raises TimedOut, ProcessFailed."""
    wait_until(lambda: _answers(url), timeout, f"{url} to answer", process)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310  (our own loopback addresses)
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (urllib.error.URLError, OSError):
        return False
