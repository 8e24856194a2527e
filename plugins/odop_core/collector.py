"""Finding everything that is wrong with an input, not only the first of it.

A form is read value by value; whoever fills it in is told all its mistakes at once:

    with Collector(IdentityError, several=IdentityErrors) as each:
        pan = each(read_pan, given["pan"])
        phone = each(read_phone, given["phone"])
    # here both are right
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Collector:
    """Calls functions, and keeps the errors of one `kind` that they raise until the end of the block.

    Then a single error is raised as it is, and more than one as `several(errors)`, whose `errors` are all of them. What
    a refused call returned (None) must not be used within the block.
    """

    def __init__(self, kind: type[Exception], *, several: Callable[[list[Any]], Exception]) -> None:
        self.kind = kind
        self.several = several
        self.errors: list[Exception] = []

    def __enter__(self) -> Self:
        return self

    def __call__(self, read: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> T:
        try:
            return read(*args, **named)
        except self.kind as error:
            self.errors += errors_in(error)
            return None  # type: ignore[return-value]  # the block ends by an error

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None and self.errors:
            raise self.errors[0] if len(self.errors) == 1 else self.several(self.errors)


def errors_in(error: Exception) -> list[Exception]:
    """All that an error stands for: itself, or those that were collected in it."""
    return list(getattr(error, "errors", [error]))
