"""Asking the App host's schema as different people, and telling what came back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from odop_core.security.permissions import Permission
from storefront_schema import app
from storefront_schema.viewer import ANONYMOUS, Viewer

BUYER = Viewer("customer", "user-1")
OTHER_BUYER = Viewer("customer", "user-2")
NEWCOMER = Viewer("staff", "user-8")
STAFF = Viewer("staff", "user-9", frozenset(Permission))
APP = Viewer("app", None, frozenset(Permission))
# Everybody who may do nothing in particular.
UNPRIVILEGED = [ANONYMOUS, BUYER, NEWCOMER, Viewer("app")]


def staff(*permissions: Permission) -> Viewer:
    return Viewer("staff", "user-9", frozenset(permissions))


def everybody_but(permission: Permission) -> Viewer:
    return staff(*(other for other in Permission if other is not permission))


# What the requests of these tests prefer.
_language = ContextVar("_language", default="")


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Whoever asks within reads this language."""
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)


def http_request(files: Mapping[str, SimpleUploadedFile] | None = None) -> SimpleNamespace:
    return SimpleNamespace(FILES=files or {}, META={}, headers={"Accept-Language": _language.get()})


@dataclass
class Context:
    """As much of a request as resolvers see."""

    viewer: Viewer
    dataloaders: dict[str, Any] = field(default_factory=dict)
    request: Any = field(default_factory=http_request)


@dataclass(frozen=True)
class Answer:
    data: dict[str, Any] | None
    # The message of each error, and the class of each, in the same order.
    messages: list[str]
    kinds: list[str]

    @property
    def is_refused(self) -> bool:
        return bool(self.kinds) and set(self.kinds) == {"PermissionDenied"}


def answer_to(question: str, viewer: Viewer = ANONYMOUS, **variables: Any) -> Answer:
    """Whatever came back."""
    return answer_in(Context(viewer), question, **variables)


def answer_with(files: dict[str, bytes], question: str, viewer: Viewer = ANONYMOUS, **variables: Any) -> Answer:
    """The same of a multipart request; a variable names a file by its part."""
    parts = {name: SimpleUploadedFile(f"file-{name}", content) for name, content in files.items()}
    return answer_in(Context(viewer, request=http_request(parts)), question, **variables)


def answer_in(context: Context, question: str, **variables: Any) -> Answer:
    result = app.schema().execute(question, variables=variables, context_value=context)
    causes = [getattr(error, "original_error", None) or error for error in result.errors or []]
    return Answer(result.data, [str(cause) for cause in causes], [type(cause).__name__ for cause in causes])


def ask(question: str, viewer: Viewer = ANONYMOUS, **variables: Any) -> dict[str, Any]:
    """The data of an answer without errors."""
    answer = answer_to(question, viewer, **variables)
    assert answer.messages == [], answer.messages
    assert answer.data is not None
    return answer.data


def where(**given: Any) -> dict[str, Any]:
    """A `where`: a text means `eq`, a list `oneOf`; all else stays as it is."""
    kinds: dict[type, str] = {str: "eq", list: "oneOf"}
    return {name: {kinds[type(one)]: one} if type(one) in kinds else one for name, one in given.items()}


def mutate(name: str, selection: str, viewer: Viewer = STAFF, /, **arguments: tuple[str, Any]) -> dict[str, Any]:
    """The answer of one mutation; arguments are (GraphQL type, value)."""
    declared = ", ".join(f"${argument}: {kind}" for argument, (kind, _value) in arguments.items())
    passed = ", ".join(f"{argument}: ${argument}" for argument in arguments)
    head, call = (f"mutation({declared})", f"{name}({passed})") if arguments else ("mutation", name)
    question = f"{head} {{ {call} {{ {selection} errors {{ field message code }} }} }}"
    data = ask(question, viewer, **{argument: value for argument, (_kind, value) in arguments.items()})
    answer: dict[str, Any] = data[name]
    return answer


def is_hindi(text: str) -> bool:
    return any("\u0900" <= letter <= "\u097f" for letter in text)


def without_descriptions(sdl: str) -> str:
    """The parser of graphql-core 2 is older than descriptions, and than `&` between interfaces. (tests/e2e reads them
    with a newer one.)"""
    return re.sub(r'"""(?:\\"""|(?!""").)*"""', "", sdl, flags=re.DOTALL).replace(" & ", ", ")


def refusals(answer: dict[str, Any]) -> list[tuple[str | None, str]]:
    """Field and code of each error."""
    return [(error["field"], error["code"]) for error in answer["errors"]]
