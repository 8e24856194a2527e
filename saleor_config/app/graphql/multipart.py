"""Files in a GraphQL request: https://github.com/jaydenseric/graphql-multipart-request-spec, as Saleor takes them.

The part `operations` holds the question, in whose variables null stands for each file; `map` says which part of the
request belongs in which place. What is put there is the part's name: `Upload` opens it.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from odop_core.web.bodies import BodyTooLarge, read_json

# One file as large as the plugin may be set to take, and the question.
SIZE_LIMIT = 51 * 1024 * 1024
MOST_FILES = 10


class BadMultipart(ValueError):
    """The message says what is wrong with the request."""


def read_multipart(request: HttpRequest) -> Any:
    """The operations, with the names of parts where files belong. Raises BodyTooLarge, BadMultipart."""
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > SIZE_LIMIT:
        raise BodyTooLarge(f"Say the length of the request; at most {SIZE_LIMIT} bytes are accepted.")
    try:
        operations, places = (read_json(request.POST.get(name, "null").encode()) for name in ("operations", "map"))
    except RequestDataTooBig as error:
        raise BodyTooLarge("The question in the request is too large.") from error
    except (ValueError, MultiPartParserError, SuspiciousOperation) as error:
        raise BadMultipart('The parts "operations" and "map" must be JSON.') from error
    if not isinstance(places, dict) or len(places) > MOST_FILES:
        raise BadMultipart(f'"map" must be an object that names at most {MOST_FILES} files.')
    for part, paths in places.items():
        for path in paths if isinstance(paths, list) else []:
            _put(operations, str(path).split("."), part)
    return operations


def _put(target: Any, path: list[str], part: str) -> None:
    """Only where the variables hold null already: a map changes no other value."""
    *way, last = path
    try:
        for step in way:
            target = target[int(step) if isinstance(target, list) else step]
        key = int(last) if isinstance(target, list) else last
        found = target[key]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise BadMultipart(f"There is no {'.'.join(path)!r} in the operations.") from error
    if path[0] != "variables" or found is not None:
        raise BadMultipart(f"{'.'.join(path)!r} is no null in the variables.")
    target[key] = part
