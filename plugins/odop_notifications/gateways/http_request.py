"""A request to a gateway, described as data: what to send where, and what its answer means.

Texts may hold placeholders such as `{to}` or `{key}`. Each is filled in once, so that a supplier's text may hold braces
too; in an address the value is quoted. A field of a form or query that ends up empty is left out. In JSON, an entry
`"VAR*": "{variables}"` becomes `VAR1`, `VAR2`, ... for gateways that take a template's values instead of a text.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from pydantic import BaseModel, ConfigDict, Field

from odop_core.retry import InDoubt, PermanentFailure, TemporaryFailure
from odop_core.security import http
from odop_notifications.gateways.message import Accepted, RefusedHere

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
VARIABLES = "{variables}"
# It is our account there, not this message: it waits until somebody has seen to that.
ACCOUNT_REFUSED = {401, 402, 403}
# What is left out of a gateway's reason: whatever may be a phone number, and letters a code or short word has not.
NOT_A_REASON = re.compile(r"\+?\d[\d -]{5,}\d|[^A-Za-z0-9_ .:-]")
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Data(BaseModel):
    """Base of what a gateway's description is made of: a misspelt word in it is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class RequestTemplate(Data):
    """At most one of `form` and `json`; `basic_auth` is `user:password`."""

    method: Literal["GET", "POST"] = "POST"
    url: str
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    form: dict[str, str] = {}
    json_body: Any = Field(None, alias="json")
    basic_auth: str = ""

    def placeholders(self) -> set[str]:
        return set(PLACEHOLDER.findall(json.dumps(self.model_dump())))


class AnswerTemplate(Data):
    """What a 2xx answer says, by dotted paths into its JSON, as `messages.0.id`.

    Some gateways answer 200 to what they refuse: then `success` names a field and the values of it that mean yes.
    `reason` is where a refusal is explained, `temporary` lists words in it after which trying again may help.
    """

    id: str = ""
    success: str = ""
    success_values: list[str] = []
    reason: str = ""
    temporary: list[str] = []


@dataclass(frozen=True)
class Prepared:
    """A request that can be made."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes


def prepare_request(template: RequestTemplate, values: Mapping[str, str], variables: Iterable[str] = ()) -> Prepared:
    """Raises RefusedHere for a value that no header can hold."""
    url = _fill(template.url, {name: value if name == "base" else quote(value, "") for name, value in values.items()})
    query = urlencode(_filled(template.query, values))
    headers = {name.lower(): _header(_fill(text, values)) for name, text in template.headers.items()}
    body = b""
    if template.form:
        headers.setdefault("content-type", "application/x-www-form-urlencoded")
        body = urlencode(_filled(template.form, values)).encode()
    elif template.json_body is not None:
        headers.setdefault("content-type", "application/json")
        body = json.dumps(_fill_json(template.json_body, values, list(variables)), ensure_ascii=False).encode()
    if template.basic_auth:
        login = base64.b64encode(_fill(template.basic_auth, values).encode()).decode()
        headers["authorization"] = f"Basic {login}"
    joint = "&" if urlsplit(url).query else "?"
    return Prepared(template.method, f"{url}{joint}{query}" if query else url, headers, body)


def make_request(request: Prepared, answer: AnswerTemplate) -> Accepted:
    """Make the request. Raises TemporaryFailure, InDoubt and PermanentFailure, saying what the gateway said, but not to
    whom."""
    host = urlsplit(request.url).hostname or "the gateway"
    answered = http.send_request(request.method, request.url, request.body, request.headers)
    content = read_json(answered.body)
    reason = _reason(value_at(content, answer.reason))
    if answered.status in ACCOUNT_REFUSED:
        said = f"{host} refuses our account ({answered.status}{reason}): check the credentials."
        raise TemporaryFailure(said, answered.retry_after)
    if not answered.is_success:
        said = f"{host} answered {answered.status}{reason}"
        if _is_temporary(reason, answer):
            raise TemporaryFailure(said, answered.retry_after)
        raise answered.failure(said)
    if answer.success and content is None:
        raise InDoubt(f"{host} answered {answered.status}, and nobody can read what.")
    if answer.success and _text(value_at(content, answer.success)).lower() not in _lower(answer.success_values):
        said = f"{host} refused the message{reason}"
        raise TemporaryFailure(said) if _is_temporary(reason, answer) else PermanentFailure(said)
    return Accepted(_text(value_at(content, answer.id)), {"status": answered.status})


def read_json(text: str) -> Any:
    """None for anything that is not JSON. Half a surrogate pair, which nobody can write down, is read as "?"."""
    try:
        content = json.loads(text)
        return json.loads(_writable(content)) if SURROGATE.search(text) else content
    except (ValueError, RecursionError):
        return None


def _writable(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


def value_at(content: Any, path: str) -> Any:
    """What is at a dotted path, None if nothing is."""
    if not path:
        return None
    for step in path.split("."):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and step.isdigit() and int(step) < len(content):
            content = content[int(step)]
        else:
            return None
    return content


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None or isinstance(value, dict | list) else str(value)


def redact_reason(said: str) -> str:
    """What a gateway said, short and without numbers that may be somebody's: it may repeat the message."""
    return " ".join(NOT_A_REASON.sub(" ", said).split())[:80].strip()


def _reason(value: Any) -> str:
    words = redact_reason(_text(value))
    return f", {words}" if words else ""


def _is_temporary(reason: str, answer: AnswerTemplate) -> bool:
    return any(word.lower() in reason.lower() for word in answer.temporary)


def _lower(words: Iterable[str]) -> set[str]:
    return {word.lower() for word in words}


def _fill(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: values.get(match[1], ""), text)


def _filled(fields: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    filled = {name: _fill(text, values) for name, text in fields.items()}
    return {name: text for name, text in filled.items() if text}


def _fill_json(part: Any, values: Mapping[str, str], variables: list[str]) -> Any:
    if isinstance(part, str):
        return _fill(part, values)
    if isinstance(part, list):
        return [_fill_json(one, values, variables) for one in part]
    if not isinstance(part, dict):
        return part
    filled: dict[str, Any] = {}
    for name, value in part.items():
        if value == VARIABLES and name.endswith("*"):
            filled |= {f"{name[:-1]}{number}": one for number, one in enumerate(variables, 1)}
        else:
            filled[name] = _fill_json(value, values, variables)
    return filled


def _header(text: str) -> str:
    if any(ord(character) < 32 or ord(character) > 255 for character in text):
        raise RefusedHere("A header of the gateway's request would hold a line break or a letter it cannot.")
    return text
