"""Somebody who works in a running mart through the plugins' own `api`, for what GraphQL does not offer (or not yet).

A `Clerk` is a process of its own in the mart's environment, so that it has the mart's database and settings and not
those of the tests. Functions of an `api` are handed to it as they are: `clerk(suppliers.submit_supplier, 3, by="me")`.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, ParamSpec, TypeVar

CHECKOUT = Path(__file__).resolve().parents[2]
P = ParamSpec("P")
T = TypeVar("T")


class Refused(Exception):
    """The function raised: `name` is the class of its exception."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(f"{name}: {words}")
        self.name, self.words = name, words


class Clerk:
    """Within `at_work()`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returned there. Raises Refused."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        _tell(self._process.stdin, (function, args, kwargs))
        is_done, answer = _hear(self._process.stdout)
        if not is_done:
            raise Refused(*answer)
        return answer  # type: ignore[no-any-return]

    def refuses(self, function: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Refused:
        """How it was refused; an AssertionError when it was not."""
        try:
            answer = self(function, *args, **kwargs)
        except Refused as refusal:
            return refusal
        raise AssertionError(f"{function.__name__} was to be refused, and answered {answer}")


@contextmanager
def at_work(python: Path | str, environment: Mapping[str, str]) -> Iterator[Clerk]:
    """`environment` is the whole one of the mart's processes."""
    process = subprocess.Popen(
        [str(python), __file__], cwd=CHECKOUT, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield Clerk(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)


def _tell(pipe: BinaryIO | Any, what: object) -> None:
    pickle.dump(what, pipe, protocol=4)  # both ends may be different Pythons
    pipe.flush()


def _hear(pipe: BinaryIO | Any) -> Any:
    return pickle.load(pipe)  # noqa: S301  (from our own child, or our own parent)


def main() -> None:
    """Do what is asked until nobody asks any more."""
    # Whatever prints must not print into the answers; and this folder must not hide packages of the same name.
    asked, answers, sys.stdout = sys.stdin.buffer, sys.stdout.buffer, sys.stderr
    sys.path.remove(str(Path(__file__).parent))
    import django
    from django.db import close_old_connections

    django.setup()
    while True:
        try:
            function, args, kwargs = _hear(asked)
        except EOFError:
            return
        close_old_connections()
        try:
            answer = True, function(*args, **kwargs)
        except Exception as error:
            answer = False, (type(error).__name__, str(error))
        _tell(answers, answer)


if __name__ == "__main__":
    main()
